// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.Repetition;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Term;

/** Against dense elimination over the integers, patient by patient. */
class ComplementarySuppressionTest {
  private static final int PATIENTS = 24;

  /** No suppressed cell follows from published ones, and each loss beside it was needed. */
  @Property(tries = 300, seed = "20260119")
  void nothingSuppressedFollows(@ForAll long seed) {
    Random random = new Random(seed); // deterministic: the seed is jqwik's
    PlanSketch sketch = new PlanSketch(PATIENTS);
    sketch.variant("a", random.nextInt(3), random.nextInt(8), random.nextInt(6));
    sketch.variant("b", random.nextInt(3), random.nextInt(8), random.nextInt(6));
    List<BitSet> groups = new ArrayList<>();
    int cut = 6 + random.nextInt(6);
    groups.add(sketch.everybody());
    groups.add(PlanSketch.range(0, cut));
    groups.add(PlanSketch.range(cut, PATIENTS));
    groups.add(PlanSketch.range(4, 18));
    int cells = 2 + random.nextInt(8);
    for (int i = 0; i < cells; i++) {
      String variant = random.nextBoolean() ? "a" : "b";
      BitSet group = groups.get(random.nextInt(groups.size()));
      switch (random.nextInt(6)) {
        case 0 -> sketch.carriers(variant, group);
        case 1 -> sketch.het(variant, group);
        case 2 -> sketch.hom(variant, group);
        case 3 -> sketch.reference(variant, group);
        case 4 -> sketch.alleles(variant, group);
        default -> sketch.missing(variant, group);
      }
    }
    Plan plan = sketch.plan();
    BitSet all = sketch.everybody();
    Map<Integer, DisclosureControl.Rule> suppressed =
        new DisclosureControl(new DisclosurePolicy(4, Repetition.OFF, false), List.of())
            .decide(plan, Populations.of(plan, all), sketch.released(all), null)
            .suppressed();
    List<BigInteger[]> publicRows = publicRows(plan);
    List<BigInteger[]> published = new ArrayList<>(publicRows);
    published.addAll(rows(plan, c -> !suppressed.containsKey(c)));
    int rank = rank(published);
    for (int c : suppressed.keySet()) {
      if (plan.cells().get(c).guard().sizes().isEmpty()
          || rank(with(publicRows, row(plan, c))) == rank(publicRows)) {
        continue; // known without the statement
      }
      assertEquals(rank + 1, rank(with(published, row(plan, c))), "cell " + c + " follows");
    }
    for (Map.Entry<Integer, DisclosureControl.Rule> e : suppressed.entrySet()) {
      if (e.getValue() == DisclosureControl.Rule.COMPLEMENTARY) {
        List<BigInteger[]> more = with(published, row(plan, e.getKey()));
        assertTrue(
            suppressed.keySet().stream()
                .filter(c -> suppressed.get(c) != DisclosureControl.Rule.COMPLEMENTARY)
                .anyMatch(c -> rank(with(more, row(plan, c))) == rank(more)),
            "cell " + e.getKey() + " was lost for nothing");
      }
    }
  }

  @Test
  void manyIndependentCellsStayIndependent() {
    PlanSketch sketch = new PlanSketch(PATIENTS);
    for (int i = 0; i < 2_000; i++) {
      sketch.variant("v" + i, 0, i % 20, 0);
      sketch.carriers("v" + i, sketch.everybody());
    }
    Plan plan = sketch.plan();
    BitSet all = sketch.everybody();
    Map<Integer, DisclosureControl.Rule> suppressed =
        new DisclosureControl(new DisclosurePolicy(4, Repetition.OFF, false), List.of())
            .decide(plan, Populations.of(plan, all), sketch.released(all), null)
            .suppressed();
    assertEquals(300, suppressed.size());
    assertFalse(suppressed.containsValue(DisclosureControl.Rule.COMPLEMENTARY));
  }

  /** A coordinate a plane and patient; MISSING and everybody's 1 are public for each atom. */
  private static BigInteger[] row(Plan plan, int cell) {
    Affine value = plan.cells().get(cell).value();
    BigInteger[] row = zeros(plan);
    for (Map.Entry<Integer, Long> e : value.populations().entrySet()) {
      for (int s = 0; s < PATIENTS; s++) {
        if (plan.populations().get(e.getKey()).contains(s)) {
          row[s] = row[s].add(BigInteger.valueOf(e.getValue()));
        }
      }
    }
    for (Map.Entry<Integer, Long> e : value.releases().entrySet()) {
      for (Term t : plan.releases().get(e.getKey()).terms()) {
        for (int i = 0; i < t.factors().get(0).planes().size(); i++) {
          for (int s = 0; s < PATIENTS; s++) {
            if (plan.populations().get(t.population()).contains(s)) {
              int at = PATIENTS * (1 + t.factors().get(0).planes().get(i)) + s;
              row[at] =
                  row[at].add(
                      BigInteger.valueOf(e.getValue() * t.factors().get(0).coefficients().get(i)));
            }
          }
        }
      }
    }
    return row;
  }

  private static List<BigInteger[]> publicRows(Plan plan) {
    List<BigInteger[]> rows = new ArrayList<>();
    BitSet used = new BitSet();
    used.set(0, plan.populations().size());
    for (int s = 0; s < PATIENTS; s++) {
      for (int p = -1; p < plan.planes().size(); p++) {
        if (p < 0 || plan.planes().get(p).endsWith("/MISSING")) {
          BigInteger[] row = zeros(plan);
          row[PATIENTS * (1 + p) + s] = BigInteger.ONE;
          rows.add(row);
        }
      }
    }
    rows.addAll(rows(plan, c -> plan.cells().get(c).guard().sizes().isEmpty()));
    return rows;
  }

  private static BigInteger[] zeros(Plan plan) {
    BigInteger[] row = new BigInteger[PATIENTS * (1 + plan.planes().size())];
    java.util.Arrays.fill(row, BigInteger.ZERO);
    return row;
  }

  private static List<BigInteger[]> rows(Plan plan, IntPredicate which) {
    List<BigInteger[]> rows = new ArrayList<>();
    for (int c = 0; c < plan.cells().size(); c++) {
      if (which.test(c)) {
        rows.add(row(plan, c));
      }
    }
    return rows;
  }

  private static List<BigInteger[]> with(List<BigInteger[]> rows, BigInteger[] row) {
    List<BigInteger[]> more = new ArrayList<>(rows);
    more.add(row);
    return more;
  }

  /** Fraction-free elimination. */
  private static int rank(List<BigInteger[]> rows) {
    List<BigInteger[]> m = new ArrayList<>(rows.stream().map(BigInteger[]::clone).toList());
    int rank = 0;
    for (int col = 0; !m.isEmpty() && col < m.get(0).length && rank < m.size(); col++) {
      int pivot = rank;
      while (pivot < m.size() && m.get(pivot)[col].signum() == 0) {
        pivot++;
      }
      if (pivot == m.size()) {
        continue;
      }
      java.util.Collections.swap(m, rank, pivot);
      BigInteger[] p = m.get(rank);
      for (int r = rank + 1; r < m.size(); r++) {
        BigInteger[] row = m.get(r);
        BigInteger f = row[col];
        if (f.signum() != 0) {
          for (int c = col; c < row.length; c++) {
            row[c] = row[c].multiply(p[col]).subtract(p[c].multiply(f));
          }
        }
      }
      rank++;
    }
    return rank;
  }
}
