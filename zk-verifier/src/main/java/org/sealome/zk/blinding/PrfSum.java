// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.blinding;

import java.nio.ByteBuffer;
import org.sealome.zk.commit.Scalar;

/** Adds up to 2³¹ PRF values without reducing each. */
final class PrfSum {
  private static final int WORDS = Prf.BYTES / 4;

  /** Big-endian words of the sum, carries not passed on: less than 2⁶³ each. */
  private final long[] words = new long[WORDS];

  void add(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    for (int i = 0; i < WORDS; i++) {
      words[i] += in.getInt() & 0xffffffffL;
    }
  }

  /** The sum modulo the group's order. */
  Scalar reduced() {
    ByteBuffer out = ByteBuffer.allocate(8 + Prf.BYTES);
    long carry = 0;
    for (int i = WORDS - 1; i >= 0; i--) {
      long word = words[i] + carry;
      out.putInt(8 + 4 * i, (int) word);
      carry = word >>> 32;
    }
    out.putLong(0, carry);
    return Scalar.reduce(out.array());
  }
}
