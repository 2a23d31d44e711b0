// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.KeccakDigest;

/**
 * What stands in the query log for a query: {@code keccak256(abi.encode("sealome/query/v1", salt,
 * keccak256(canonicalPlan), datasetAnchor, purpose, requester, consentDigest))}. The salt keeps
 * readers of the log from guessing the SQL; whoever holds it can prove the plan.
 */
public final class QueryHash {
  private static final byte[] DOMAIN = "sealome/query/v1".getBytes(StandardCharsets.UTF_8);
  private static final int WORD = 32;

  private QueryHash() {}

  /**
   * The 32-byte hash.
   *
   * @param salt 32 random bytes, fresh for every query
   * @param planDigest {@link #planDigest} of the canonical plan, 32 bytes
   * @param datasetAnchor 32 bytes: the hash of the dataset's manifest that is anchored
   * @param purpose 32 bytes, as the consent registry knows it
   * @param requester an account's 20 bytes
   * @param consentDigest 32 bytes: hash over the mask's pages
   */
  public static byte[] of(
      byte[] salt,
      byte[] planDigest,
      byte[] datasetAnchor,
      byte[] purpose,
      byte[] requester,
      byte[] consentDigest) {
    byte[] encoded = new byte[9 * WORD];
    // The string comes after the seven heads: its offset, at the end its length and its bytes.
    encoded[WORD - 1] = (byte) (7 * WORD);
    word(encoded, 1, salt, WORD, "salt");
    word(encoded, 2, planDigest, WORD, "plan digest");
    word(encoded, 3, datasetAnchor, WORD, "dataset anchor");
    word(encoded, 4, purpose, WORD, "purpose");
    word(encoded, 5, requester, 20, "requester");
    word(encoded, 6, consentDigest, WORD, "consent digest");
    encoded[8 * WORD - 1] = (byte) DOMAIN.length;
    System.arraycopy(DOMAIN, 0, encoded, 8 * WORD, DOMAIN.length);
    return keccak256(encoded);
  }

  private static void word(byte[] out, int index, byte[] value, int length, String name) {
    if (value.length != length) {
      throw new IllegalArgumentException("the " + name + " has not " + length + " bytes");
    }
    System.arraycopy(value, 0, out, (index + 1) * WORD - length, length);
  }

  /** The digest of {@link PlanJson#write}'s bytes. */
  public static byte[] planDigest(byte[] canonicalPlan) {
    return keccak256(canonicalPlan);
  }

  /** Ethereum's hash: Keccak before SHA-3 changed the padding. */
  public static byte[] keccak256(byte[] data) {
    KeccakDigest digest = new KeccakDigest(256);
    digest.update(data, 0, data.length);
    byte[] out = new byte[WORD];
    digest.doFinal(out, 0);
    return out;
  }
}
