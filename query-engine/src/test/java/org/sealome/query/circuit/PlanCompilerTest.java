// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.circuit.Plans.form;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sealome.he.Profile;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.Scope;
import org.sealome.zk.plan.Term;

/** What compiles, what is refused, and what is said of it: no keys, no ciphertexts. */
class PlanCompilerTest {
  private static final int PATIENTS = 2504;

  /** Planes p0 … p99 that nobody reads. */
  private record Shape(Profile profile, int patients) implements EncryptedCohort {
    @Override
    public boolean contains(String plane) {
      return plane.matches("p\\d\\d?");
    }

    @Override
    public MemorySegment plane(String plane, int block) {
      throw new AssertionError("compiling reads no plane");
    }
  }

  private static Plan plan(int patients, Polynomial... releases) {
    return new Plan(
        "SELECT …",
        "test",
        Scope.UNSCOPED,
        IntStream.range(0, 100).mapToObj(i -> "p" + i).toList(),
        List.of(Population.all(patients)),
        List.of(releases),
        List.of(),
        new Rest.Table(List.of(), List.of()),
        null);
  }

  private static Polynomial product(int factors) {
    LinearForm[] forms = new LinearForm[factors];
    for (int i = 0; i < factors; i++) {
      forms[i] = form(0, 2 * i, 1, 2 * i + 1, 1);
    }
    return new Polynomial(List.of(new Term(0, List.of(forms), 0, 1)));
  }

  private static CircuitDescription describe(Profile profile, Polynomial... releases) {
    return PlanCompiler.compile(plan(PATIENTS, releases), new Shape(profile, PATIENTS))
        .description();
  }

  @Test
  void aCountReadsItsPlanesOnceAndLeavesRoom() {
    CircuitDescription count = describe(Profile.STANDARD, product(1));
    assertEquals(2, count.planes());
    assertEquals(2, count.planeLoads());
    assertEquals(2 * Profile.STANDARD.planeBytes(), count.bytesRead());
    assertEquals(1, count.degree());
    assertTrue(count.floodBits() >= 32);
    assertEquals("m·L(2)", count.shapes().getFirst().formula());
  }

  @Test
  void releasesOverTheSamePlanesShareLoadsAndProducts() {
    Polynomial and = product(2);
    CircuitDescription one = describe(Profile.STANDARD, and);
    CircuitDescription three = describe(Profile.STANDARD, and, and, product(1));
    assertEquals(one.planes(), three.planes());
    assertEquals(one.planeLoads(), three.planeLoads());
    // load/linear and mul nodes are shared; a release has its mask, zero and release only.
    assertTrue(three.nodes() <= one.nodes() + 3 + 2, one.nodes() + " then " + three.nodes());
    assertEquals(2, three.shapes().size());
    assertEquals(2, three.shapes().getFirst().count() + three.shapes().getLast().count() - 1);
  }

  @Test
  void whatDoesNotFitNamesTheProfileThatCarriesIt() {
    refusedUnder(Profile.SMALL, 2, "STANDARD");
    refusedUnder(Profile.STANDARD, 4, "WIDE");
    refusedUnder(Profile.WIDE, 8, "DEEP");
    assertEquals(4, describe(Profile.WIDE, product(4)).degree());
    assertTrue(describe(Profile.DEEP, product(8)).remainingBits() >= 0);
  }

  @Test
  void aShortProductAndALongOneOfTheSameFactorsGoTogether() {
    for (int factors : new int[] {5, 6, 7, 8}) {
      CircuitDescription both =
          describe(Profile.DEEP, product(3), product(4), product(factors), product(3));
      assertEquals(4, both.releases());
      assertTrue(both.remainingBits() >= 0);
    }
  }

  private static void refusedUnder(Profile profile, int factors, String carrier) {
    SealomeException refused =
        assertThrows(SealomeException.class, () -> describe(profile, product(1), product(factors)));
    assertEquals(ErrorCode.PARAMETERS, refused.code());
    assertTrue(refused.getMessage().contains(carrier), refused.getMessage());
    assertTrue(refused.getMessage().contains(factors + " encrypted"), refused.getMessage());
  }

  @Test
  void aPlanForAnotherDatasetIsAFault() {
    assertFault(plan(PATIENTS + 1, product(1)));
    LinearForm none = form(1);
    assertFault(plan(PATIENTS, new Polynomial(List.of(new Term(0, List.of(none), 1, 1)))));
    Plan missing =
        new Plan(
            "SELECT …",
            "test",
            Scope.UNSCOPED,
            List.of("1-2-A-C/HET"),
            List.of(Population.all(PATIENTS)),
            List.of(),
            List.of(),
            new Rest.Table(List.of(), List.of()),
            null);
    assertFault(missing);
  }

  private static void assertFault(Plan plan) {
    SealomeException fault =
        assertThrows(
            SealomeException.class,
            () -> PlanCompiler.compile(plan, new Shape(Profile.STANDARD, PATIENTS)));
    assertEquals(ErrorCode.INTERNAL, fault.code());
  }

  @Test
  void aRefusedPlanHasNoCircuits() {
    Plan refused = Plan.refused("SELECT …", "test", "privacy");
    assertThrows(
        IllegalArgumentException.class,
        () -> PlanCompiler.compile(refused, new Shape(Profile.STANDARD, PATIENTS)));
  }

  @Test
  void aPlanWithoutReleasesIsEmpty() {
    CircuitDescription nothing = describe(Profile.STANDARD);
    assertEquals(0, nothing.circuits());
    assertEquals(0, nothing.bytesRead());
  }

  @Test
  void rangesAreThoseOfABlock() {
    // 2·5,000 < t a block of 4,096; over all 40,000 patients the sum may well pass t.
    Polynomial dosage = new Polynomial(List.of(new Term(0, List.of(form(0, 0, 1, 1, 2)), 0, 2)));
    Shape cohort = new Shape(Profile.SMALL, 40_000);
    assertEquals(10, PlanCompiler.compile(plan(40_000, dosage), cohort).description().blocks());
    Polynomial wide = new Polynomial(List.of(new Term(0, List.of(form(0, 0, 17)), 0, 17)));
    SealomeException refused =
        assertThrows(
            SealomeException.class, () -> PlanCompiler.compile(plan(40_000, wide), cohort));
    assertEquals(ErrorCode.PARAMETERS, refused.code());
  }

  @Test
  void batchesCoverEveryReleaseOnce() {
    List<Polynomial> releases = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      releases.add(new Polynomial(List.of(new Term(0, List.of(form(0, (i * 37) % 100, 1)), 0, 1))));
    }
    Plan plan = plan(PATIENTS, releases.toArray(Polynomial[]::new));
    List<int[]> batches = ReleaseBatches.of(plan, Profile.STANDARD);
    int[] all = batches.stream().flatMapToInt(IntStream::of).sorted().toArray();
    assertEquals(3000, IntStream.of(all).distinct().count());
    assertEquals(3000, all.length);
    // Ordered by plane: each plane is in as few circuits as its releases need.
    CircuitDescription description =
        describe(Profile.STANDARD, releases.toArray(Polynomial[]::new));
    assertTrue(description.planeLoads() < 100 + description.circuits());
  }
}
