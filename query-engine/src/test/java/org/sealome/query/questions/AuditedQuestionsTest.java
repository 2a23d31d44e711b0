// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.EncryptedVariable.Variant;
import org.sealome.query.sql.PlaintextCohort;
import org.sealome.query.sql.Planner;
import org.sealome.query.steward.PlanSketch;
import org.sealome.zk.plan.Plan;

/** The steward finds in the plans of generated statements what the planner says of them. */
class AuditedQuestionsTest {
  private static final int QUESTIONS = 400;
  private static final int REPORTED = 5;
  private static final int BLOCK_SLOTS = 8192;

  @Test
  void noHonestPlanIsRefused() {
    long seed = Effort.seed("AuditedQuestionsTest");
    List<String> refused = new ArrayList<>();
    try (PlaintextCohort cohort = PlaintextCohort.random(23, 211, 15, 5)) {
      Planner planner = new Planner(cohort);
      RandomQuestions questions =
          new RandomQuestions(cohort.panel().stream().map(Variant::id).toList(), seed);
      int count = Effort.times(QUESTIONS);
      for (int n = 0; n < count && refused.size() < REPORTED; n++) {
        String sql = questions.at(n).sql();
        Plan plan;
        try {
          plan = planner.plan(sql);
        } catch (SealomeException e) {
          continue;
        }
        for (int minCell : new int[] {1, 5}) {
          try {
            PlanSketch.audit(plan, BLOCK_SLOTS, minCell, PlaintextCohort.publicForms());
          } catch (SealomeException e) {
            refused.add("seed %d, number %d: %s: %s".formatted(seed, n, e.getMessage(), sql));
          }
        }
      }
    }
    assertEquals(List.of(), refused);
  }
}
