// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.commit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The group, its order and the two generators. */
final class P256 {
  private static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("P-256");

  static final ECCurve CURVE = PARAMETERS.getCurve();

  /** Prime; the cofactor is one. */
  static final BigInteger ORDER = PARAMETERS.getN();

  static final ECPoint G = PARAMETERS.getG();

  /** Nobody knows its logarithm: what is hashed and how stands here and is not to be chosen. */
  static final ECPoint H =
      new HashToCurve("SEALOME-V01-CS01-with-P256_XMD:SHA-256_SSWU_RO_")
          .hash("sealome/pedersen/v1/H".getBytes(StandardCharsets.US_ASCII));

  private P256() {}

  /** A table for each generator, read at places that do not depend on the scalar. */
  static ECPoint multiplyFixed(ECPoint generator, BigInteger scalar) {
    // Holds no state of its own, the table hangs on the point.
    ECMultiplier comb = new FixedPointCombMultiplier();
    return comb.multiply(generator, scalar);
  }
}
