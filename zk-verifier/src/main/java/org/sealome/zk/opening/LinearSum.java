// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.opening;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Term;

/**
 * An integer of a plan as a combination of sums of single planes: {@code constant + Σ
 * c·|population| + Σ c·Σ plane over population}.
 *
 * @param known the part that is public
 * @param planes coefficients, none zero
 */
public record LinearSum(Affine known, SortedMap<PlaneSum, Long> planes) {

  /**
   * The sum of a plane over a population's consenting patients.
   *
   * @param plane id
   * @param population index into {@link Plan#populations()}
   */
  public record PlaneSum(String plane, int population) implements Comparable<PlaneSum> {
    @Override
    public int compareTo(PlaneSum other) {
      int byPlane = plane.compareTo(other.plane);
      return byPlane != 0 ? byPlane : Integer.compare(population, other.population);
    }
  }

  public LinearSum {
    planes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(planes));
  }

  /**
   * A release.
   *
   * @throws IllegalArgumentException where it is of a degree above one
   * @throws ArithmeticException where a coefficient does not fit a long
   */
  public static LinearSum ofRelease(Plan plan, int release) {
    SortedMap<Integer, Long> one = new TreeMap<>(Map.of(release, 1L));
    return of(plan, new Affine(0, new TreeMap<>(), one));
  }

  /**
   * A cell: the releases in it are combined before anything is opened.
   *
   * @throws IllegalArgumentException where a release in it is of a degree above one
   * @throws ArithmeticException where a coefficient does not fit a long
   */
  public static LinearSum ofCell(Plan plan, int cell) {
    return of(plan, plan.cells().get(cell).value());
  }

  private static LinearSum of(Plan plan, Affine value) {
    SortedMap<Integer, Long> populations = new TreeMap<>(value.populations());
    SortedMap<PlaneSum, Long> planes = new TreeMap<>();
    value
        .releases()
        .forEach((r, times) -> add(plan, plan.releases().get(r), times, populations, planes));
    planes.values().removeIf(c -> c == 0);
    return new LinearSum(new Affine(value.constant(), populations, new TreeMap<>()), planes);
  }

  private static void add(
      Plan plan,
      Polynomial release,
      long times,
      Map<Integer, Long> populations,
      Map<PlaneSum, Long> planes) {
    if (release.degree() != 1) {
      throw new IllegalArgumentException("a product of planes is no sum of them");
    }
    for (Term term : release.terms()) {
      LinearForm form = term.factors().get(0);
      int population = term.population();
      if (form.constant() != 0) {
        populations.merge(population, Math.multiplyExact(times, form.constant()), Math::addExact);
      }
      for (int i = 0; i < form.planes().size(); i++) {
        planes.merge(
            new PlaneSum(plan.planes().get(form.planes().get(i)), population),
            Math.multiplyExact(times, form.coefficients().get(i)),
            Math::addExact);
      }
    }
  }

  /**
   * What the commitments to the planes open to where the whole is {@code value}.
   *
   * @param populationSizes number of consenting patients in each population
   * @throws ArithmeticException where it does not fit a long
   */
  public long committed(long value, long[] populationSizes) {
    return Math.subtractExact(value, known.value(populationSizes, new long[0]));
  }
}
