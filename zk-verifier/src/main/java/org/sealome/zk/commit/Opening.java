// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.commit;

import java.security.SecureRandom;
import java.util.List;

/**
 * The claim that a commitment is to {@code value} under {@code blinding}. It is its own proof:
 * nobody can open a commitment to two values who does not know the logarithm of H.
 */
public record Opening(Commitment commitment, long value, Scalar blinding) {
  /** Whether the claim is true. */
  public boolean holds() {
    return commitment.opensTo(value, blinding);
  }

  /**
   * The index of the first claim that is false, −1 if none is. All are checked together, weighed by
   * 128 random bits each, and one by one only where the sum does not fit; so a false claim is taken
   * for true with probability 2⁻¹²⁸, whatever else there is.
   */
  public static int firstFalse(List<Opening> claims, SecureRandom random) {
    Points points = new Points(claims.size());
    Scalar[] weights = new Scalar[claims.size()];
    Scalar value = Scalar.ZERO;
    Scalar blinding = Scalar.ZERO;
    for (int i = 0; i < weights.length; i++) {
      Opening claim = claims.get(i);
      points.set(i, claim.commitment);
      weights[i] = Scalar.randomWeight(random);
      value = value.plus(weights[i].times(Scalar.of(claim.value)));
      blinding = blinding.plus(weights[i].times(claim.blinding));
    }
    if (MultiScalar.sum(points, weights).equals(Commitment.to(value, blinding))) {
      return -1;
    }
    for (int i = 0; i < weights.length; i++) {
      if (!claims.get(i).holds()) {
        return i;
      }
    }
    throw new IllegalStateException("every claim holds alone, and not all together");
  }
}
