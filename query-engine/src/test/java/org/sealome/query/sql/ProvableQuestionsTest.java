// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealome.query.steward.PlanSketch;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.ColumnIntegrity;
import org.sealome.zk.plan.Integrity;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.ProofCells;
import org.sealome.zk.plan.Provability;
import org.sealome.zk.plan.Recomputation;
import org.sealome.zk.plan.Recomputation.Standing;
import org.sealome.zk.plan.RestEvaluator;

/** What can be proven of statements as people ask them, and that it is then computed again. */
class ProvableQuestionsTest {
  private static final String OF = " FROM genotypes WHERE variant_id = '2-1010-A-G'";
  private static final String JOINED =
      " FROM genotypes g JOIN samples s USING (sample_id) WHERE g.variant_id = '2-1010-A-G' ";
  private static final String PAIRED =
      " FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id"
          + " WHERE a.variant_id = '1-1000-A-G' AND b.variant_id = '2-1010-A-G' ";
  private static PlaintextCohort cohort;
  private static PlaintextCohort guarded;
  private static Planner planner;
  private static Planner guardedPlanner;

  @BeforeAll
  static void open() {
    cohort = PlaintextCohort.random(7, 300, 20, 1);
    planner = new Planner(cohort);
    guarded = PlaintextCohort.random(7, 300, 20, 5);
    guardedPlanner = new Planner(guarded);
  }

  @AfterAll
  static void close() {
    cohort.close();
    guarded.close();
  }

  static List<PlannerTest.Question> questions() throws java.io.IOException {
    return PlannerTest.questions().filter(q -> q.refusal() == null).toList();
  }

  @ParameterizedTest
  @MethodSource("questions")
  void provenColumnsFollowFromWhatIsOpened(PlannerTest.Question question) {
    for (Plan plan : plans(planner, question)) {
      for (double share : new double[] {.02, .37, 1}) {
        Recomputation again = again(plan, cohort, consenting(share), 1);
        assertEquals(Standing.SHOWN, again.rows());
        assertEquals(Standing.SHOWN, again.order());
        assertTrue(again.columns().stream().allMatch(c -> c.believed() == 0));
      }
    }
  }

  /** No honest receipt is refused because of what disclosure control keeps. */
  @ParameterizedTest
  @MethodSource("questions")
  void whereSomethingIsWithheldNothingIsRefuted(PlannerTest.Question question) {
    for (Plan plan : plans(guardedPlanner, question)) {
      for (double share : new double[] {.02, .2, 1}) {
        Recomputation again = again(plan, guarded, consenting(share), 5);
        if (again == null) {
          continue;
        }
        assertNotEquals(Standing.REFUTED, again.rows());
        assertNotEquals(Standing.REFUTED, again.order());
      }
    }
  }

  /** Both ways of proving, where there is anything to prove. */
  private static List<Plan> plans(Planner by, PlannerTest.Question question) {
    Plan plan = by.plan(question.sql());
    return Stream.of(plan, plan.withDisclosedParts())
        .filter(p -> Provability.of(p, x -> true).isAnyProven())
        .toList();
  }

  /** Null where the steward lets no receipt out. */
  private static Recomputation again(
      Plan plan, PlaintextCohort of, BitSet consenting, int minCell) {
    Provability provability = Provability.of(plan, p -> true);
    long[] released = of.released(plan, consenting);
    long[] sizes = sizes(plan, consenting);
    boolean[] kept = PlanSketch.suppressed(plan, consenting, released, minCell);
    Answer answer = RestEvaluator.evaluate(plan, released, sizes, kept);
    IntPredicate zero = c -> plan.cells().get(c).value().value(sizes, released) == 0;
    BitSet withheld = provability.withheld(kept);
    if (plan.discloseParts() && provability.contradicts(withheld, zero)) {
      return null;
    }
    ProofCells cells =
        plan.discloseParts() ? provability.parts(withheld, zero) : provability.cells(answer, sizes);
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
    for (int c = 0; c < provability.columns().size(); c++) {
      assertTrue(!provability.columns().get(c).isProven() || again.columns().get(c).hold());
    }
    return again;
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
