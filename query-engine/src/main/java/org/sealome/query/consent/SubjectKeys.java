// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.consent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.SubjectTag;
import org.sealome.query.ErrorCode;
import org.sealome.query.KeyFile;
import org.sealome.query.PrivateFiles;
import org.sealome.query.SealomeException;

/**
 * The keys by which patients recognise, in the query log, the questions about them alone. They are
 * drawn at enrolment, as one seed a dataset where one place keeps the patients' keys; the steward
 * and the patients hold it, nobody else. When the first of them is erased the seed is destroyed,
 * since it would bring her key back: what is kept from then on are the others' keys, and a seed of
 * those who may come.
 *
 * <pre>
 * DATASET.seed   until somebody is erased: 32 bytes
 * DATASET.keys   after that: the seed of the slots behind, and 32 bytes a slot, zeros where destroyed
 * </pre>
 */
public final class SubjectKeys {
  private static final int BYTES = 32;
  private static final byte[] NEXT = "sealome/subject/next".getBytes(StandardCharsets.US_ASCII);

  /** Of the slots that have no key in the table. */
  private final byte[] seed;

  /** By slot; empty until somebody is erased. */
  private final byte[] table;

  private SubjectKeys(byte[] seed, byte[] table) {
    this.seed = seed;
    this.table = table;
  }

  /** One of the two who hold the keys. */
  private record Holder(Path folder, String dataset) {
    static Holder steward(Path home, String dataset) {
      return new Holder(home.resolve("steward").resolve("subjects"), dataset);
    }

    static Holder patients(Path home, String dataset) {
      return new Holder(home.resolve("clients").resolve("subjects"), dataset);
    }

    Path seed() {
      return folder.resolve(dataset + ".seed");
    }

    Path table() {
      return folder.resolve(dataset + ".keys");
    }

    private String kind() {
      return "keys of the access history of " + dataset;
    }

    boolean exists() {
      return Files.exists(table()) || Files.exists(seed());
    }

    SubjectKeys read() {
      if (Files.exists(table())) {
        byte[] all = KeyFile.read(table(), kind());
        if (all.length % BYTES != 0 || all.length == 0) {
          throw damaged(table());
        }
        return new SubjectKeys(
            Arrays.copyOf(all, BYTES), Arrays.copyOfRange(all, BYTES, all.length));
      }
      if (!Files.exists(seed())) {
        throw damaged(seed());
      }
      try {
        byte[] seed = Files.readAllBytes(seed());
        if (seed.length != BYTES) {
          throw damaged(seed());
        }
        return new SubjectKeys(seed, new byte[0]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void write(SubjectKeys keys) {
      if (keys.table.length == 0) {
        PrivateFiles.write(seed(), keys.seed);
        return;
      }
      byte[] all = Arrays.copyOf(keys.seed, BYTES + keys.table.length);
      System.arraycopy(keys.table, 0, all, BYTES, keys.table.length);
      try {
        KeyFile.write(table(), kind(), all);
      } finally {
        Arrays.fill(all, (byte) 0);
      }
    }

    /** On disk when this returns, and what held the key before overwritten. */
    void destroy(int slot, int patients) {
      SubjectKeys keys = read();
      try {
        if (!keys.destroyed(slot)) {
          SubjectKeys others = keys.without(slot, patients);
          if (Files.exists(table())) {
            try (FileChannel old = FileChannel.open(table(), StandardOpenOption.WRITE)) {
              write(others);
              PrivateFiles.overwrite(old);
            }
          } else {
            write(others);
          }
        }
        // There, too, where a destruction was interrupted.
        KeyFile.destroy(seed());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot destroy a key under " + folder, e);
      }
    }
  }

  /**
   * Draws a dataset's keys where there are none yet, and hands them to both holders.
   *
   * @throws SealomeException INTEGRITY where the holders' files differ
   */
  public static SubjectKeys create(Path home, String dataset) {
    Holder steward = Holder.steward(home, dataset);
    Holder patients = Holder.patients(home, dataset);
    SubjectKeys keys;
    if (steward.exists()) {
      keys = steward.read();
      if (patients.exists() && !keys.same(patients.read())) {
        throw damaged(patients.seed());
      }
    } else if (patients.exists()) {
      keys = patients.read();
    } else {
      byte[] seed = new byte[BYTES];
      new SecureRandom().nextBytes(seed);
      keys = new SubjectKeys(seed, new byte[0]);
    }
    for (Holder holder : new Holder[] {steward, patients}) {
      if (!holder.exists()) {
        holder.write(keys);
      }
    }
    return keys;
  }

  /**
   * As the steward has them.
   *
   * @throws SealomeException INTEGRITY where they are missing or do not read
   */
  public static SubjectKeys ofSteward(Path home, String dataset) {
    return Holder.steward(home, dataset).read();
  }

  /**
   * As the patients have them.
   *
   * @throws SealomeException INTEGRITY where they are missing or do not read
   */
  public static SubjectKeys ofPatients(Path home, String dataset) {
    return Holder.patients(home, dataset).read();
  }

  /**
   * Destroys the steward's copy of an erased patient's key; nothing where it is destroyed already.
   *
   * @param patients slots of the dataset
   */
  public static void destroyStewards(Path home, String dataset, int slot, int patients) {
    Holder.steward(home, dataset).destroy(slot, patients);
  }

  /** Likewise her own copy, where one place keeps the patients' keys. */
  public static void destroyHers(Path home, String dataset, int slot, int patients) {
    Holder.patients(home, dataset).destroy(slot, patients);
  }

  /**
   * What the log says of a question about this slot's patient alone. Where her key is destroyed:
   * what nobody will ever recognise.
   */
  public Bytes32 tag(int slot, Bytes32 queryHash) {
    Optional<byte[]> key = key(slot);
    if (key.isPresent()) {
      return SubjectTag.of(key.get(), queryHash);
    }
    byte[] nobodys = new byte[BYTES];
    new SecureRandom().nextBytes(nobodys);
    return Bytes32.of(nobodys);
  }

  /** A slot's key; empty where it is destroyed. */
  public Optional<byte[]> key(int slot) {
    if (destroyed(slot)) {
      return Optional.empty();
    }
    int at = Math.multiplyExact(slot, BYTES);
    return Optional.of(
        at < table.length
            ? Arrays.copyOfRange(table, at, at + BYTES)
            : derived(ByteBuffer.allocate(Integer.BYTES).putInt(slot).array()));
  }

  private boolean destroyed(int slot) {
    int at = Math.multiplyExact(slot, BYTES);
    return at < table.length && Arrays.equals(table, at, at + BYTES, new byte[BYTES], 0, BYTES);
  }

  private SubjectKeys without(int slot, int patients) {
    int slots = Math.max(Math.max(patients, slot + 1), table.length / BYTES);
    byte[] others = new byte[Math.multiplyExact(slots, BYTES)];
    for (int s = 0; s < slots; s++) {
      if (s != slot) {
        int at = s * BYTES;
        key(s).ifPresent(key -> System.arraycopy(key, 0, others, at, BYTES));
      }
    }
    // Each holder comes to the same one, and nothing leads back from it.
    return new SubjectKeys(slots * BYTES > table.length ? derived(NEXT) : seed, others);
  }

  private boolean same(SubjectKeys others) {
    return Arrays.equals(seed, others.seed) && Arrays.equals(table, others.table);
  }

  private byte[] derived(byte[] of) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(seed, "HmacSHA256"));
      return mac.doFinal(of);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static SealomeException damaged(Path file) {
    return new SealomeException(
        ErrorCode.INTEGRITY,
        "the keys of the patients' access history are missing or damaged: " + file,
        "they are drawn when the dataset is ingested; put back the file");
  }
}
