// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.commit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The suite P256_XMD:SHA-256_SSWU_RO_ of RFC 9380, in that document's letters. For public inputs
 * only: its running time depends on them.
 */
final class HashToCurve {
  /** Length of a field element before reduction: 256 bits and 128 to spare. */
  private static final int L = 48;

  private static final int B_IN_BYTES = 32;
  private static final int S_IN_BYTES = 64;

  private static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("P-256");
  private static final ECCurve CURVE = PARAMETERS.getCurve();
  private static final BigInteger P = CURVE.getField().getCharacteristic();
  private static final BigInteger A = CURVE.getA().toBigInteger();
  private static final BigInteger B = CURVE.getB().toBigInteger();
  private static final BigInteger Z = P.subtract(BigInteger.TEN);

  /** The tag and its length, as the expansion wants it. */
  private final byte[] dstPrime;

  /**
   * Hashes under a domain separation tag.
   *
   * @param dst 16 to 255 ASCII characters, used for nothing else
   */
  HashToCurve(String dst) {
    byte[] tag = dst.getBytes(StandardCharsets.US_ASCII);
    if (tag.length < 16 || tag.length > 255) {
      throw new IllegalArgumentException("a domain separation tag has 16 to 255 bytes");
    }
    dstPrime = java.util.Arrays.copyOf(tag, tag.length + 1);
    dstPrime[tag.length] = (byte) tag.length;
  }

  /** {@code hash_to_curve}; the cofactor of P-256 is one, there is none to clear. */
  ECPoint hash(byte[] message) {
    byte[] uniform = expandMessage(message, 2 * L);
    ECPoint q0 = mapToCurve(fieldElement(uniform, 0));
    ECPoint q1 = mapToCurve(fieldElement(uniform, L));
    return q0.add(q1).normalize();
  }

  private static BigInteger fieldElement(byte[] uniform, int from) {
    return new BigInteger(1, java.util.Arrays.copyOfRange(uniform, from, from + L)).mod(P);
  }

  /** {@code expand_message_xmd} with SHA-256. */
  byte[] expandMessage(byte[] message, int length) {
    int ell = (length + B_IN_BYTES - 1) / B_IN_BYTES;
    if (ell > 255) {
      throw new IllegalArgumentException("too many bytes of one expansion");
    }
    MessageDigest sha = sha256();
    sha.update(new byte[S_IN_BYTES]);
    sha.update(message);
    sha.update((byte) (length >> 8));
    sha.update((byte) length);
    sha.update((byte) 0);
    byte[] b0 = sha.digest(dstPrime);
    byte[] out = new byte[ell * B_IN_BYTES];
    byte[] previous = new byte[B_IN_BYTES];
    for (int i = 1; i <= ell; i++) {
      for (int j = 0; j < B_IN_BYTES; j++) {
        previous[j] ^= b0[j];
      }
      sha.update(previous);
      sha.update((byte) i);
      previous = sha.digest(dstPrime);
      System.arraycopy(previous, 0, out, (i - 1) * B_IN_BYTES, B_IN_BYTES);
    }
    return java.util.Arrays.copyOf(out, length);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The simplified SWU map (section 6.6.2). */
  private static ECPoint mapToCurve(BigInteger u) {
    BigInteger zu2 = Z.multiply(u).multiply(u).mod(P);
    BigInteger denominator = zu2.multiply(zu2).add(zu2).mod(P);
    BigInteger x1 =
        denominator.signum() == 0
            ? B.multiply(Z.multiply(A).modInverse(P)).mod(P)
            : B.negate()
                .multiply(A.modInverse(P))
                .multiply(BigInteger.ONE.add(denominator.modInverse(P)))
                .mod(P);
    BigInteger x = x1;
    BigInteger y = squareRoot(curve(x1));
    if (y == null) {
      // Z is no square, so of the two one is.
      x = zu2.multiply(x1).mod(P);
      y = squareRoot(curve(x));
    }
    if (u.testBit(0) != y.testBit(0)) {
      y = P.subtract(y);
    }
    return CURVE.createPoint(x, y);
  }

  private static BigInteger curve(BigInteger x) {
    return x.multiply(x).add(A).multiply(x).add(B).mod(P);
  }

  /** Null for what is no square; p ≡ 3 mod 4. */
  private static BigInteger squareRoot(BigInteger a) {
    BigInteger root = a.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
    return root.multiply(root).mod(P).equals(a) ? root : null;
  }
}
