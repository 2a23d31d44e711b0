// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.sealome.ledger.Account;
import org.sealome.ledger.Address;
import org.sealome.query.ErrorCode;
import org.sealome.query.PrivateFiles;
import org.sealome.query.SealomeException;

/**
 * The keys with which a dataset's patients sign their consent, where one place keeps them for all:
 * derived from a seed of 32 bytes by HKDF-SHA-256, one a slot. Patients with a device of their own
 * would hold their key there and enrol its address.
 */
final class Patients {
  private static final int SEED_BYTES = 32;

  private final String dataset;
  private final byte[] seed;

  private Patients(String dataset, byte[] seed) {
    this.dataset = dataset;
    this.seed = seed;
  }

  /** The dataset's patients; their seed is drawn where there is none. */
  static Patients create(Home home, String dataset) {
    Path file = file(home, dataset);
    if (!Files.exists(file)) {
      byte[] seed = new byte[SEED_BYTES];
      new SecureRandom().nextBytes(seed);
      PrivateFiles.write(file, seed);
    }
    return load(home, dataset);
  }

  /**
   * @throws SealomeException {@code USAGE} where their keys are not on this machine
   */
  static Patients load(Home home, String dataset) {
    Path file = file(home, dataset);
    if (!Files.exists(file)) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "The keys of the patients of '" + dataset + "' are not on this machine.",
          "They are looked for in " + file);
    }
    try {
      byte[] seed = Files.readAllBytes(file);
      if (seed.length != SEED_BYTES) {
        throw new SealomeException(
            ErrorCode.INTEGRITY, file + " is not a seed of 32 bytes.", "Restore it.");
      }
      return new Patients(dataset, seed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The key of a slot; the caller closes it. */
  Account account(int slot) {
    // One candidate in 2^128 is no private key; the next one then is the slot's.
    for (int attempt = 0; ; attempt++) {
      try {
        return Account.fromPrivateKey(derive(slot, attempt));
      } catch (IllegalArgumentException e) {
        if (attempt > 2) {
          throw e;
        }
      }
    }
  }

  /** Addresses of slots 0 … count − 1. */
  List<Address> addresses(int count) {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(
            slot -> {
              try (Account account = account(slot)) {
                return account.address();
              }
            })
        .toList();
  }

  private byte[] derive(int slot, int attempt) {
    byte[] info =
        ByteBuffer.allocate(64 + dataset.length())
            .put("sealome/patient/v1/".getBytes(StandardCharsets.US_ASCII))
            .put(dataset.getBytes(StandardCharsets.US_ASCII))
            .put((byte) 0)
            .putInt(slot)
            .putInt(attempt)
            .array();
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(HKDFParameterSpec.ofExtract().addIKM(seed).thenExpand(info, 32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK 25 has HKDF-SHA256", e);
    }
  }

  private static Path file(Home home, String dataset) {
    return home.clients().resolve("patients").resolve(dataset + ".seed");
  }
}
