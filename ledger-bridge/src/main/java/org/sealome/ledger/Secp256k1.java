// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.custom.sec.SecP256K1Curve;
import org.bouncycastle.util.BigIntegers;

/**
 * ECDSA on secp256k1 with the recovery bit taken from the nonce's own point. (web3j finds that bit
 * by trying four recoveries, which makes a signature five times as expensive.)
 */
final class Secp256k1 {
  // Not through the list of named curves, which takes a tenth of a second to load.
  private static final ECCurve CURVE = new SecP256K1Curve();
  private static final ECPoint GENERATOR =
      CURVE.decodePoint(
          HexFormat.of()
              .parseHex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"));
  static final BigInteger ORDER = CURVE.getOrder();
  private static final BigInteger HALF = ORDER.shiftRight(1);

  private Secp256k1() {}

  /** The address of the key: the last 20 bytes of its point's keccak256. */
  static Address address(BigInteger key) {
    byte[] point = multiply(key).getEncoded(false);
    byte[] hash = Keccak.hash(Arrays.copyOfRange(point, 1, 65));
    return new Address(JsonRpc.hex(Arrays.copyOfRange(hash, 12, 32)));
  }

  /** Deterministic (RFC 6979), s in the lower half. */
  static Signature sign(BigInteger key, byte[] digest) {
    HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SHA256Digest());
    nonces.init(ORDER, key, digest);
    BigInteger e = new BigInteger(1, digest);
    while (true) {
      BigInteger k = nonces.nextK();
      ECPoint point = multiply(k);
      BigInteger x = point.getAffineXCoord().toBigInteger();
      // Beyond the order (one in 2¹²⁸) the recovery bit alone would not tell the point.
      if (x.compareTo(ORDER) >= 0) {
        continue;
      }
      BigInteger s =
          BigIntegers.modOddInverse(ORDER, k).multiply(e.add(key.multiply(x))).mod(ORDER);
      if (x.signum() == 0 || s.signum() == 0) {
        continue;
      }
      boolean odd = point.getAffineYCoord().testBitZero();
      if (s.compareTo(HALF) > 0) {
        s = ORDER.subtract(s);
        odd = !odd;
      }
      return new Signature(word(x), word(s), odd ? 28 : 27);
    }
  }

  static byte[] bytes(BigInteger value) {
    return BigIntegers.asUnsignedByteArray(32, value);
  }

  private static Bytes32 word(BigInteger value) {
    return Bytes32.of(bytes(value));
  }

  private static ECPoint multiply(BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(GENERATOR, scalar).normalize();
  }
}
