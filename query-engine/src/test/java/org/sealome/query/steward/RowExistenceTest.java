// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.Repetition;
import org.sealome.query.sql.PlaintextCohort;
import org.sealome.query.sql.Planner;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.RestEvaluator;

/** Which rows an answer has tells nothing of one patient: min cell 5, statements about one. */
class RowExistenceTest {
  private static final PlaintextCohort COHORT = PlaintextCohort.random(7, 300, 5, 5);
  private static final String VARIANT = COHORT.panel().getFirst().id();

  @AfterAll
  static void close() {
    COHORT.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT dosage, COUNT(*) AS n FROM genotypes WHERE sample_id = '%s' AND variant_id = '%s'"
            + " GROUP BY dosage",
        "SELECT DISTINCT dosage FROM genotypes WHERE sample_id = '%s' AND variant_id = '%s'",
        "SELECT COUNT(*) FROM (SELECT dosage, COUNT(*) AS n FROM genotypes WHERE sample_id = '%s'"
            + " AND variant_id = '%s' GROUP BY dosage) t",
        "SELECT COUNT(*) FROM (SELECT DISTINCT dosage FROM genotypes WHERE sample_id = '%s' AND"
            + " variant_id = '%s' AND dosage = 1) t",
        "SELECT EXISTS (SELECT 1 FROM genotypes WHERE sample_id = '%s' AND variant_id = '%s' AND"
            + " dosage = 1)",
        "SELECT EXISTS (SELECT dosage FROM genotypes WHERE sample_id = '%s' AND variant_id = '%s'"
            + " AND dosage = 1 GROUP BY dosage)",
        "SELECT variant_id, COUNT(*) AS n FROM genotypes WHERE sample_id = '%s' AND variant_id ="
            + " '%s' AND dosage >= 1 GROUP BY variant_id",
      })
  void saysTheSameOfWhomeverItIsAsked(String question) {
    Answer first = answer(question.formatted("P%04d".formatted(1 + slot(0)), VARIANT));
    for (int dosage = 1; dosage <= 2; dosage++) {
      Answer other = answer(question.formatted("P%04d".formatted(1 + slot(dosage)), VARIANT));
      assertEquals(first.rows(), other.rows());
      assertEquals(first.suppressed(), other.suppressed());
    }
    assertFalse(first.suppressed().isEmpty());
  }

  @Test
  void oneAmongAllIsNoGroupOfHerOwn() {
    Answer a =
        answer(
            "SELECT sample_id = 'P0001' AS her, dosage, COUNT(*) AS n FROM genotypes WHERE"
                + " variant_id = '"
                + VARIANT
                + "' GROUP BY sample_id = 'P0001', dosage");
    List<List<Object>> hers =
        a.rows().stream().filter(r -> Boolean.TRUE.equals(r.getFirst())).toList();
    assertEquals(3, hers.size());
    assertEquals(1, hers.stream().distinct().count());
  }

  private static int slot(int dosage) {
    for (int s = 0; s < COHORT.patients(); s++) {
      if (COHORT.dosage(0, s) == dosage) {
        return s;
      }
    }
    throw new AssertionError("nobody has " + dosage);
  }

  private static Answer answer(String sql) {
    Plan plan = new Planner(COHORT).plan(sql);
    BitSet all = new BitSet();
    all.set(0, COHORT.patients());
    Populations populations = Populations.of(plan, all);
    long[] released = COHORT.released(plan, all);
    DisclosurePolicy policy = new DisclosurePolicy(5, Repetition.OFF, false);
    var suppressed =
        new DisclosureControl(policy, List.of())
            .decide(plan, populations, released, null)
            .suppressed();
    boolean[] flags = new boolean[plan.cells().size()];
    suppressed.keySet().forEach(c -> flags[c] = true);
    return RestEvaluator.evaluate(plan, released, populations.sizes(), flags);
  }
}
