// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.RestEvaluator;

/** What a window function may tell where a cell is kept back, and how large its plan is. */
class ReleasedWindowTest {
  private static PlaintextCohort cohort;

  @BeforeAll
  static void open() {
    cohort = PlaintextCohort.random(7, 300, 20, 5);
  }

  @AfterAll
  static void close() {
    cohort.close();
  }

  private static Answer answer(String sql, int suppressedCell) {
    Plan plan = new Planner(cohort).plan(sql);
    BitSet all = new BitSet();
    all.set(0, cohort.patients());
    long[] sizes = plan.populations().stream().mapToLong(p -> p.size()).toArray();
    boolean[] suppressed = new boolean[plan.cells().size()];
    for (int c = 0; suppressedCell >= 0 && c < suppressed.length; c++) {
      // A row's count and its being there are one integer, kept back together.
      suppressed[c] = plan.cells().get(c).value().equals(plan.cells().get(suppressedCell).value());
    }
    return RestEvaluator.evaluate(plan, cohort.released(plan, all), sizes, suppressed);
  }

  /** Sums and ranks over groups one of which is not told are not told either. */
  @Test
  void suppressionReachesWhatIsComputedFromIt() {
    String sql =
        "SELECT dosage, COUNT(*) AS n, SUM(COUNT(*)) OVER () AS total,"
            + " RANK() OVER (ORDER BY COUNT(*)) AS r"
            + " FROM genotypes WHERE variant_id = '1-1000-A-G' GROUP BY dosage";
    Answer told = answer(sql, -1);
    assertEquals(List.of(), told.suppressed());
    int rows = told.rows().size();
    Plan plan = new Planner(cohort).plan(sql);
    for (int cell = 0; cell < plan.cells().size(); cell++) {
      Answer kept = answer(sql, cell);
      assertEquals(rows, kept.rows().size());
      for (int row = 0; row < rows; row++) {
        assertEquals(null, kept.rows().get(row).get(2), "the total tells the missing cell");
        assertTrue(kept.suppressed().contains(new Answer.Position(row, 2)));
        assertTrue(kept.suppressed().contains(new Answer.Position(row, 3)));
      }
    }
  }

  /** Several functions are over the same rows, not over one another's. */
  @Test
  void planGrowsWithTheFunctionsNotWithTheirPowers() {
    String groups = " FROM genotypes GROUP BY variant_id";
    String rank = ", RANK() OVER (ORDER BY SUM(dosage) + ";
    StringBuilder sql = new StringBuilder("SELECT variant_id");
    int one = size(sql + rank + "0)" + groups);
    for (int i = 0; i < 6; i++) {
      sql.append(rank).append(i).append(")");
    }
    int six = size(sql + groups);
    assertTrue(six < 6 * one, one + " bytes for one, " + six + " for six");
  }

  private static int size(String sql) {
    return org.sealome.zk.plan.PlanJson.write(new Planner(cohort).plan(sql)).length;
  }
}
