// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.commit;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/**
 * An integer modulo the group's order. May be secret: it has no {@code toString} that tells it.
 * Arithmetic on it is {@link BigInteger}'s, whose time depends on lengths.
 */
public final class Scalar {
  public static final int BYTES = 32;

  public static final Scalar ZERO = new Scalar(BigInteger.ZERO);

  public static final Scalar ONE = new Scalar(BigInteger.ONE);

  private final BigInteger value;

  private Scalar(BigInteger value) {
    this.value = value;
  }

  /** {@code value mod n}; negative values wrap round. */
  public static Scalar of(long value) {
    return new Scalar(BigInteger.valueOf(value).mod(P256.ORDER));
  }

  /**
   * The one encoding: 32 bytes, big-endian, less than the order.
   *
   * @throws MalformedPointException for anything else
   */
  public static Scalar fromBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new MalformedPointException("a scalar has 32 bytes");
    }
    BigInteger value = new BigInteger(1, bytes);
    if (value.compareTo(P256.ORDER) >= 0) {
      throw new MalformedPointException("a scalar is less than the group's order");
    }
    return new Scalar(value);
  }

  /**
   * Uniform bytes reduced modulo the order.
   *
   * @param bytes at least 48, so that the bias is below 2⁻¹²⁸
   */
  public static Scalar reduce(byte[] bytes) {
    if (bytes.length < 48) {
      throw new IllegalArgumentException("too few bytes for an unbiased scalar");
    }
    return new Scalar(new BigInteger(1, bytes).mod(P256.ORDER));
  }

  /** Uniform. */
  public static Scalar random(SecureRandom random) {
    byte[] bytes = new byte[48];
    random.nextBytes(bytes);
    return reduce(bytes);
  }

  /** 128 random bits: a weight for one of many equations that are checked together. */
  public static Scalar randomWeight(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return new Scalar(new BigInteger(1, bytes));
  }

  public Scalar plus(Scalar other) {
    return new Scalar(value.add(other.value).mod(P256.ORDER));
  }

  public Scalar minus(Scalar other) {
    return new Scalar(value.subtract(other.value).mod(P256.ORDER));
  }

  public Scalar negated() {
    return ZERO.minus(this);
  }

  public Scalar times(Scalar other) {
    return new Scalar(value.multiply(other.value).mod(P256.ORDER));
  }

  /** 32 bytes, big-endian. */
  public byte[] toBytes() {
    return BigIntegers.asUnsignedByteArray(BYTES, value);
  }

  BigInteger value() {
    return value;
  }

  /** In time that does not depend on where they differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Scalar s && java.security.MessageDigest.isEqual(toBytes(), s.toBytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toBytes());
  }
}
