// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.circuit.Plans.form;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sealome.he.Profile;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.Term;

/** Decrypted sums equal plaintext arithmetic, through real circuits and real keys. */
class CompiledPlanTest {

  @Property(seed = "11", tries = 12)
  void linearReleasesOverSeveralSmallBlocks(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9_000) int patients,
      @ForAll @DoubleRange(min = 0, max = 1) double consenting) {
    checkRandomPlan(Profile.SMALL, seed, patients, consenting, 1);
  }

  @Property(seed = "12", tries = 12)
  void productsOfTwoUnderStandard(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9_000) int patients,
      @ForAll @DoubleRange(min = 0, max = 1) double consenting) {
    checkRandomPlan(Profile.STANDARD, seed, patients, consenting, 2);
  }

  @Property(seed = "13", tries = 3)
  void productsOfFourUnderWide(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9_000) int patients,
      @ForAll @DoubleRange(min = 0, max = 1) double consenting) {
    checkRandomPlan(Profile.WIDE, seed, patients, consenting, 4);
  }

  @Property(seed = "14", tries = 2)
  void productsOfEightUnderDeep(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double consenting) {
    checkRandomPlan(Profile.DEEP, seed, 400, consenting, 8);
  }

  private static void checkRandomPlan(
      Profile profile, long seed, int patients, double consenting, int degree) {
    Random random = new Random(seed);
    try (PlainCohort cohort = new PlainCohort(profile, patients, random, 1, 1, 1, 1, 2)) {
      List<Population> populations = new ArrayList<>();
      for (double share : new double[] {1, 0.5, 0.01, 0}) {
        populations.add(Population.of(patients, Plans.slots(random, patients, share)));
      }
      List<Polynomial> releases = new ArrayList<>();
      while (releases.size() < 12) {
        Polynomial release = randomRelease(cohort, random, populations.size(), degree);
        int block = Math.min(patients, profile.slots());
        if (ReleaseRange.of(release, p -> block).isUnambiguous()) {
          releases.add(release);
        }
      }
      check(
          cohort,
          Plans.of(cohort, populations, releases),
          Plans.slots(random, patients, consenting));
    }
  }

  private static Polynomial randomRelease(
      PlainCohort cohort, Random random, int populations, int degree) {
    List<Term> terms = new ArrayList<>();
    for (int t = 1 + random.nextInt(3); t > 0; t--) {
      LinearForm[] factors = new LinearForm[1 + random.nextInt(degree)];
      for (int i = 0; i < factors.length; i++) {
        long constant = factors.length == 1 ? 0 : random.nextInt(3) - 1;
        int plane = random.nextInt(4);
        factors[i] =
            form(constant, plane, random.nextBoolean() ? 1 : -1, 4, random.nextBoolean() ? 1 : -1);
        if (random.nextBoolean()) {
          factors[i] = form(constant, plane, random.nextBoolean() ? 1 : -1);
        }
      }
      terms.add(cohort.term(random.nextInt(populations), factors));
    }
    return new Polynomial(terms);
  }

  private static void check(PlainCohort cohort, Plan plan, BitSet consent) {
    long[] expected =
        plan.releases().stream().mapToLong(r -> cohort.expected(plan, r, consent)).toArray();
    assertArrayEquals(
        expected, Decryption.answers(PlanCompiler.compile(plan, cohort), cohort, consent));
  }

  private static BitSet everybody(int patients) {
    return Population.all(patients).slots();
  }

  @Test
  void constantsOfProductsCountMaskedSlotsOnly() {
    int patients = 1000;
    try (PlainCohort cohort = new PlainCohort(Profile.STANDARD, patients, new Random(1), 1, 1)) {
      Polynomial neither = new Polynomial(List.of(cohort.term(0, form(1, 0, -1), form(1, 1, -1))));
      Plan plan = Plans.of(cohort, List.of(Population.all(patients)), List.of(neither));
      check(cohort, plan, everybody(patients));
    }
  }

  @Test
  void constantFactorsAreScales() {
    int patients = 100;
    try (PlainCohort cohort = new PlainCohort(Profile.STANDARD, patients, new Random(2), 1, 1)) {
      Polynomial scaled =
          new Polynomial(
              List.of(
                  cohort.term(0, form(-3), form(0, 0, 1), form(0, 1, 1)),
                  cohort.term(0, form(2), form(0, 1, 1)),
                  cohort.term(0, form(5), form(1))));
      check(
          cohort,
          Plans.of(cohort, List.of(Population.all(patients)), List.of(scaled)),
          everybody(patients));
    }
  }

  @Test
  void termsThatCancelAreReleasedAsZero() {
    int patients = 10;
    try (PlainCohort cohort = new PlainCohort(Profile.SMALL, patients, new Random(9), 1)) {
      Polynomial nothing =
          new Polynomial(List.of(cohort.term(0, form(0, 0, 1)), cohort.term(0, form(0, 0, -1))));
      check(
          cohort,
          Plans.of(cohort, List.of(Population.all(patients)), List.of(nothing)),
          everybody(patients));
    }
  }

  @Test
  void aRangeOfExactlyTValuesIsExactAtBothEnds() {
    int patients = 256;
    try (PlainCohort cohort = new PlainCohort(Profile.SMALL, patients, new Random(3), 1)) {
      Population all = Population.all(patients);
      Plan plan =
          Plans.of(
              cohort,
              List.of(all),
              List.of(
                  new Polynomial(List.of(cohort.term(0, form(0, 0, 256)))),
                  new Polynomial(List.of(cohort.term(0, form(0, 0, -256))))));
      check(cohort, plan, everybody(patients));
      Plan beyond =
          Plans.of(
              cohort,
              List.of(all),
              List.of(new Polynomial(List.of(cohort.term(0, form(0, 0, 257))))));
      SealomeException refused =
          assertThrows(SealomeException.class, () -> PlanCompiler.compile(beyond, cohort));
      assertEquals(ErrorCode.PARAMETERS, refused.code());
    }
  }

  @Test
  void manyReleasesComeInSeveralBatches() {
    int patients = 5000;
    try (PlainCohort cohort =
        new PlainCohort(Profile.SMALL, patients, new Random(4), 1, 1, 1, 1, 1, 1)) {
      Random random = new Random(5);
      List<Population> populations = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        populations.add(Population.of(patients, Plans.slots(random, patients, 0.01 * (i % 7))));
      }
      List<Polynomial> releases = new ArrayList<>();
      for (int i = 0; i < 1100; i++) {
        releases.add(new Polynomial(List.of(cohort.term(i % 200, form(0, i % 6, 1 + i % 3)))));
      }
      Plan plan = Plans.of(cohort, populations, releases);
      check(cohort, plan, Plans.slots(random, patients, 0.9));
      CircuitDescription description = PlanCompiler.compile(plan, cohort).description();
      assertTrue(description.circuits() > 1);
      assertEquals(6, description.planes());
    }
  }

  @Test
  void noConsentNoSample() {
    try (PlainCohort cohort = new PlainCohort(Profile.SMALL, 50, new Random(6), 1)) {
      Plan plan = count(cohort);
      assertArrayEquals(
          new long[] {0},
          Decryption.answers(PlanCompiler.compile(plan, cohort), cohort, new BitSet()));
    }
  }

  private static Plan count(PlainCohort cohort) {
    return Plans.of(
        cohort,
        List.of(Population.all(cohort.patients())),
        List.of(new Polynomial(List.of(cohort.term(0, form(0, 0, 1))))));
  }

  @Test
  void whatTheSinkThrowsComesOut() {
    try (PlainCohort cohort = new PlainCohort(Profile.SMALL, 50, new Random(7), 1)) {
      CompiledPlan compiled = PlanCompiler.compile(count(cohort), cohort);
      SealomeException thrown = new SealomeException(ErrorCode.INTEGRITY, "out of range", null);
      SealomeException caught =
          assertThrows(
              SealomeException.class,
              () ->
                  compiled.evaluate(
                      TestKeys.of(Profile.SMALL).engine(),
                      Decryption.consent(cohort, everybody(50)),
                      Decryption.QUERY,
                      batch -> {
                        throw thrown;
                      }));
      assertSame(thrown, caught);
    }
  }

  @Test
  void anInterruptEndsTheEvaluation() {
    try (PlainCohort cohort = new PlainCohort(Profile.SMALL, 50, new Random(8), 1)) {
      CompiledPlan compiled = PlanCompiler.compile(count(cohort), cohort);
      Thread.currentThread().interrupt();
      assertThrows(
          CancellationException.class,
          () ->
              compiled.evaluate(
                  TestKeys.of(Profile.SMALL).engine(),
                  Decryption.consent(cohort, everybody(50)),
                  Decryption.QUERY,
                  batch -> {}));
      assertTrue(Thread.interrupted());
    }
  }
}
