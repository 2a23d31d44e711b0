// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.Cell;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Guard;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.SqlType;
import org.sealome.zk.plan.Term;

/** Plans that say other things about themselves than their releases bear out. */
class PlanAuditTest {
  private final PlanSketch sketch = new PlanSketch(60).variant("A", 5, 20, 8).variant("B", 1, 3, 0);

  private Plan honest() {
    sketch.carriers("A", PlanSketch.range(7, 8));
    sketch.carriers("B", sketch.everybody());
    sketch.missing("A", sketch.everybody());
    sketch.both("A", "B", sketch.everybody());
    sketch.alleles("A", "B", sketch.everybody());
    return sketch.plan();
  }

  private static void refused(String why, Plan plan) {
    SealomeException e =
        assertThrows(SealomeException.class, () -> PlanAudit.require(plan, 4096, 5, List.of()));
    assertEquals(ErrorCode.INTEGRITY, e.code());
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }

  private static Plan with(Plan plan, int cell, UnaryOperator<Cell> lie) {
    List<Cell> cells = new java.util.ArrayList<>(plan.cells());
    cells.set(cell, lie.apply(cells.get(cell)));
    return with(plan, plan.releases(), cells);
  }

  private static Plan with(Plan plan, List<Polynomial> releases, List<Cell> cells) {
    return new Plan(
        plan.sql(),
        plan.dataset(),
        plan.scope(),
        plan.planes(),
        plan.populations(),
        releases,
        cells,
        plan.rest(),
        null);
  }

  private static Plan guarded(Plan plan, int cell, UnaryOperator<Guard> lie) {
    return with(plan, cell, c -> new Cell(c.value(), lie.apply(c.guard())));
  }

  @Test
  void anHonestOnePasses() {
    PlanAudit.require(honest(), 4096, 5, List.of());
    PlanAudit.require(honest(), 4096, 1, List.of());
  }

  @Test
  void oneSlotGuardedAsEverybody() {
    Plan plan = honest();
    int everybody = plan.cells().get(1).guard().population();
    refused(
        "cell 0 of the plan is not what the plan says: it is guarded as over another",
        guarded(plan, 0, g -> new Guard(everybody, g.sizes(), g.complement(), g.variables())));
  }

  @Test
  void aVariableThatIsNotNamed() {
    refused(
        "more variables",
        guarded(
            honest(), 3, g -> new Guard(g.population(), g.sizes(), g.complement(), List.of("A"))));
  }

  @Test
  void aCountWithoutASize() {
    refused(
        "has no size",
        guarded(
            honest(), 1, g -> new Guard(g.population(), List.of(), g.complement(), g.variables())));
  }

  @Test
  void aCellWithoutAGuard() {
    refused("no guard", with(honest(), 1, c -> new Cell(c.value(), null)));
  }

  @Test
  void aSizeThatCountsEveryoneTenTimes() {
    refused(
        "no number of patients",
        guarded(
            honest(),
            1,
            g -> {
              TreeMap<Integer, Long> ten = new TreeMap<>();
              g.sizes().get(0).releases().forEach((r, c) -> ten.put(r, 10 * c));
              Affine size = new Affine(0, new TreeMap<>(), ten);
              return new Guard(g.population(), List.of(size), g.complement(), g.variables());
            }));
  }

  @Test
  void aSizeOfOthers() {
    Plan plan = honest();
    Affine everybody = plan.cells().get(1).value();
    refused(
        "over patients that it is not over",
        guarded(
            plan, 0, g -> new Guard(g.population(), List.of(everybody), null, List.of("A", "B"))));
  }

  private static Affine affine(Map<Integer, Long> populations, Map<Integer, Long> releases) {
    return new Affine(0, new TreeMap<>(populations), new TreeMap<>(releases));
  }

  private static Plan sized(Plan plan, int cell, Affine... sizes) {
    return guarded(
        plan, cell, g -> new Guard(g.population(), List.of(sizes), g.complement(), g.variables()));
  }

  /** Each counts patients, of the cell's own variable and population. */
  @Test
  void aSizeThatIsNotOfTheCellsOwnPredicate() {
    Plan plan = honest();
    int everybody = plan.cells().get(1).guard().population();
    Map<Integer, Long> carriers = plan.cells().get(1).value().releases();
    Map<Integer, Long> fewer = new TreeMap<>();
    carriers.forEach((r, c) -> fewer.put(r, -c));
    for (Affine size :
        List.of(
            Affine.ZERO,
            affine(Map.of(everybody, 1L), Map.of()),
            affine(Map.of(everybody, 1L), fewer))) {
      refused("not that of what it counts", sized(plan, 1, size));
      if (!size.equals(Affine.ZERO)) {
        refused("not that of what it counts", sized(plan, 1, plan.cells().get(1).value(), size));
      }
    }
  }

  @Test
  void aSizeOfPartOfASum() {
    PlanSketch other = new PlanSketch(60).variant("A", 5, 20, 8);
    int copies = other.alleles("A", other.everybody());
    int het = other.het("A", other.everybody());
    Plan plan = other.plan();
    PlanAudit.require(plan, 4096, 5, List.of());
    refused("not that of what it counts", sized(plan, copies, plan.cells().get(het).value()));
  }

  /** Of two variants together the larger of the two is no size of those who carry both. */
  @Test
  void aSizeOfOneOfTwoConditions() {
    Plan plan = honest();
    Affine carriersOfB = plan.cells().get(1).value();
    refused("not that of what it counts", sized(plan, 3, plan.cells().get(3).value(), carriersOfB));
  }

  private static Plan there(Plan plan, int cell) {
    Rest.Row row = new Rest.Row(List.of(new Expr.Literal(1L, SqlType.BIGINT)), cell);
    return new Plan(
        plan.sql(),
        plan.dataset(),
        plan.scope(),
        plan.planes(),
        plan.populations(),
        plan.releases(),
        plan.cells(),
        new Rest.Table(List.of(new Column("there", SqlType.BIGINT)), List.of(row)),
        null);
  }

  /** A row that is there from the fourth carrier on would count them, in as many rows. */
  @Test
  void aRowThatIsThereByAThreshold() {
    Plan plan = honest();
    Affine carriers = plan.cells().get(1).value();
    int everybody = plan.cells().get(1).guard().population();
    Plan unsized =
        guarded(plan, 1, g -> new Guard(g.population(), List.of(), g.complement(), g.variables()));
    PlanAudit.require(there(unsized, 1), 4096, 5, List.of());
    Map<Integer, Long> fewer = new TreeMap<>();
    carriers.releases().forEach((r, c) -> fewer.put(r, -c));
    for (Affine threshold :
        List.of(
            new Affine(-3, carriers.populations(), carriers.releases()),
            new Affine(10, carriers.populations(), new TreeMap<>(fewer)),
            affine(Map.of(everybody, -1L), Map.of(0, 20L)))) {
      for (int minCell : new int[] {1, 5}) {
        Plan crafted = there(with(unsized, 1, c -> new Cell(threshold, c.guard())), 1);
        SealomeException e =
            assertThrows(
                SealomeException.class, () -> PlanAudit.require(crafted, 4096, minCell, List.of()));
        assertTrue(e.getMessage().contains("because of somebody"), e.getMessage());
      }
    }
  }

  @Test
  void aRangeThatPlanesDoNotHave() {
    Plan plan = honest();
    List<Polynomial> releases =
        plan.releases().stream()
            .map(
                p ->
                    new Polynomial(
                        p.terms().stream()
                            .map(t -> new Term(t.population(), t.factors(), t.lo(), 60_000))
                            .toList()))
            .toList();
    refused("release 0", with(plan, releases, plan.cells()));
  }
}
