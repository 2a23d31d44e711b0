// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealome.query.steward.PlanSketch;
import org.sealome.zk.plan.Plan;

/** What the planner says about its plans is what the steward finds in them. */
class PlanAuditQuestionsTest {
  private static PlaintextCohort open;
  private static PlaintextCohort guarded;

  @BeforeAll
  static void make() {
    open = PlaintextCohort.random(7, 300, 20, 1);
    guarded = PlaintextCohort.random(7, 300, 20, 5);
  }

  @AfterAll
  static void close() {
    open.close();
    guarded.close();
  }

  static Stream<String> questions() throws IOException {
    return PlannerTest.questions().filter(q -> q.refusal() == null).map(PlannerTest.Question::sql);
  }

  @ParameterizedTest
  @MethodSource("questions")
  void anHonestPlanPasses(String sql) {
    Plan loose = new Planner(open).plan(sql);
    assertDoesNotThrow(() -> PlanSketch.audit(loose, 8192, 1, PlaintextCohort.publicForms()));
    Plan strict = new Planner(guarded).plan(sql);
    assertDoesNotThrow(() -> PlanSketch.audit(strict, 8192, 5, PlaintextCohort.publicForms()));
  }
}
