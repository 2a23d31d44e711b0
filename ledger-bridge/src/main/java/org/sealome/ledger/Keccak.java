// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Ethereum's hash: Keccak-256 with the padding from before SHA-3 was fixed. */
final class Keccak {
  private Keccak() {}

  static byte[] hash(byte[]... parts) {
    KeccakDigest digest = new KeccakDigest(256);
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }
}
