// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.consent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.SubjectTag;
import org.sealome.query.ErrorCode;
import org.sealome.query.PrivateFiles;
import org.sealome.query.SealomeException;

/**
 * The keys by which patients recognise, in the query log, the questions about them alone. They are
 * drawn at enrolment, as one seed a dataset where one place keeps the patients' keys; the steward
 * and the patients hold it, nobody else.
 */
public final class SubjectKeys {
  private static final int SEED_BYTES = 32;

  private final byte[] seed;

  private SubjectKeys(byte[] seed) {
    this.seed = seed;
  }

  /**
   * Draws a dataset's keys where there are none yet, and hands them to both holders.
   *
   * @throws SealomeException INTEGRITY where the holders' files differ
   */
  public static SubjectKeys create(Path home, String dataset) {
    byte[] seed = null;
    for (Path file : List.of(stewards(home, dataset), patients(home, dataset))) {
      if (Files.exists(file)) {
        byte[] held = read(file);
        if (seed != null && !Arrays.equals(seed, held)) {
          throw damaged(file);
        }
        seed = held;
      }
    }
    if (seed == null) {
      seed = new byte[SEED_BYTES];
      new SecureRandom().nextBytes(seed);
    }
    for (Path file : List.of(stewards(home, dataset), patients(home, dataset))) {
      if (!Files.exists(file)) {
        PrivateFiles.write(file, seed);
      }
    }
    return new SubjectKeys(seed);
  }

  /**
   * As the steward has them.
   *
   * @throws SealomeException INTEGRITY where they are missing or do not read
   */
  public static SubjectKeys ofSteward(Path home, String dataset) {
    return new SubjectKeys(read(stewards(home, dataset)));
  }

  /**
   * As the patients have them.
   *
   * @throws SealomeException INTEGRITY where they are missing or do not read
   */
  public static SubjectKeys ofPatients(Path home, String dataset) {
    return new SubjectKeys(read(patients(home, dataset)));
  }

  /** What the log says of a question about this slot's patient alone. */
  public Bytes32 tag(int slot, Bytes32 queryHash) {
    return SubjectTag.of(key(slot), queryHash);
  }

  private byte[] key(int slot) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(seed, "HmacSHA256"));
      return mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(slot).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static Path stewards(Path home, String dataset) {
    return home.resolve("steward").resolve("subjects").resolve(dataset + ".seed");
  }

  private static Path patients(Path home, String dataset) {
    return home.resolve("clients").resolve("subjects").resolve(dataset + ".seed");
  }

  private static byte[] read(Path file) {
    if (!Files.exists(file)) {
      throw damaged(file);
    }
    try {
      byte[] seed = Files.readAllBytes(file);
      if (seed.length != SEED_BYTES) {
        throw damaged(file);
      }
      return seed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SealomeException damaged(Path file) {
    return new SealomeException(
        ErrorCode.INTEGRITY,
        "the keys of the patients' access history are missing or damaged: " + file,
        "they are drawn when the dataset is ingested; put back the file");
  }
}
