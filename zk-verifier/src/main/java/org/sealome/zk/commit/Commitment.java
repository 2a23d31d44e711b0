// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.commit;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collection;
import org.bouncycastle.math.ec.ECPoint;

/**
 * {@code b·G + r·H}. Commitments add up: the sum of several opens to the sum of their values under
 * the sum of their blindings.
 */
public final class Commitment {
  /** Length of the uncompressed encoding: 4, x, y. Decompressing costs ten times an addition. */
  public static final int BYTES = 65;

  /** The sum of none: opens to zero under zero, and has no encoding. */
  public static final Commitment NONE = new Commitment(P256.CURVE.getInfinity());

  private final ECPoint point;

  /** Of a point that is normalised. */
  Commitment(ECPoint point) {
    this.point = point;
  }

  ECPoint point() {
    return point;
  }

  /**
   * Commits to {@code value}. Both multiplications read their tables at places that depend on
   * neither argument.
   *
   * @param blinding uniform and never used again, else the commitment tells its value
   */
  public static Commitment to(long value, Scalar blinding) {
    return to(Scalar.of(value), blinding);
  }

  /** Likewise, to any element of the group's order. */
  public static Commitment to(Scalar value, Scalar blinding) {
    ECPoint b = P256.multiplyFixed(P256.G, value.value());
    return new Commitment(b.add(P256.multiplyFixed(P256.H, blinding.value())).normalize());
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws MalformedPointException for another length or form, a coordinate that is not reduced, a
   *     point off the curve or at infinity
   */
  public static Commitment fromBytes(byte[] bytes) {
    if (bytes.length != BYTES || bytes[0] != 4) {
      throw new MalformedPointException("a commitment is 65 bytes, the first of them 4");
    }
    Points one = new Points(1);
    one.read(0, ByteBuffer.wrap(bytes), 1);
    return one.get(0);
  }

  /**
   * 65 bytes, uncompressed.
   *
   * @throws IllegalStateException for the point at infinity, which stands for no committed value
   */
  public byte[] toBytes() {
    if (point.isInfinity()) {
      throw new IllegalStateException("the point at infinity has no encoding");
    }
    return point.getEncoded(false);
  }

  public Commitment plus(Commitment other) {
    return new Commitment(point.add(other.point).normalize());
  }

  public Commitment minus(Commitment other) {
    return new Commitment(point.subtract(other.point).normalize());
  }

  /** {@code factor} times this one; for public factors, its time depends on them. */
  public Commitment times(long factor) {
    ECPoint multiple = factor == 1 ? point : point.multiply(BigInteger.valueOf(factor)).normalize();
    return new Commitment(multiple);
  }

  /** The sum of all, normalised once. */
  public static Commitment sum(Collection<Commitment> commitments) {
    ECPoint sum = P256.CURVE.getInfinity();
    for (Commitment c : commitments) {
      sum = sum.add(c.point);
    }
    return new Commitment(sum.normalize());
  }

  /** Whether this commits to {@code value} under {@code blinding}. */
  public boolean opensTo(long value, Scalar blinding) {
    return equals(to(value, blinding));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Commitment c && point.equals(c.point);
  }

  @Override
  public int hashCode() {
    return point.hashCode();
  }

  @Override
  public String toString() {
    return point.isInfinity() ? "none" : java.util.HexFormat.of().formatHex(point.getEncoded(true));
  }
}
