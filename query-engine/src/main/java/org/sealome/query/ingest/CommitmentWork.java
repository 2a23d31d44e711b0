// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sealome.query.KeyFile;
import org.sealome.query.PrivateFiles;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.DatasetFolders;
import org.sealome.query.store.BlindingFile;
import org.sealome.query.store.Sha256;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.column.ColumnFormatException;
import org.sealome.zk.column.ColumnShape;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.prove.Committed;
import org.sealome.zk.wellformed.ColumnProof;
import org.sealome.zk.wellformed.UnprovenColumnException;

/**
 * What an ingest has committed to so far, on the custodian's disk, so that it is not lost when the
 * ingest is interrupted: {@code HOME/custodian/committing/NAME/}, all files their owner's alone.
 *
 * <pre>
 * inputs                    digest of what the values follow from
 * engine.half steward.half  the blinding keys, until they are handed over
 * entries/HASH              a column that is done, by the hash of its name
 * columns/HASH proofs/HASH  its files, by their own
 * </pre>
 *
 * <p>The next ingest of that name goes on from there where its inputs are the same and this build
 * takes the proofs; otherwise it wipes everything, keys first, and draws new ones: no key ever
 * blinds two different values that somebody could compare.
 */
final class CommitmentWork implements AutoCloseable {
  private static final String INPUTS = "inputs";
  private static final String ENTRIES = "entries";
  private static final HexFormat HEX = HexFormat.of();

  private final Path folder;
  private final DatasetIdentity identity;
  private final int version;
  private final BlindingHalf engine;
  private final BlindingHalf steward;
  private final boolean discarded;

  private CommitmentWork(
      Path folder,
      DatasetIdentity identity,
      int version,
      BlindingHalf engine,
      BlindingHalf steward,
      boolean discarded) {
    this.folder = folder;
    this.identity = identity;
    this.version = version;
    this.engine = engine;
    this.steward = steward;
    this.discarded = discarded;
  }

  private static Path folder(Path home, String name) {
    return home.resolve("custodian").resolve("committing").resolve(name);
  }

  /**
   * Goes on where an interrupted ingest of the same inputs was, or begins. The caller holds the
   * dataset's lock.
   *
   * @param inputs {@link InputDigest}
   */
  static CommitmentWork open(
      Path home, String name, DatasetIdentity identity, int version, byte[] inputs, int patients)
      throws IOException {
    Path folder = folder(home, name);
    boolean discarded = false;
    if (Files.exists(folder)) {
      Path left = folder.resolve(INPUTS);
      if (Files.exists(left) && Arrays.equals(Files.readAllBytes(left), inputs)) {
        try {
          BlindingHalf engine = half(folder, "engine", identity, version).read();
          BlindingHalf steward = half(folder, "steward", identity, version).read();
          CommitmentWork work =
              new CommitmentWork(folder, identity, version, engine, steward, false);
          if (work.proves()) {
            return work;
          }
          work.close();
        } catch (SealomeException e) {
          // Damaged keys commit to nothing: all anew, said by whoever asks what was discarded.
        }
      }
      discarded = wipe(home, name);
    }
    PrivateFiles.createFolders(folder);
    SecureRandom random = new SecureRandom();
    BlindingHalf engine = BlindingHalf.generate(patients, random);
    BlindingHalf steward = BlindingHalf.generate(patients, random);
    half(folder, "engine", identity, version).write(engine);
    half(folder, "steward", identity, version).write(steward);
    // Written last: where it is, the keys are.
    PrivateFiles.write(folder.resolve(INPUTS), inputs);
    return new CommitmentWork(folder, identity, version, engine, steward, discarded);
  }

  private static BlindingFile half(
      Path folder, String role, DatasetIdentity identity, int version) {
    return BlindingFile.at(folder.resolve(role + ".half"), role, identity.id(), version);
  }

  /**
   * Removes what an ingest of that name left, overwriting the keys.
   *
   * @return whether columns were thrown away
   */
  static boolean wipe(Path home, String name) throws IOException {
    Path folder = folder(home, name);
    KeyFile.destroy(folder.resolve("engine.half"));
    KeyFile.destroy(folder.resolve("steward.half"));
    boolean any = Files.exists(folder.resolve(ENTRIES));
    Staging.deleteTree(folder);
    return any;
  }

  BlindingHalf engine() {
    return engine;
  }

  BlindingHalf steward() {
    return steward;
  }

  /** Whether an earlier ingest's columns were thrown away. */
  boolean discarded() {
    return discarded;
  }

  /** The entry of a column that an interrupted ingest had finished, its files unchanged since. */
  Optional<ColumnEntry> saved(ColumnShape shape) throws IOException {
    Path file = entryFile(shape.name());
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      ColumnEntry entry = ColumnEntry.read(Files.readAllBytes(file));
      return entry.shape().equals(shape) && whole(entry) ? Optional.of(entry) : Optional.empty();
    } catch (ColumnFormatException e) {
      return Optional.empty();
    }
  }

  private boolean whole(ColumnEntry entry) throws IOException {
    return holds(column(entry), entry.file()) && holds(proof(entry), entry.proof());
  }

  private static boolean holds(Path file, byte[] digest) throws IOException {
    return Files.exists(file) && Arrays.equals(Sha256.of(file), digest);
  }

  /** Keeps a finished column: on disk when this returns, its entry last. */
  void save(Committed committed) {
    ColumnEntry entry = committed.entry();
    PrivateFiles.write(column(entry), committed.file());
    PrivateFiles.write(proof(entry), committed.proof());
    PrivateFiles.write(entryFile(entry.name()), entry.toBytes());
  }

  private Path entryFile(String column) {
    return folder.resolve(ENTRIES).resolve(HEX.formatHex(Sha256.of(column)));
  }

  private Path column(ColumnEntry entry) {
    return folder.resolve(DatasetFolders.COLUMNS_FOLDER).resolve(entry.fileName());
  }

  private Path proof(ColumnEntry entry) {
    return folder.resolve(DatasetFolders.PROOFS_FOLDER).resolve(entry.proofName());
  }

  /** Whether this build takes the proofs that are here: the first whole one stands for all. */
  private boolean proves() throws IOException {
    Path entries = folder.resolve(ENTRIES);
    List<Path> files = List.of();
    if (Files.exists(entries)) {
      try (Stream<Path> all = Files.list(entries)) {
        files = all.toList();
      }
    }
    for (Path file : files) {
      try {
        ColumnEntry entry = ColumnEntry.read(Files.readAllBytes(file));
        if (whole(entry)) {
          ColumnProof.verify(
              new BlindingScope(HEX.parseHex(identity.id()), version),
              CommittedColumn.read(ByteBuffer.wrap(Files.readAllBytes(column(entry)))),
              entry,
              ByteBuffer.wrap(Files.readAllBytes(proof(entry))),
              new SecureRandom());
          return true;
        }
      } catch (UnprovenColumnException e) {
        return false;
      } catch (ColumnFormatException e) {
        // Not written to its end: made again.
      }
    }
    return true;
  }

  /** Puts a column's files into a version's folder; here they stay until {@link #wipe}. */
  void publish(ColumnEntry entry, Path version) throws IOException {
    put(column(entry), version.resolve(DatasetFolders.COLUMNS_FOLDER));
    put(proof(entry), version.resolve(DatasetFolders.PROOFS_FOLDER));
  }

  private static void put(Path file, Path into) throws IOException {
    Files.createDirectories(into);
    Path name = into.resolve(file.getFileName());
    try {
      Files.createLink(name, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // Another disk, or one without links.
      Files.copy(file, name, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel copy = FileChannel.open(name, StandardOpenOption.WRITE)) {
        copy.force(true);
      }
    }
  }

  /**
   * Gives both parties their half: on their disks when this returns. To be called before the
   * dataset is anchored: what is anchored can be opened.
   */
  void handOver(Path home, String name) {
    BlindingFile.engine(home, name, identity.id(), version).write(engine);
    BlindingFile.steward(home, name, identity.id(), version).write(steward);
  }

  /** Destroys both parties' keys of a version that is no more. */
  static void forget(Path home, String name, int version) {
    BlindingFile.engine(home, name, "", version).destroy();
    BlindingFile.steward(home, name, "", version).destroy();
  }

  /** Wipes the keys from memory; what is on disk stays for the next try. */
  @Override
  public void close() {
    engine.close();
    steward.close();
  }
}
