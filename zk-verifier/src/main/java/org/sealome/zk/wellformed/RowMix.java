// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.wellformed;

import java.util.ArrayList;
import java.util.List;
import org.sealome.zk.commit.Scalar;

/**
 * A rule's planes as one number: Σ xʲ·(value of its plane j), where x is a challenge that comes
 * after the commitments. Two different rows give the same number for fewer of the n values of x
 * than the rule has planes.
 */
public final class RowMix {
  private final List<Scalar> powers = new ArrayList<>();
  private final List<List<Scalar>> targets = new ArrayList<>();

  /** The mix of some rules under x. */
  public RowMix(List<RowRules.Rule> rules, Scalar x) {
    for (RowRules.Rule rule : rules) {
      while (powers.size() < rule.planes().size()) {
        powers.add(powers.isEmpty() ? Scalar.ONE : powers.get(powers.size() - 1).times(x));
      }
    }
    for (RowRules.Rule rule : rules) {
      targets.add(rule.rows().stream().map(this::mixed).toList());
    }
  }

  private Scalar mixed(List<Integer> row) {
    Scalar sum = Scalar.ZERO;
    for (int j = 0; j < row.size(); j++) {
      if (row.get(j) == 1) {
        sum = sum.plus(powers.get(j));
      }
    }
    return sum;
  }

  /** xʲ. */
  public Scalar power(int j) {
    return powers.get(j);
  }

  /** The number that a row of a rule is. */
  public Scalar target(int rule, int row) {
    return targets.get(rule).get(row);
  }
}
