// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.sealome.he.ParametersException;
import org.sealome.he.Profile;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Population;

/**
 * Turns the releases of a plan into circuits, and proves before anything is read that they can be
 * answered: every plane is there, the noise of every release keeps its flooding, the range of every
 * release within a block is narrower than t. Consent makes masks smaller, so what holds for a
 * population before consent holds after it.
 */
public final class PlanCompiler {
  /** Of the deepest releases, how many are tried under other profiles, for the hint. */
  private static final int TRIED = 64;

  private PlanCompiler() {}

  /** For an ingested dataset. See {@link #compile(Plan, EncryptedCohort)}. */
  public static CompiledPlan compile(Plan plan, Dataset dataset) {
    return compile(plan, new DatasetCohort(dataset));
  }

  /**
   * Compiles a plan that was not refused.
   *
   * @throws SealomeException PARAMETERS where the circuits do not fit the profile that the cohort
   *     is encrypted under; INTERNAL where the plan is not one for this cohort
   */
  public static CompiledPlan compile(Plan plan, EncryptedCohort cohort) {
    check(plan, cohort);
    Profile profile = cohort.profile();
    IntPredicate populated = p -> plan.populations().get(p).size() > 0;
    List<CompiledPlan.Batch> batches = new ArrayList<>();
    for (int[] releases : ReleaseBatches.of(plan, profile)) {
      try {
        ReleaseCircuit circuit = CircuitAssembly.assemble(plan, profile, releases, populated);
        if (circuit.circuit() != null) {
          batches.add(new CompiledPlan.Batch(releases, circuit));
        }
      } catch (ParametersException e) {
        throw tooNoisy(plan, profile, populated, e);
      }
    }
    return new CompiledPlan(plan, cohort, batches);
  }

  private static void check(Plan plan, EncryptedCohort cohort) {
    if (plan.refusal() != null) {
      throw new IllegalArgumentException("a refused plan has no circuits");
    }
    for (Population population : plan.populations()) {
      if (population.patients() != cohort.patients()) {
        throw foreign(
            "a population over "
                + population.patients()
                + " patients, the dataset has "
                + cohort.patients());
      }
    }
    for (String plane : plan.planes()) {
      if (!cohort.contains(plane)) {
        throw foreign("no plane " + plane);
      }
    }
    ConsentedPopulations everybody = everybody(plan, cohort);
    for (int i = 0; i < plan.releases().size(); i++) {
      for (int block = 0; block < cohort.blocks(); block++) {
        checkRange(plan, i, everybody, block);
      }
    }
  }

  private static void checkRange(Plan plan, int index, ConsentedPopulations sizes, int block) {
    IntUnaryOperator size = population -> sizes.size(population, block);
    Polynomial release = plan.releases().get(index);
    boolean fits;
    try {
      fits = ReleaseRange.of(release, size).isUnambiguous();
    } catch (ArithmeticException e) {
      fits = false;
    }
    if (!fits) {
      throw new SealomeException(
          ErrorCode.PARAMETERS,
          "release "
              + index
              + " may take more values in block "
              + block
              + " than the plaintext"
              + " modulus "
              + Profile.PLAIN_MODULUS
              + " can tell apart",
          "ask for fewer variants or a smaller population at once, and add up the answers");
    }
  }

  private static ConsentedPopulations everybody(Plan plan, EncryptedCohort cohort) {
    int slots = cohort.profile().slots();
    List<byte[]> pages = new ArrayList<>();
    byte[] page = new byte[slots / Byte.SIZE];
    Arrays.fill(page, (byte) -1);
    for (int block = 0; block < cohort.blocks(); block++) {
      pages.add(page);
    }
    return ConsentedPopulations.of(plan.populations(), pages, slots);
  }

  /** Names the deepest release that does not fit by itself, and what all of them would fit. */
  private static SealomeException tooNoisy(
      Plan plan, Profile profile, IntPredicate populated, ParametersException all) {
    int[] deepest =
        IntStream.range(0, plan.releases().size())
            .boxed()
            .sorted(Comparator.comparingInt(r -> -plan.releases().get(r).degree()))
            .mapToInt(Integer::intValue)
            .toArray();
    ParametersException cause = all;
    int degree = 0;
    for (int release : deepest) {
      try {
        CircuitAssembly.assemble(plan, profile, new int[] {release}, populated);
      } catch (ParametersException e) {
        cause = e;
        degree = plan.releases().get(release).degree();
        break;
      }
    }
    int depth = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(degree, 1) - 1);
    String what =
        degree > 1
            ? "a product of "
                + degree
                + " encrypted conditions, of multiplicative depth "
                + depth
                + ","
            : "this sum";
    int named = cause.getMessage().lastIndexOf("; ");
    String why = named < 0 ? cause.getMessage() : cause.getMessage().substring(0, named);
    Profile carrier =
        carrier(plan, profile, Arrays.copyOf(deepest, Math.min(TRIED, deepest.length)), populated);
    return new SealomeException(
        ErrorCode.PARAMETERS,
        what
            + " does not fit "
            + profile
            + ", which the dataset is encrypted under: "
            + why
            + (carrier == null
                ? "; no profile carries it"
                : "; profile " + carrier + " carries it"),
        carrier == null
            ? "ask for fewer conditions at once"
            : "ask for fewer conditions at once, or have the dataset ingested under --profile "
                + carrier,
        cause);
  }

  /** The first profile that would do for all of these releases, or null. */
  private static Profile carrier(
      Plan plan, Profile profile, int[] releases, IntPredicate populated) {
    for (Profile other : Profile.values()) {
      if (other.slots() >= profile.slots() && other != profile) {
        try {
          CircuitAssembly.assemble(plan, other, releases, populated);
          return other;
        } catch (ParametersException e) {
          continue; // nor does this one
        }
      }
    }
    return null;
  }

  private static SealomeException foreign(String why) {
    return new SealomeException(
        ErrorCode.INTERNAL, "the plan is not one for this dataset: " + why, null);
  }
}
