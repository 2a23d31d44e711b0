// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.commit;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.raw.Nat256;

/**
 * Many points of the curve, affine, for work in batches. Whatever is read from bytes is checked:
 * reduced coordinates, on the curve, not at infinity. Not safe for writing by several threads.
 */
public final class Points {
  /**
   * Length of a point's encoding in files: x, y. Where a single one travels it has a mark before.
   */
  public static final int BYTES = 2 * FieldElements.BYTES;

  /** Null, both, for the point at infinity. */
  final int[][] x;

  final int[][] y;

  /** As many points at infinity. */
  public Points(int size) {
    x = new int[size][];
    y = new int[size][];
  }

  public int size() {
    return x.length;
  }

  /**
   * Reads point {@code i} from 64 bytes, wherever the buffer's position is.
   *
   * @throws MalformedPointException for a coordinate that is not reduced and a point off the curve
   */
  public void read(int i, ByteBuffer bytes, int at) {
    int[] px = FieldElements.read(bytes, at);
    int[] py = FieldElements.read(bytes, at + FieldElements.BYTES);
    if (!FieldElements.onCurve(px, py)) {
      throw new MalformedPointException("a commitment is no point of the curve");
    }
    x[i] = px;
    y[i] = py;
  }

  /**
   * Writes point {@code i} as 64 bytes.
   *
   * @throws IllegalStateException for the point at infinity, which has no encoding
   */
  public void write(int i, ByteBuffer bytes, int at) {
    if (x[i] == null) {
      throw new IllegalStateException("the point at infinity has no encoding");
    }
    FieldElements.write(x[i], bytes, at);
    FieldElements.write(y[i], bytes, at + FieldElements.BYTES);
  }

  public Commitment get(int i) {
    return new Commitment(point(i));
  }

  public void set(int i, Commitment commitment) {
    set(i, commitment.point());
  }

  /** Takes over point {@code j} of others. */
  public void set(int i, Points others, int j) {
    x[i] = others.x[j];
    y[i] = others.y[j];
  }

  void negate(int i) {
    y[i] = x[i] == null ? null : FieldElements.negate(y[i]);
  }

  void set(int i, ECPoint normalised) {
    boolean infinite = normalised.isInfinity();
    x[i] = infinite ? null : words(normalised.getAffineXCoord().toBigInteger());
    y[i] = infinite ? null : words(normalised.getAffineYCoord().toBigInteger());
  }

  private static int[] words(BigInteger element) {
    return Nat256.fromBigInteger(element);
  }

  ECPoint point(int i) {
    return x[i] == null
        ? P256.CURVE.getInfinity()
        : P256.CURVE.createPoint(Nat256.toBigInteger(x[i]), Nat256.toBigInteger(y[i]));
  }

  /** The sum of all. */
  public Commitment sum() {
    Points partial = new Points(size());
    for (int i = 0; i < size(); i++) {
      partial.set(i, this, i);
    }
    Additions additions = new Additions(partial);
    for (int left = size(); left > 1; left -= left / 2) {
      for (int i = 0; i < left / 2; i++) {
        additions.add(i, partial, left - 1 - i);
      }
      additions.flush();
    }
    return size() == 0 ? Commitment.NONE : partial.get(0);
  }
}
