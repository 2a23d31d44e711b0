// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.sealome.query.algebra.EncryptedVariable.Variant;
import org.sealome.zk.plan.Plan;

/**
 * Generated statements: the plan, computed on planes in the clear, says what DuckDB says on the
 * rows, under consent of 37 %, 99.9 % and 100 %.
 */
class PlannerDifferentialTest {
  private static final double[] SHARES = {.37, .999, 1};
  private static final BitSet[] CONSENTING = new BitSet[SHARES.length];
  private static PlaintextCohort[] cohorts;
  private static Planner planner;

  @BeforeContainer
  static void open() throws SQLException {
    // One cohort a mask: DuckDB's tables hold the consenting patients' rows.
    cohorts = new PlaintextCohort[SHARES.length];
    for (int i = 0; i < SHARES.length; i++) {
      cohorts[i] = PlaintextCohort.random(23, 211, 15, 1);
      SplittableRandom random = new SplittableRandom(i);
      CONSENTING[i] = new BitSet();
      for (int s = 0; s < cohorts[i].patients(); s++) {
        CONSENTING[i].set(s, random.nextDouble() < SHARES[i]);
      }
      cohorts[i].oracle(CONSENTING[i]);
    }
    planner = new Planner(cohorts[0]);
  }

  @AfterContainer
  static void close() {
    for (PlaintextCohort cohort : cohorts) {
      cohort.close();
    }
  }

  @Provide
  Arbitrary<String> questions() {
    return new RandomQuestions(cohorts[0].panel().stream().map(Variant::id).toList()).any();
  }

  @Property(
      tries = 1000,
      seed = "20261121",
      shrinking = ShrinkingMode.BOUNDED,
      edgeCases = EdgeCasesMode.NONE)
  void planSaysWhatPlainSqlSays(@ForAll("questions") String sql) throws SQLException {
    Plan plan = planner.plan(sql);
    for (int i = 0; i < SHARES.length; i++) {
      List<List<Object>> expected = Answers.duckdb(cohorts[i].database(), sql);
      List<List<Object>> actual = cohorts[i].answer(plan, CONSENTING[i]).rows();
      assertNull(Answers.difference(sql, expected, actual), sql);
    }
  }
}
