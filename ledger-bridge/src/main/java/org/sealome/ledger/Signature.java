// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.Arrays;

/**
 * A secp256k1 signature.
 *
 * @param r first half
 * @param s second half, in the lower half of the order
 * @param v 27 or 28
 */
public record Signature(Bytes32 r, Bytes32 s, int v) {
  /** r, s, v: 65 bytes, as OpenZeppelin's {@code ECDSA.recover(bytes32, bytes)} takes them. */
  public byte[] toBytes() {
    byte[] all = Arrays.copyOf(r.toBytes(), 65);
    System.arraycopy(s.toBytes(), 0, all, 32, 32);
    all[64] = (byte) v;
    return all;
  }

  /**
   * The inverse of {@link #toBytes}.
   *
   * @throws IllegalArgumentException unless there are 65 bytes
   */
  public static Signature of(byte[] bytes) {
    if (bytes.length != 65) {
      throw new IllegalArgumentException("a signature has 65 bytes, not " + bytes.length);
    }
    return new Signature(
        Bytes32.of(Arrays.copyOfRange(bytes, 0, 32)),
        Bytes32.of(Arrays.copyOfRange(bytes, 32, 64)),
        bytes[64]);
  }

  /** EIP-2098: the parity of v in the highest bit of s. */
  Bytes32 compactS() {
    byte[] vs = s.toBytes();
    if (v == 28) {
      vs[0] |= (byte) 0x80;
    }
    return Bytes32.of(vs);
  }
}
