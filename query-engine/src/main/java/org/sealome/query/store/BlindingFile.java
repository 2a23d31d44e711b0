// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.sealome.query.ErrorCode;
import org.sealome.query.KeyFile;
import org.sealome.query.PrivateFiles;
import org.sealome.query.SealomeException;
import org.sealome.zk.blinding.BlindingHalf;

/**
 * One party's half of the blinding keys of one version of a dataset, on that party's disk: {@code
 * HOME/ROLE/blinding/NAME/vVERSION.half}, its owner's alone. Of these methods, {@link #steward} is
 * for the steward and {@link #engine} for the engine; the custodian, who draws both halves, writes
 * both. Whoever reads both can open every commitment.
 */
public final class BlindingFile {
  private final Path file;
  private final String kind;

  private BlindingFile(Path file, String kind) {
    this.file = file;
    this.kind = kind;
  }

  /**
   * The engine's half.
   *
   * @param datasetId 32 bytes, hex: as the manifest has it
   */
  public static BlindingFile engine(Path home, String dataset, String datasetId, int version) {
    return of(home, "engine", dataset, datasetId, version);
  }

  /** The steward's half. */
  public static BlindingFile steward(Path home, String dataset, String datasetId, int version) {
    return of(home, "steward", dataset, datasetId, version);
  }

  private static BlindingFile of(
      Path home, String role, String dataset, String datasetId, int version) {
    return at(
        home.resolve(role).resolve("blinding").resolve(dataset).resolve("v" + version + ".half"),
        role,
        datasetId,
        version);
  }

  /** A half on the custodian's disk, before it is handed over. */
  public static BlindingFile at(Path file, String role, String datasetId, int version) {
    return new BlindingFile(
        file, role + "'s half of the blinding keys of " + datasetId + " version " + version);
  }

  public boolean exists() {
    return Files.exists(file);
  }

  /** Writes the half in one step, on disk when this returns. */
  public void write(BlindingHalf half) {
    byte[] bytes = half.toBytes();
    try {
      KeyFile.write(file, kind, bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * The half; the caller closes it.
   *
   * @throws SealomeException INTEGRITY where it is missing, damaged, another party's or of another
   *     dataset or version
   */
  public BlindingHalf read() {
    if (!exists()) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "the " + kind + " is not there: " + file,
          "It is handed over at ingest, once: put it back from its owner's backup.");
    }
    byte[] bytes = KeyFile.read(file, kind);
    try {
      return BlindingHalf.fromBytes(bytes);
    } catch (IllegalArgumentException e) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "the " + kind + " does not read: " + e.getMessage(),
          "Put it back from its owner's backup: " + file,
          e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * Destroys one patient's key: on disk when this returns, and the file that held it overwritten.
   * Nothing where it is destroyed already.
   *
   * @throws SealomeException as {@link #read}
   */
  public void erase(int slot) {
    try (BlindingHalf half = read()) {
      if (half.erased(slot)) {
        return;
      }
      half.erase(slot);
      try (FileChannel old = FileChannel.open(file, StandardOpenOption.WRITE)) {
        write(half);
        PrivateFiles.overwrite(old);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot overwrite the old file at " + file, e);
      }
    }
  }

  /** Overwrites and deletes the whole half; nothing where there is none. */
  public void destroy() {
    try {
      KeyFile.destroy(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot destroy " + file, e);
    }
  }
}
