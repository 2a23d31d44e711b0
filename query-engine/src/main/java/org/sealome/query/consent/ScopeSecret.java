// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.consent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.ConsentRegistry;
import org.sealome.query.ErrorCode;
import org.sealome.query.PrivateFiles;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.Scope;

/**
 * The secret under which a dataset's gene names and disease codes are hashed before they stand on
 * the ledger: the bare hash of a gene's name is no secret. All participants of a dataset hold it;
 * whoever does not only sees which consents and queries are about the same thing.
 */
public final class ScopeSecret {
  private static final List<String> HOLDERS = List.of("custodian", "engine", "steward");
  private static final String HEADER = "sealome scope secret 1\n";

  private final byte[] key;

  private ScopeSecret(byte[] key) {
    this.key = key;
  }

  /**
   * The dataset's secret, made where there is none yet; handed to custodian, engine and steward
   * (files that their owner alone can read).
   *
   * @throws SealomeException INTEGRITY where the holders' files differ
   */
  public static ScopeSecret create(Path home, String dataset) {
    byte[] key = null;
    for (String holder : HOLDERS) {
      Path file = file(home, holder, dataset);
      if (Files.exists(file)) {
        byte[] held = read(file);
        if (key != null && !Arrays.equals(key, held)) {
          throw new SealomeException(
              ErrorCode.INTEGRITY,
              "the scope secrets of dataset " + dataset + " differ: " + file,
              "all holders need the custodian's file");
        }
        key = held;
      }
    }
    if (key == null) {
      key = new byte[32];
      new SecureRandom().nextBytes(key);
    }
    for (String holder : HOLDERS) {
      Path file = file(home, holder, dataset);
      if (!Files.exists(file)) {
        PrivateFiles.write(
            file,
            (HEADER + java.util.HexFormat.of().formatHex(key) + "\n")
                .getBytes(StandardCharsets.US_ASCII));
      }
    }
    return new ScopeSecret(key);
  }

  /**
   * As one of its holders has it.
   *
   * @param holder {@code custodian}, {@code engine} or {@code steward}
   * @throws SealomeException USAGE where the holder has none, INTEGRITY where it does not read
   */
  public static ScopeSecret load(Path home, String holder, String dataset) {
    Path file = file(home, holder, dataset);
    if (!Files.exists(file)) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "the " + holder + " has no scope secret of dataset " + dataset + ": " + file,
          "it is made when the dataset is ingested; put the folder back, or ingest again");
    }
    return new ScopeSecret(read(file));
  }

  private static Path file(Path home, String holder, String dataset) {
    return home.resolve(holder).resolve("scope").resolve(dataset + ".secret");
  }

  private static byte[] read(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      if (text.startsWith(HEADER)) {
        byte[] key = java.util.HexFormat.of().parseHex(text.substring(HEADER.length()).strip());
        if (key.length == 32) {
          return key;
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
    throw damaged(file, null);
  }

  private static SealomeException damaged(Path file, Exception cause) {
    return new SealomeException(
        ErrorCode.INTEGRITY,
        "the scope secret does not read: " + file,
        "put back the custodian's file",
        cause);
  }

  /** A gene's keyed hash. Case does not matter. */
  public Bytes32 gene(String gene) {
    return hash("gene", gene.strip().toUpperCase(Locale.ROOT));
  }

  /** A disease code's keyed hash, for {@link org.sealome.ledger.Purpose#disease}. */
  public Bytes32 disease(String code) {
    return hash("disease", code.strip().toUpperCase(Locale.ROOT));
  }

  /**
   * The scope as the ledger compares it: sorted keyed hashes; none where it is unscoped, or has
   * more genes than the ledger compares.
   */
  public List<Bytes32> scope(Scope scope) {
    if (scope.genes().size() > ConsentRegistry.MAX_SCOPE) {
      return List.of();
    }
    return scope.genes().stream().map(this::gene).distinct().sorted().toList();
  }

  private Bytes32 hash(String kind, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(("sealome/scope/v1/" + kind + "/").getBytes(StandardCharsets.US_ASCII));
      return Bytes32.of(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
