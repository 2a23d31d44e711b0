// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.Scope;

/** Plans made by hand. */
final class Plans {
  private Plans() {}

  static Plan of(PlainCohort cohort, List<Population> populations, List<Polynomial> releases) {
    return new Plan(
        "SELECT …",
        "test",
        Scope.UNSCOPED,
        cohort.names(),
        populations,
        releases,
        List.of(),
        new Rest.Table(List.of(), List.of()),
        null);
  }

  /** {@code constant + Σ coefficient·plane}, from pairs of plane and coefficient. */
  static LinearForm form(long constant, long... planesAndCoefficients) {
    TreeMap<Integer, Long> sum = new TreeMap<>();
    for (int i = 0; i < planesAndCoefficients.length; i += 2) {
      sum.put((int) planesAndCoefficients[i], planesAndCoefficients[i + 1]);
    }
    return new LinearForm(constant, List.copyOf(sum.keySet()), List.copyOf(sum.values()));
  }

  /** Each slot is in with this probability. */
  static BitSet slots(Random random, int patients, double share) {
    BitSet slots = new BitSet(patients);
    for (int i = 0; i < patients; i++) {
      slots.set(i, random.nextDouble() < share);
    }
    return slots;
  }
}
