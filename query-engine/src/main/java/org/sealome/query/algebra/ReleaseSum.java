// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Term;

/**
 * Sums of forms over populations, on their way to releases. What could reach the plaintext modulus
 * is cut into several releases ({@link PieceCutter}), added up afterwards.
 */
final class ReleaseSum {
  private final PlanBuilder plan;

  private final Map<Integer, List<Form>> forms = new LinkedHashMap<>();
  private final TreeMap<Integer, Long> sizes = new TreeMap<>();
  private final List<ReleasePiece> pieces = new ArrayList<>();

  ReleaseSum(PlanBuilder plan) {
    this.plan = plan;
  }

  /** Adds the form of everybody in the population. */
  void add(int population, Form form) {
    forms.computeIfAbsent(population, _ -> new ArrayList<>()).add(form);
  }

  /** The population's forms as one, so that nothing is released where they cancel. */
  private void cut(int population, Form form) {
    for (Form.Product product : inPlanes(form, plan.fullestBlock(population)).products()) {
      if (product.factors().isEmpty()) {
        constant(population, product.coefficient());
      } else if (product.factors().size() == 1) {
        single(population, product.coefficient(), product.factors().get(0));
      } else {
        many(population, product);
      }
    }
  }

  private void constant(int population, long value) {
    if (value != 0) {
      sizes.merge(population, value, Math::addExact);
    }
  }

  private void single(int population, long coefficient, StateFunction function) {
    PlaneForm form = PlaneForms.of(function);
    constant(population, Math.multiplyExact(coefficient, form.constant()));
    if (form.pair() != null) {
      pieces.add(pair(population, coefficient, form.pair()));
    }
    if (!form.linear().isEmpty()) {
      long[] range =
          form.pair() == null
              ? new long[] {
                Math.subtractExact(function.min(), form.constant()),
                Math.subtractExact(function.max(), form.constant())
              }
              : linearRange(form);
      PlaneForm linear = new PlaneForm(0, form.linear(), null);
      pieces.add(
          new ReleasePiece(
              population,
              List.of(linearForm(linear, coefficient)),
              TermRange.product(range, coefficient, coefficient),
              1));
    }
  }

  private void many(int population, Form.Product product) {
    // A factor that is not linear in its planes splits the product in two.
    List<List<LinearForm>> alternatives = new ArrayList<>();
    alternatives.add(new ArrayList<>());
    long[] range = {product.coefficient(), product.coefficient()};
    for (int i = 0; i < product.factors().size(); i++) {
      StateFunction f = product.factors().get(i);
      range = TermRange.product(range, f.min(), f.max());
      PlaneForm form = PlaneForms.of(f);
      long scale = i == 0 ? product.coefficient() : 1;
      List<List<LinearForm>> next = new ArrayList<>();
      for (List<LinearForm> before : alternatives) {
        if (!form.linear().isEmpty() || form.constant() != 0) {
          List<LinearForm> with = new ArrayList<>(before);
          with.add(linearForm(form, scale));
          next.add(with);
        }
        if (form.pair() != null) {
          List<LinearForm> with = new ArrayList<>(before);
          with.addAll(pair(population, scale, form.pair()).factors());
          next.add(with);
        }
      }
      alternatives = next;
    }
    for (List<LinearForm> factors : alternatives) {
      // Each alternative alone may leave the product's range: by its own factors then.
      pieces.add(
          new ReleasePiece(
              population,
              factors,
              alternatives.size() == 1 ? range : TermRange.of(factors, plan::planeMax),
              1));
    }
  }

  /** The sum: constants from public sizes, everything else released. */
  Affine toAffine() {
    forms.forEach((population, added) -> cut(population, Form.sum(added)));
    TreeMap<Integer, Long> released = new TreeMap<>();
    List<ReleasePiece> part = new ArrayList<>();
    long width = 0;
    for (ReleasePiece piece : new PieceCutter(plan, sizes).narrow(pieces)) {
      long own = piece.width(plan);
      boolean sameScale = part.isEmpty() || part.get(0).scale() == piece.scale();
      if (!part.isEmpty() && (width + own > ReleasePiece.MAX_WIDTH || !sameScale)) {
        release(part, released);
        part = new ArrayList<>();
        width = 0;
      }
      part.add(piece);
      width += own;
    }
    if (!part.isEmpty()) {
      release(part, released);
    }
    sizes.values().removeIf(c -> c == 0);
    return new Affine(0, sizes, released);
  }

  private void release(List<ReleasePiece> part, Map<Integer, Long> released) {
    List<Term> terms = new ArrayList<>();
    Map<Integer, TreeMap<Integer, Long>> linear = new LinkedHashMap<>();
    Map<Integer, long[]> ranges = new HashMap<>();
    for (ReleasePiece p : part) {
      if (p.factors().size() > 1) {
        terms.add(term(p.population(), p.factors(), p.range()[0], p.range()[1]));
        continue;
      }
      LinearForm form = p.factors().get(0);
      TreeMap<Integer, Long> sum = linear.computeIfAbsent(p.population(), _ -> new TreeMap<>());
      for (int i = 0; i < form.planes().size(); i++) {
        sum.merge(form.planes().get(i), form.coefficients().get(i), Math::addExact);
      }
      long[] range = ranges.computeIfAbsent(p.population(), _ -> new long[2]);
      range[0] += p.range()[0];
      range[1] += p.range()[1];
    }
    long scale = terms.isEmpty() ? commonFactor(linear) : 1;
    linear.forEach(
        (population, sum) -> {
          sum.values().removeIf(c -> c == 0);
          if (!sum.isEmpty()) {
            LinearForm form =
                new LinearForm(
                    0,
                    List.copyOf(sum.keySet()),
                    sum.values().stream().map(c -> c / scale).toList());
            long[] claimed = ranges.get(population);
            terms.add(term(population, List.of(form), claimed[0] / scale, claimed[1] / scale));
          }
        });
    if (!terms.isEmpty()) {
      // −a·b is released as a·b, which somebody else may have asked for.
      boolean negative = isNegative(terms.get(0));
      int index =
          plan.release(
              new Polynomial(negative ? terms.stream().map(ReleaseSum::negated).toList() : terms));
      released.merge(
          index,
          Math.multiplyExact(negative ? -scale : scale, part.get(0).scale()),
          Math::addExact);
    }
  }

  /**
   * The term with what the claimed ends and its planes' own have in common: summed up, pieces may
   * cancel.
   */
  private Term term(int population, List<LinearForm> factors, long end, long otherEnd) {
    long[] claimed = {Math.min(end, otherEnd), Math.max(end, otherEnd)};
    long[] range = TermRange.intersection(claimed, TermRange.of(factors, plan::planeMax));
    return new Term(population, factors, range[0], range[1]);
  }

  private static boolean isNegative(Term term) {
    LinearForm first = term.factors().get(0);
    return (first.constant() != 0 ? first.constant() : first.coefficients().get(0)) < 0;
  }

  private static Term negated(Term term) {
    List<LinearForm> factors = new ArrayList<>(term.factors());
    LinearForm first = factors.get(0);
    factors.set(
        0,
        new LinearForm(
            -first.constant(),
            first.planes(),
            first.coefficients().stream().map(c -> -c).toList()));
    return new Term(term.population(), factors, -term.hi(), -term.lo());
  }

  /** What all coefficients have in common, with the first one's sign: so that −HET is HET again. */
  private static long commonFactor(Map<Integer, TreeMap<Integer, Long>> linear) {
    long gcd = 0;
    long sign = 0;
    for (TreeMap<Integer, Long> sum : linear.values()) {
      for (long c : sum.values()) {
        sign = sign == 0 ? Long.signum(c) : sign;
        gcd = ReleasePiece.gcd(gcd, Math.abs(c));
      }
    }
    return gcd == 0 ? 1 : gcd * sign;
  }

  /**
   * The form over functions that planes give as they are. An integer column's value is one plane
   * where its sum cannot wrap around, else its bits, each released by itself.
   */
  private static Form inPlanes(Form form, long people) {
    Form out = Form.ZERO;
    for (Form.Product p : form.products()) {
      Form product = Form.constant(p.coefficient());
      long summed = p.factors().size() == 1 || isWide(p, people) ? people : 0;
      for (StateFunction f : p.factors()) {
        product = product.times(inPlanes(f, summed));
      }
      out = out.plus(product);
    }
    return out;
  }

  /** Whether the product's sum would have to be cut into sums over few people. */
  private static boolean isWide(Form.Product product, long people) {
    double range = Math.abs((double) product.coefficient());
    for (StateFunction f : product.factors()) {
      range *= Math.max(Math.abs((double) f.min()), Math.abs((double) f.max()));
    }
    return range * people > ReleasePiece.MAX_WIDTH
        && range * ReleasePiece.LEAST_PEOPLE > ReleasePiece.MAX_WIDTH;
  }

  /**
   * @param people whose values are summed; 0: it is a factor, to be given by one plane
   */
  private static Form inPlanes(StateFunction f, long people) {
    if (!(f.variable() instanceof EncryptedVariable.IntegerColumn)) {
      return Form.of(f);
    }
    boolean fits =
        Math.multiplyExact(people, Math.subtractExact(f.max(), f.min())) <= ReleasePiece.MAX_WIDTH;
    PlaneForm form = PlaneForms.of(f);
    boolean whole = form != null && fits && (people > 0 || form.pair() == null);
    return whole ? Form.of(f) : PlaneForms.bits(f);
  }

  private ReleasePiece pair(int population, long coefficient, PlaneForm.Pair pair) {
    long c = Math.multiplyExact(coefficient, pair.coefficient());
    return new ReleasePiece(
        population,
        List.of(
            new LinearForm(0, List.of(plan.plane(pair.first(), pair.planeMax())), List.of(c)),
            new LinearForm(0, List.of(plan.plane(pair.second(), pair.planeMax())), List.of(1L))),
        TermRange.product(new long[] {0, pair.max()}, c, c),
        1);
  }

  private LinearForm linearForm(PlaneForm form, long scale) {
    TreeMap<Integer, Long> sorted = new TreeMap<>();
    for (PlaneForm.Weighted w : form.linear()) {
      sorted.merge(
          plan.plane(w.plane(), w.max()),
          Math.multiplyExact(w.coefficient(), scale),
          Math::addExact);
    }
    return new LinearForm(
        Math.multiplyExact(form.constant(), scale),
        List.copyOf(sorted.keySet()),
        List.copyOf(sorted.values()));
  }

  /** Range of the linear planes alone. */
  private static long[] linearRange(PlaneForm form) {
    long[] range = {0, 0};
    for (PlaneForm.Weighted w : form.linear()) {
      long end = Math.multiplyExact(w.coefficient(), w.max());
      range[0] += Math.min(0, end);
      range[1] += Math.max(0, end);
    }
    return range;
  }
}
