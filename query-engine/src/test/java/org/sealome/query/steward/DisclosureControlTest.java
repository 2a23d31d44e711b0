// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.steward.DisclosureControl.Rule.COMPLEMENT;
import static org.sealome.query.steward.DisclosureControl.Rule.COMPLEMENTARY;
import static org.sealome.query.steward.DisclosureControl.Rule.POPULATION;
import static org.sealome.query.steward.DisclosureControl.Rule.REPETITION;
import static org.sealome.query.steward.DisclosureControl.Rule.SIZE;
import static org.sealome.query.steward.PlanSketch.range;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.Repetition;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.Cell;
import org.sealome.zk.plan.Guard;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.Scope;
import org.sealome.zk.plan.Term;

/** Min cell 5 over made-up cohorts of 100. */
class DisclosureControlTest {
  private static final DisclosurePolicy NO_MEMORY = new DisclosurePolicy(5, Repetition.OFF, false);

  private final PlanSketch sketch = new PlanSketch(100);
  private final BitSet all = sketch.everybody();

  private Map<Integer, DisclosureControl.Rule> decide() {
    return decide(all);
  }

  private Map<Integer, DisclosureControl.Rule> decide(BitSet consenting) {
    return new DisclosureControl(NO_MEMORY, List.of())
        .decide(
            sketch.plan(),
            Populations.of(sketch.plan(), consenting),
            sketch.released(consenting),
            null)
        .suppressed();
  }

  @Test
  void largeCellsLeave() {
    sketch.variant("v", 1, 30, 10);
    sketch.carriers("v", all);
    sketch.reference("v", all);
    sketch.alleles("v", all);
    sketch.missing("v", all);
    assertEquals(Map.of(), decide());
  }

  @Test
  void aCellOfOneToFourDoesNot() {
    for (int n = 1; n <= 4; n++) {
      PlanSketch s = new PlanSketch(100).variant("v", 0, n, 0);
      int cell = s.carriers("v", all);
      assertEquals(
          Map.of(cell, SIZE),
          new DisclosureControl(NO_MEMORY, List.of())
              .decide(s.plan(), Populations.of(s.plan(), all), s.released(all), null)
              .suppressed());
    }
  }

  @Test
  void aCellOfNobodyAndOneOfFiveLeave() {
    sketch.variant("none", 0, 0, 0).variant("five", 0, 5, 0);
    sketch.carriers("none", all);
    sketch.carriers("five", all);
    assertEquals(Map.of(), decide());
  }

  @Test
  void aCellThatLeavesOutFewIsSuppressed() {
    sketch.variant("v", 6, 3, 0);
    int reference = sketch.reference("v", all);
    assertEquals(Map.of(reference, COMPLEMENT), decide());
  }

  @Test
  void missingCallsAreNoComplement() {
    sketch.variant("v", 2, 0, 0);
    sketch.reference("v", all);
    sketch.missing("v", all);
    assertEquals(Map.of(), decide());
  }

  @Test
  void theSumOfFewCarriersIsSuppressed() {
    sketch.variant("v", 0, 0, 4);
    int sum = sketch.alleles("v", all);
    assertEquals(Map.of(sum, SIZE), decide());
  }

  @Test
  void aPopulationOfFewIsNone() {
    sketch.variant("v", 0, 50, 0);
    int cell = sketch.carriers("v", range(10, 14));
    int missing = sketch.missing("v", range(10, 14));
    assertEquals(Map.of(cell, POPULATION, missing, POPULATION), decide());
  }

  @Test
  void whatConsentLeavesOfAPopulationCounts() {
    sketch.variant("v", 0, 50, 0);
    int cell = sketch.carriers("v", range(0, 40));
    assertEquals(Map.of(), decide(range(20, 90)));
    assertEquals(Map.of(cell, POPULATION), decide(range(37, 90)));
    assertEquals(Map.of(), decide(range(40, 90)), "over nobody the answer is public");
  }

  @Test
  void twoVariantsAreAsLargeAsTheLarger() {
    sketch.variant("a", 0, 3, 0).variant("b", 0, 4, 0).variant("c", 0, 20, 0);
    int rare = sketch.alleles("a", "b", all);
    sketch.alleles("a", "c", all);
    assertEquals(Map.of(rare, SIZE), decide());
  }

  @Test
  void aHistogramLosesTheNextSmallestToo() {
    sketch.variant("v", 1, 30, 2);
    sketch.reference("v", all);
    int het = sketch.het("v", all);
    int hom = sketch.hom("v", all);
    assertEquals(Map.of(hom, SIZE, het, COMPLEMENTARY), decide());
  }

  @Test
  void twoSmallGroupsHideOneAnother() {
    sketch.variant("v", 0, 43, 0);
    sketch.carriers("v", range(0, 20));
    int small = sketch.carriers("v", range(40, 70));
    int other = sketch.carriers("v", range(20, 23));
    sketch.carriers("v", all);
    assertEquals(Map.of(small, SIZE, other, POPULATION), decide());
  }

  @Test
  void oneSmallGroupTakesTheNextWithItWhereTheTotalIsAsked() {
    sketch.variant("v", 0, 43, 0);
    int twenty = sketch.carriers("v", range(0, 20));
    sketch.carriers("v", range(20, 40));
    int three = sketch.carriers("v", range(40, 100));
    assertEquals(Map.of(three, SIZE), decide(), "without the total nothing follows");
    int total = sketch.carriers("v", all);
    Map<Integer, DisclosureControl.Rule> suppressed = decide();
    assertEquals(SIZE, suppressed.get(three));
    assertEquals(2, suppressed.size());
    assertTrue(!suppressed.containsKey(total) && !suppressed.containsKey(twenty));
  }

  @Test
  void aZeroGoesLast() {
    sketch.variant("v", 0, 43, 0);
    int forty = sketch.carriers("v", range(0, 40));
    int three = sketch.carriers("v", range(40, 70));
    int zero = sketch.carriers("v", range(70, 100));
    sketch.carriers("v", all);
    assertEquals(Map.of(three, SIZE, forty, COMPLEMENTARY), decide());
    assertTrue(!decide().containsKey(zero));
  }

  @Test
  void theAlleleSumGivesTheHomozygousAway() {
    sketch.variant("v", 0, 30, 3);
    sketch.alleles("v", all);
    int carriers = sketch.carriers("v", all);
    int hom = sketch.hom("v", all);
    // SUM(dosage) − carriers = HOM; both are of 33, the later one goes.
    assertEquals(Map.of(hom, SIZE, carriers, COMPLEMENTARY), decide());
  }

  @Test
  void aProductOfIndicatorsOfOneVariantIsNoNewVariable() {
    sketch.variant("v", 0, 3, 30);
    int twice = sketch.both("v", "v", all);
    sketch.hom("v", all);
    int het = sketch.het("v", all);
    Map<Integer, DisclosureControl.Rule> suppressed = decide();
    // (HET + HOM)² = HET + HOM, so carriers − HOM would give HET away.
    assertEquals(SIZE, suppressed.get(het));
    assertEquals(2, suppressed.size());
    assertTrue(!suppressed.containsKey(twice) || suppressed.get(twice) == COMPLEMENTARY);
  }

  @Test
  void theCategoriesOfAColumnAddUpToWhatIsPublic() {
    Plan plan = categories("case", "control", "other");
    BitSet slots = range(0, 100);
    long[] released = {3, 60, 30};
    Map<String, Long> values = Map.of("status=case", 1L, "status=control", 1L, "status=other", 1L);
    assertEquals(
        Map.of(0, SIZE, 2, COMPLEMENTARY),
        new DisclosureControl(NO_MEMORY, List.of(values))
            .decide(plan, Populations.of(plan, slots), released, null)
            .suppressed());
    Map<String, Long> more =
        Map.of("status=case", 1L, "status=control", 1L, "status=other", 1L, "status=x", 1L);
    assertEquals(
        Map.of(0, SIZE),
        new DisclosureControl(NO_MEMORY, List.of(more))
            .decide(plan, Populations.of(plan, slots), released, null)
            .suppressed(),
        "a category that is not asked for leaves the others open");
  }

  private static Plan categories(String... names) {
    List<Polynomial> releases = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    List<String> planes = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      planes.add("status=" + names[i]);
      LinearForm form = new LinearForm(0, List.of(i), List.of(1L));
      releases.add(new Polynomial(List.of(new Term(0, List.of(form), 0, 1))));
      Affine value = new Affine(0, new TreeMap<>(), new TreeMap<>(Map.of(i, 1L)));
      cells.add(new Cell(value, new Guard(0, List.of(value), null, List.of("status"))));
    }
    return new Plan(
        "SELECT",
        "sketch",
        Scope.UNSCOPED,
        planes,
        List.of(Population.all(100)),
        releases,
        cells,
        new Rest.Table(List.of(), List.of()),
        null);
  }

  @Test
  void otherVariantsDoNotSuffer() {
    sketch.variant("a", 0, 3, 0).variant("b", 0, 30, 0);
    int rare = sketch.carriers("a", all);
    sketch.carriers("b", all);
    sketch.reference("b", all);
    assertEquals(Map.of(rare, SIZE), decide());
  }

  @Test
  void aMinCellOfOneSwitchesEverythingOff() {
    sketch.variant("v", 0, 1, 1);
    sketch.carriers("v", range(0, 1));
    sketch.hom("v", all);
    DisclosureControl off = new DisclosureControl(DisclosurePolicy.ofMinCell(1), List.of());
    assertEquals(
        Map.of(),
        off.decide(sketch.plan(), Populations.of(sketch.plan(), all), sketch.released(all), null)
            .suppressed());
  }

  @Test
  void aPopulationLessOnePatientIsNoSecondQuestion(@TempDir Path folder) {
    sketch.variant("v", 0, 50, 0).variant("w", 0, 50, 0);
    int most = sketch.carriers("v", range(0, 60));
    int lessOne = sketch.carriers("v", range(1, 60));
    sketch.carriers("w", range(1, 60));
    sketch.carriers("v", range(5, 60));
    try (RepetitionMemory memory = RepetitionMemory.open(folder.resolve("r"), 5)) {
      DisclosureControl.Decision decision =
          new DisclosureControl(DisclosurePolicy.ofMinCell(5), List.of())
              .decide(
                  sketch.plan(), Populations.of(sketch.plan(), all), sketch.released(all), memory);
      // The last one differs by five from the first, and by four from one that was not answered.
      assertEquals(Map.of(lessOne, REPETITION), decision.suppressed());
      memory.commit(decision.answered());
    }
    assertEquals(0, most);
    try (RepetitionMemory memory = RepetitionMemory.open(folder.resolve("r"), 5)) {
      assertTrue(memory.isCloseToOlder(range(1, 60), List.of("v")));
      assertTrue(!memory.isCloseToOlder(range(0, 60), List.of("v")));
      assertTrue(memory.isCloseToOlder(range(0, 60), List.of("w")));
      assertTrue(!memory.isCloseToOlder(range(0, 60), List.of("x")));
    }
  }

  @Test
  void warnAnswersAndSaysSo(@TempDir Path folder) {
    sketch.variant("v", 0, 50, 0);
    sketch.carriers("v", range(0, 60));
    int lessOne = sketch.carriers("v", range(1, 60));
    try (RepetitionMemory memory = RepetitionMemory.open(folder.resolve("r"), 5)) {
      DisclosureControl.Decision decision =
          new DisclosureControl(new DisclosurePolicy(5, Repetition.WARN, false), List.of())
              .decide(
                  sketch.plan(), Populations.of(sketch.plan(), all), sketch.released(all), memory);
      assertEquals(Map.of(), decision.suppressed());
      assertEquals(List.of(lessOne), decision.repeated());
    }
  }
}
