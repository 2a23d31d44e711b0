// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.BitSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealome.zk.plan.Cell;
import org.sealome.zk.plan.Plan;

/** Who is in a sum that an integer column is in: whoever adds to it, by any value. */
class SumSizesTest {
  private static PlaintextCohort cohort;
  private static Planner planner;

  @BeforeAll
  static void make() {
    cohort = PlaintextCohort.random(7, 300, 20, 5);
    planner = new Planner(cohort);
  }

  @AfterAll
  static void close() {
    cohort.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s.age                                                           | s.age IS NOT NULL
          s.age - 50                                                      | s.age IS NOT NULL
          s.age * g.dosage                                                | s.age IS NOT NULL AND g.dosage <> 0
          CASE WHEN g.dosage = 2 THEN s.age ELSE 0 END                    | s.age IS NOT NULL AND g.dosage = 2
          CASE WHEN g.dosage = 2 AND s.age IS NOT NULL THEN 1 ELSE 0 END  | s.age IS NOT NULL AND g.dosage = 2
          CASE WHEN s.age > 80 THEN g.dosage ELSE 0 END                   | s.age > 80 AND g.dosage <> 0
          CASE WHEN s.age > 80 THEN s.age ELSE 0 END                      | s.age > 80
          (s.age - 1) * (s.age - 2) * g.dosage                            | s.age IS NOT NULL AND g.dosage <> 0
          CASE WHEN g.dosage = 1 THEN s.age ELSE 1 END                    | NOT (g.dosage = 1 AND s.age IS NULL)
          COALESCE(s.age, 0) * g.dosage                                   | s.age IS NOT NULL AND g.dosage <> 0
          """)
  void whoAddsIsCounted(String term, String adding) throws SQLException {
    String rows =
        " FROM samples s JOIN genotypes g USING (sample_id) WHERE g.variant_id = '%s' AND %s"
            .formatted(cohort.panel().get(0).id(), "g.dosage IS NOT NULL");
    Plan plan = planner.plan("SELECT SUM(" + term + ")" + rows);
    BitSet everybody = new BitSet();
    everybody.set(0, cohort.patients());
    long sum = number(everybody, "SELECT SUM(" + term + ")" + rows);
    long expected = number(everybody, "SELECT COUNT(*)" + rows + " AND " + adding);
    long[] released = cohort.released(plan, everybody);
    long[] populations =
        plan.populations().stream().mapToLong(p -> p.slots().cardinality()).toArray();
    Cell cell =
        plan.cells().stream()
            .filter(c -> c.guard() != null && c.value().value(populations, released) == sum)
            .findFirst()
            .orElseThrow();
    assertEquals(1, cell.guard().sizes().size());
    assertEquals(expected, cell.guard().sizes().get(0).value(populations, released));
  }

  private static long number(BitSet consenting, String sql) throws SQLException {
    return ((Number) Answers.duckdb(cohort.oracle(consenting), sql).get(0).get(0)).longValue();
  }
}
