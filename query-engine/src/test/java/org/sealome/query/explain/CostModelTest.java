// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sealome.he.Kernel;
import org.sealome.he.Profile;
import org.sealome.query.circuit.EncryptedCohort;
import org.sealome.query.circuit.PlanCompiler;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.Scope;
import org.sealome.zk.plan.Term;

/** Under prices that are powers of a thousand, a sum of nanoseconds reads like a receipt. */
class CostModelTest {
  private static final int PATIENTS = 100;
  private static final KernelCosts PRICES = new KernelCosts(prices(), 1_000_000_000L);

  private static Map<Kernel, Long> prices() {
    Map<Kernel, Long> prices = new EnumMap<>(Kernel.class);
    for (Kernel kernel : Kernel.values()) {
      prices.put(kernel, 1_000_000L + kernel.ordinal());
    }
    return prices;
  }

  private record Cohort(Profile profile, int patients) implements EncryptedCohort {
    @Override
    public boolean contains(String plane) {
      return true;
    }

    @Override
    public MemorySegment plane(String plane, int block) {
      throw new AssertionError("explaining reads no plane");
    }
  }

  private static LinearForm form(int from, int planes) {
    return new LinearForm(
        0,
        IntStream.range(from, from + planes).boxed().toList(),
        IntStream.range(0, planes).mapToObj(i -> 1L).toList());
  }

  private static Polynomial release(LinearForm... factors) {
    return new Polynomial(List.of(new Term(0, List.of(factors), 0, 1)));
  }

  private static Plan plan(int patients, List<Polynomial> releases) {
    return new Plan(
        "SELECT …",
        "test",
        Scope.UNSCOPED,
        IntStream.range(0, 40).mapToObj(i -> "p" + i).toList(),
        List.of(Population.all(patients)),
        releases,
        List.of(),
        new Rest.Table(List.of(), List.of()),
        null);
  }

  private static ExpectedTime time(Profile profile, int cores, int patients, Polynomial... r) {
    Plan plan = plan(patients, List.of(r));
    Cohort cohort = new Cohort(profile, patients);
    List<CircuitGraph> graphs =
        PlanCompiler.compile(plan, cohort).circuits().stream()
            .map(c -> new CircuitGraph(plan, c))
            .toList();
    return new CostModel(new Machine(profile, cores, "a", "b"), PRICES, 0)
        .time(graphs, cohort.blocks());
  }

  private static ExpectedTime time(Polynomial... releases) {
    return time(Profile.STANDARD, 1, PATIENTS, releases);
  }

  private static Map<String, Long> counts(ExpectedTime time, String part) {
    Map<String, Long> counts = new java.util.TreeMap<>();
    time.parts().stream()
        .filter(p -> p.name().equals(part))
        .flatMap(p -> p.items().stream())
        .forEach(i -> counts.put(i.kernel(), i.count()));
    return counts;
  }

  @Test
  void everyKernelOfACountIsCounted() {
    ExpectedTime time = time(release(form(0, 2)));
    assertEquals(Map.of("digest", 2L), counts(time, "digests"));
    assertEquals(Map.of("mask", 1L), counts(time, "masks"));
    assertEquals(
        Map.of("form", 1L, "form_plane", 2L, "release", 1L, "sample_memory", 1L),
        counts(time, "circuits"));
    assertEquals(Map.of("decrypt", 1L), counts(time, "steward"));
    assertEquals(
        time.parts().stream().mapToLong(ExpectedTime.Part::processor).sum(),
        time.wall(),
        "on one core what passes is what is worked");
  }

  @Test
  void aPlaneAsItIsIsNoForm() {
    assertEquals(
        Map.of("release", 1L, "sample_memory", 1L), counts(time(release(form(3, 1))), "circuits"));
  }

  @Test
  void aProductTakesItsPairsAndAZero() {
    assertEquals(
        Map.of(
            "form",
            2L,
            "form_plane",
            4L,
            "pair",
            4L,
            "release",
            1L,
            "component",
            1L,
            "sample_memory",
            2L,
            "zero",
            1L),
        counts(time(release(form(0, 2), form(2, 2))), "circuits"));
    assertEquals(
        Map.of("decrypt", 1L, "decrypt_component", 1L),
        counts(time(release(form(0, 2), form(2, 2))), "steward"));
  }

  @Test
  void fiveFactorsAreSwitchedBelowTheLastProduct() {
    Polynomial five = release(form(0, 1), form(1, 1), form(2, 1), form(3, 1), form(4, 1));
    Map<String, Long> counts = counts(time(Profile.DEEP, 1, PATIENTS, five), "circuits");
    assertEquals(3, counts.get("relinearise"));
    assertEquals(1, counts.get("zero"));
    assertEquals(16, counts.get("pair"));
  }

  @Test
  void morePlanesReleasesFactorsAndBlocksCostMore() {
    List<ExpectedTime> rising = new ArrayList<>();
    for (int planes = 1; planes <= 8; planes++) {
      rising.add(time(release(form(0, planes))));
    }
    rising.add(time(release(form(0, 8)), release(form(8, 8))));
    rising.add(time(release(form(0, 8)), release(form(0, 8), form(8, 8))));
    rising.add(
        time(Profile.STANDARD, 1, 20_000, release(form(0, 8)), release(form(0, 8), form(8, 8))));
    for (int i = 1; i < rising.size(); i++) {
      assertTrue(rising.get(i).wall() > rising.get(i - 1).wall(), "step " + i);
    }
  }

  @Test
  void coresHelpWhereThereIsWorkForThem() {
    Polynomial one = release(form(0, 1));
    assertEquals(
        time(Profile.STANDARD, 1, PATIENTS, one).wall(),
        time(Profile.STANDARD, 8, PATIENTS, one).wall());
    Polynomial[] many =
        IntStream.range(0, 32).mapToObj(i -> release(form(i, 1))).toArray(Polynomial[]::new);
    long alone = time(Profile.STANDARD, 1, PATIENTS, many).wall();
    long shared = time(Profile.STANDARD, 8, PATIENTS, many).wall();
    assertTrue(shared < alone && shared >= alone / 8, shared + " of " + alone);
  }

  @Test
  void zerosMadeWhileTheEntryIsMinedAreNotWaitedFor() {
    Plan plan = plan(PATIENTS, List.of(release(form(0, 1), form(1, 1))));
    Cohort cohort = new Cohort(Profile.STANDARD, PATIENTS);
    List<CircuitGraph> graphs =
        PlanCompiler.compile(plan, cohort).circuits().stream()
            .map(c -> new CircuitGraph(plan, c))
            .toList();
    Machine machine = new Machine(Profile.STANDARD, 1, "a", "b");
    ExpectedTime none = new CostModel(machine, PRICES, 0).time(graphs, 1);
    ExpectedTime ahead = new CostModel(machine, PRICES, 64).time(graphs, 1);
    assertEquals(0, none.ahead());
    assertEquals(PRICES.of(Kernel.ZERO), ahead.ahead());
    assertEquals(none.wall(), ahead.wall() + ahead.ahead());
    assertEquals(null, counts(ahead, "circuits").get("zero"));
  }
}
