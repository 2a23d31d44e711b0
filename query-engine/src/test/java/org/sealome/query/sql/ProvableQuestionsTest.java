// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.ColumnIntegrity;
import org.sealome.zk.plan.Integrity;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.ProofCells;
import org.sealome.zk.plan.Provability;
import org.sealome.zk.plan.Recomputation;

/** What can be proven of statements as people ask them, and that it is then computed again. */
class ProvableQuestionsTest {
  private static final String OF = " FROM genotypes WHERE variant_id = '2-1010-A-G'";
  private static final String JOINED =
      " FROM genotypes g JOIN samples s USING (sample_id) WHERE g.variant_id = '2-1010-A-G' ";
  private static final String PAIRED =
      " FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id"
          + " WHERE a.variant_id = '1-1000-A-G' AND b.variant_id = '2-1010-A-G' ";
  private static PlaintextCohort cohort;
  private static Planner planner;

  @BeforeAll
  static void open() {
    cohort = PlaintextCohort.random(7, 300, 20, 1);
    planner = new Planner(cohort);
  }

  @AfterAll
  static void close() {
    cohort.close();
  }

  static List<PlannerTest.Question> questions() throws java.io.IOException {
    return PlannerTest.questions().filter(q -> q.refusal() == null).toList();
  }

  @ParameterizedTest
  @MethodSource("questions")
  void provenColumnsFollowFromWhatIsOpened(PlannerTest.Question question) {
    Plan planned = planner.plan(question.sql());
    for (boolean parts : new boolean[] {false, true}) {
      Plan plan = parts ? planned.withDisclosedParts() : planned;
      Provability provability = Provability.of(plan, p -> true);
      if (!provability.isAnyProven()) {
        continue;
      }
      for (double share : new double[] {.02, .37, 1}) {
        BitSet consenting = consenting(share);
        Answer answer = cohort.answer(plan, consenting);
        long[] released = cohort.released(plan, consenting);
        long[] sizes = sizes(plan, consenting);
        ProofCells cells =
            parts
                ? provability.parts(
                    new BitSet(), c -> plan.cells().get(c).value().value(sizes, released) == 0)
                : provability.cells(answer, sizes);
        Recomputation again =
            Recomputation.of(
                plan,
                provability,
                cells,
                c -> {
                  assertTrue(cells.told().get(c) || cells.empty().get(c));
                  return plan.cells().get(c).value().value(sizes, released);
                },
                sizes,
                answer);
        assertTrue(again.rowsHold() && again.orderHolds());
        assertEquals(0, again.unshown());
        for (int c = 0; c < provability.columns().size(); c++) {
          assertTrue(!provability.columns().get(c).isProven() || again.columnsHold().get(c));
        }
      }
    }
  }

  /** P: proven; p: proven with --disclose-parts; t: trusted. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "P | SELECT COUNT(*)" + OF + " AND dosage >= 1",
        "PP | SELECT SUM(dosage), SUM(ploidy)" + OF,
        "p | SELECT AVG(dosage)" + OF,
        "PP | SELECT COUNT(dosage), AVG(dosage)" + OF,
        "p | SELECT SUM(dosage) * 1.0 / SUM(ploidy)" + OF,
        "PPP | SELECT SUM(dosage), SUM(ploidy), SUM(dosage) * 1.0 / SUM(ploidy)" + OF,
        "PPP | SELECT s.site, SUM(g.dosage), COUNT(g.dosage)" + JOINED + "GROUP BY s.site",
        "PP | SELECT s.site, COUNT(*)" + JOINED + "AND g.dosage >= 1 GROUP BY s.site",
        "p | SELECT COUNT(*)" + JOINED + "AND g.dosage >= 1 GROUP BY s.site",
        "P | SELECT COUNT(*)" + JOINED + "GROUP BY s.site",
        "P | SELECT SUM(CASE WHEN dosage = 2 THEN 3 WHEN dosage = 1 THEN 2 END)" + OF,
        "pp | SELECT s.site, COUNT(*)" + JOINED + "AND g.dosage = 1 GROUP BY s.site LIMIT 2",
        "pp | SELECT s.site, SUM(g.dosage) AS n"
            + JOINED
            + "GROUP BY s.site HAVING SUM(g.dosage) > 3",
        "PP | SELECT s.site, SUM(g.dosage) AS n" + JOINED + "GROUP BY s.site ORDER BY n",
        "pp | SELECT s.site, COUNT(*) AS n" + JOINED + "GROUP BY s.site ORDER BY AVG(g.dosage)",
        "PP | SELECT s.site, SUM(g.dosage)" + JOINED + "GROUP BY s.site ORDER BY site LIMIT 2",
        "PP | SELECT dosage, COUNT(*)" + OF + " GROUP BY dosage",
        "PP | SELECT s.sex, COUNT(g.dosage)" + JOINED + "GROUP BY ROLLUP(s.sex)",
        "P | SELECT COUNT(*)" + OF + " AND dosage = 1 UNION ALL SELECT SUM(dosage)" + OF,
        "PP | SELECT (SELECT COUNT(*)" + OF + " AND dosage = 1), (SELECT SUM(dosage)" + OF + ")",
        "PP | SELECT COUNT(*) FILTER (WHERE dosage = 1), COUNT(*) FILTER (WHERE dosage = 2)" + OF,
        "p | SELECT COUNT(*) > 3" + OF + " AND dosage = 2",
        "t | SELECT COUNT(*)" + PAIRED + "AND a.dosage = 1 AND b.dosage = 1",
        "PtP | SELECT COUNT(a.dosage), COUNT(*) FILTER (WHERE a.dosage = 1 AND b.dosage = 1),"
            + " SUM(b.dosage) FILTER (WHERE TRUE)"
            + PAIRED,
        "P | SELECT COUNT(*) FROM samples",
        "p | SELECT VAR_POP(dosage)" + OF,
      })
  void classes(String expected, String sql) {
    Plan plan = planner.plan(sql);
    List<ColumnIntegrity> shown = Provability.of(plan, p -> true).columns();
    List<ColumnIntegrity> parts = Provability.of(plan.withDisclosedParts(), p -> true).columns();
    StringBuilder classes = new StringBuilder();
    for (int c = 0; c < shown.size(); c++) {
      classes.append(shown.get(c).isProven() ? 'P' : parts.get(c).isProven() ? 'p' : 't');
      assertTrue(!shown.get(c).isProven() || parts.get(c).isProven());
    }
    assertEquals(expected, classes.toString(), () -> shown + " " + parts);
  }

  @Test
  void withoutCommitmentsOnlyWhatIsPublicIsProven() {
    Plan plan = planner.plan("SELECT s.site, SUM(g.dosage)" + JOINED + "GROUP BY s.site");
    assertEquals(
        List.of(Integrity.PROVEN, Integrity.TRUSTED),
        Provability.of(plan.withDisclosedParts(), p -> false).columns().stream()
            .map(ColumnIntegrity::integrity)
            .toList());
  }

  private static long[] sizes(Plan plan, BitSet consenting) {
    return plan.populations().stream()
        .mapToLong(
            p -> {
              BitSet s = p.slots();
              s.and(consenting);
              return s.cardinality();
            })
        .toArray();
  }

  private static BitSet consenting(double share) {
    SplittableRandom random = new SplittableRandom(11);
    BitSet out = new BitSet();
    for (int s = 0; s < cohort.patients(); s++) {
      out.set(s, random.nextDouble() < share);
    }
    return out;
  }
}
