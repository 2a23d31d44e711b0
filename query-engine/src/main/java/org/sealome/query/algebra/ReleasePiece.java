// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.List;
import org.sealome.zk.plan.LinearForm;

/**
 * {@code scale · [population] · Π factors}.
 *
 * @param range of the product a patient, without the scale
 * @param scale multiplied after release
 */
record ReleasePiece(int population, List<LinearForm> factors, long[] range, long scale) {
  /** The widest range of a release within a block: t − 1 with t = 65537. */
  static final long MAX_WIDTH = 65_536;

  /** Fewer people's sum is not released for its range's sake: the steward would know them. */
  static final long LEAST_PEOPLE = 64;

  long width(PlanBuilder plan) {
    return Math.multiplyExact(plan.fullestBlock(population), range[1] - range[0]);
  }

  /** How many people's sum fits one release. */
  long people() {
    return MAX_WIDTH / (range[1] - range[0]);
  }

  /** The piece with what its first factor's numbers have in common taken out. */
  ReleasePiece primitive() {
    LinearForm first = factors.get(0);
    long common = Math.abs(first.constant());
    for (long c : first.coefficients()) {
      common = gcd(common, Math.abs(c));
    }
    if (common <= 1) {
      return this;
    }
    long divisor = common;
    List<LinearForm> reduced = new ArrayList<>(factors);
    reduced.set(
        0,
        new LinearForm(
            first.constant() / divisor,
            first.planes(),
            first.coefficients().stream().map(c -> c / divisor).toList()));
    return new ReleasePiece(
        population,
        reduced,
        new long[] {range[0] / divisor, range[1] / divisor},
        Math.multiplyExact(scale, divisor));
  }

  static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
