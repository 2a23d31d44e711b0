// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealome.query.algebra.EncryptedVariable.Variant;

/** Generated statements through the planner, on planes in the clear, against DuckDB. */
class PlannerDifferentialTest {
  private static final int QUESTIONS = 1000;
  private static final int REPORTED = 5;

  @Test
  void planSaysWhatPlainSqlSays() {
    long seed = Effort.seed("PlannerDifferentialTest");
    List<String> failures = new ArrayList<>();
    try (ClearTrial trial = new ClearTrial(Effort.times(1) > 1);
        ClearTrial thorough = new ClearTrial(true)) {
      RandomQuestions questions =
          new RandomQuestions(trial.panel().stream().map(Variant::id).toList(), seed);
      int count = Effort.times(QUESTIONS);
      for (int n = 0; n < count && failures.size() < REPORTED; n++) {
        Question question = questions.at(n);
        if (trial.fault(question) != null) {
          Question smallest = new Shrinker(thorough::fault).shrink(question);
          failures.add(
              "seed %d, number %d: %s%nfor questions.sql:%n%s;"
                  .formatted(seed, n, thorough.fault(smallest), smallest.sql()));
        }
      }
      System.out.println("PlannerDifferentialTest: " + trial.summary());
      assertTrue(trial.unconfirmed() <= count / 100, trial::summary);
    }
    assertEquals(List.of(), failures);
  }
}
