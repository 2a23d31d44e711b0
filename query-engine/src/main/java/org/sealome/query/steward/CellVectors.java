// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Term;

/**
 * Cells as vectors: a coordinate is a product of planes (a monomial) summed over an atom of the
 * statement's populations. What is public (the number of patients, counts of missing calls) is
 * divided out, so that two cells with the same vector tell the same about encrypted values.
 *
 * <p>Products of planes of one variable are simplified by what their names say ({@link PlaneName}).
 * Arithmetic is modulo 2⁶¹ − 1: a dependency over the rationals is one here too.
 */
final class CellVectors {
  /** More work than this is not worth a finer answer. */
  static final long WORK_LIMIT = 20_000_000;

  private final Plan plan;
  private final List<PlaneName> planes;
  private final int[][] atoms;
  private final Map<List<Integer>, Long> monomials = new HashMap<>();
  private long work;

  /**
   * @param used populations of all terms that will be asked for
   */
  CellVectors(Plan plan, List<PlaneName> planes, Populations populations, BitSet used) {
    this.plan = plan;
    this.planes = planes;
    this.atoms = populations.atoms(used);
  }

  /** Thrown where a component is too large to be worked out. */
  static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("too many products", null, false, false);
    }
  }

  SparseVector of(Affine value) throws TooLarge {
    TreeMap<Long, Long> entries = new TreeMap<>();
    for (Map.Entry<Integer, Long> e : value.releases().entrySet()) {
      Polynomial release = plan.releases().get(e.getKey());
      for (Term term : release.terms()) {
        add(entries, term, SparseVector.residue(e.getValue()));
      }
    }
    return SparseVector.of(entries);
  }

  /** A linear form over planes, summed over each atom. */
  List<SparseVector> onEachAtom(Map<Integer, Long> form) {
    return Arrays.stream(atoms)
        .filter(Objects::nonNull)
        .flatMapToInt(Arrays::stream)
        .distinct()
        .mapToObj(
            atom -> {
              TreeMap<Long, Long> entries = new TreeMap<>();
              form.forEach(
                  (plane, c) ->
                      entries.put(coordinate(List.of(plane), atom), SparseVector.residue(c)));
              return SparseVector.of(entries);
            })
        .toList();
  }

  private void add(TreeMap<Long, Long> entries, Term term, long scale) throws TooLarge {
    for (Map.Entry<List<Integer>, Long> e : expand(term).entrySet()) {
      List<Integer> monomial = e.getKey();
      if (monomial.isEmpty()
          || (monomial.size() == 1 && planes.get(monomial.get(0)).isCountOfMissing())) {
        continue;
      }
      long coefficient = SparseVector.times(e.getValue(), scale);
      for (int atom : atoms[term.population()]) {
        spend(1);
        entries.merge(coordinate(monomial, atom), coefficient, SparseVector::plus);
      }
    }
  }

  private Map<List<Integer>, Long> expand(Term term) throws TooLarge {
    Map<List<Integer>, Long> product = Map.of(List.of(), 1L);
    for (LinearForm factor : term.factors()) {
      Map<List<Integer>, Long> next = new HashMap<>();
      for (Map.Entry<List<Integer>, Long> e : product.entrySet()) {
        spend(1 + factor.planes().size());
        if (factor.constant() != 0) {
          long c = SparseVector.times(e.getValue(), SparseVector.residue(factor.constant()));
          next.merge(e.getKey(), c, SparseVector::plus);
        }
        for (int i = 0; i < factor.planes().size(); i++) {
          List<Integer> monomial = multiply(e.getKey(), factor.planes().get(i));
          if (monomial != null) {
            long c =
                SparseVector.times(
                    e.getValue(), SparseVector.residue(factor.coefficients().get(i)));
            next.merge(monomial, c, SparseVector::plus);
          }
        }
      }
      product = next;
    }
    return product;
  }

  /** Null: zero for every patient. */
  private List<Integer> multiply(List<Integer> monomial, int plane) {
    PlaneName name = planes.get(plane);
    List<Integer> out = new ArrayList<>(monomial.size() + 1);
    for (int other : monomial) {
      if (other == plane && name.isIndicator()) {
        return monomial;
      }
      PlaneName otherName = planes.get(other);
      if (other != plane && name.isDisjointFrom(otherName)) {
        return null;
      }
      if (name.isImpliedBy(otherName)) {
        return monomial;
      }
      if (!otherName.isImpliedBy(name)) {
        out.add(other);
      }
    }
    out.add(plane);
    out.sort(null);
    return List.copyOf(out);
  }

  private long coordinate(List<Integer> monomial, int atom) {
    return monomials.computeIfAbsent(monomial, m -> (long) monomials.size() << 32) | atom;
  }

  private void spend(long steps) throws TooLarge {
    work += steps;
    if (work > WORK_LIMIT) {
      throw new TooLarge();
    }
  }
}
