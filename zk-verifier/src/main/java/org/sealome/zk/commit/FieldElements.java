// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.commit;

import java.nio.ByteBuffer;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Field;
import org.bouncycastle.math.raw.Nat256;

/**
 * Coordinates as Bouncy Castle's field arithmetic wants them: eight 32-bit words, the lowest first,
 * always reduced. Arrays are never written again once they stand for a coordinate.
 */
final class FieldElements {
  static final int WORDS = 8;
  static final int BYTES = 32;

  static final int[] ONE = {1, 0, 0, 0, 0, 0, 0, 0};

  private static final int[] P = Nat256.fromBigInteger(P256.CURVE.getField().getCharacteristic());
  private static final int[] B = Nat256.fromBigInteger(P256.CURVE.getB().toBigInteger());
  private static final int[] THREE = {3, 0, 0, 0, 0, 0, 0, 0};

  private FieldElements() {}

  /**
   * Reads 32 bytes, big-endian.
   *
   * @throws MalformedPointException for what is not reduced
   */
  static int[] read(ByteBuffer bytes, int at) {
    int[] out = new int[WORDS];
    for (int i = 0; i < WORDS; i++) {
      out[WORDS - 1 - i] = bytes.getInt(at + 4 * i);
    }
    if (Nat256.gte(out, P)) {
      throw new MalformedPointException("a coordinate is not less than the field's prime");
    }
    return out;
  }

  static void write(int[] element, ByteBuffer bytes, int at) {
    for (int i = 0; i < WORDS; i++) {
      bytes.putInt(at + 4 * i, element[WORDS - 1 - i]);
    }
  }

  /** Whether y² = x³ − 3x + b. */
  static boolean onCurve(int[] x, int[] y) {
    int[] right = new int[WORDS];
    int[] left = new int[WORDS];
    SecP256R1Field.square(x, right);
    SecP256R1Field.subtract(right, THREE, right);
    SecP256R1Field.multiply(right, x, right);
    SecP256R1Field.add(right, B, right);
    SecP256R1Field.square(y, left);
    return Nat256.eq(left, right);
  }

  static int[] negate(int[] element) {
    int[] out = new int[WORDS];
    SecP256R1Field.negate(element, out);
    return out;
  }
}
