// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Term;

/**
 * Sums of forms over populations, on their way to releases. What could reach the plaintext modulus
 * is cut into several releases, added up afterwards.
 */
final class ReleaseSum {
  /** The widest range of a release within a block: t − 1 with t = 65537. */
  private static final long MAX_WIDTH = 65_536;

  /** Fewer people's sum is not released for its range's sake: the steward would know them. */
  private static final long LEAST_PEOPLE = 64;

  private final PlanBuilder plan;

  private final TreeMap<Integer, Long> sizes = new TreeMap<>();
  private final List<Piece> pieces = new ArrayList<>();

  ReleaseSum(PlanBuilder plan) {
    this.plan = plan;
  }

  /** Adds the form of everybody in the population. */
  void add(int population, Form form) {
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
          new Piece(
              population,
              List.of(linearForm(linear, coefficient)),
              interval(range, coefficient, coefficient),
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
      range = interval(range, f.min(), f.max());
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
          new Piece(population, factors, alternatives.size() == 1 ? range : ownRange(factors), 1));
    }
  }

  /**
   * The pieces, each narrow enough for one release: those that are not lose their common factor,
   * then fall apart into monomials, then into sums over parts of the people.
   */
  private List<Piece> narrow() {
    List<Piece> out = new ArrayList<>(pieces.size());
    for (Piece whole : pieces) {
      Piece piece = whole.width(plan) <= MAX_WIDTH ? whole : primitive(whole);
      if (piece.width(plan) <= MAX_WIDTH) {
        out.add(piece);
      } else if (piece.people() >= LEAST_PEOPLE) {
        overParts(piece, out);
      } else {
        monomials(piece).forEach(m -> overParts(m, out));
      }
    }
    return out;
  }

  /** The same sum, one plane a factor; what has no plane is a public constant. */
  private List<Piece> monomials(Piece piece) {
    Map<List<Integer>, Long> terms = new LinkedHashMap<>();
    terms.put(List.of(), piece.scale());
    for (LinearForm f : piece.factors()) {
      Map<List<Integer>, Long> next = new LinkedHashMap<>();
      terms.forEach(
          (known, c) -> {
            if (f.constant() != 0) {
              next.merge(known, Math.multiplyExact(c, f.constant()), Math::addExact);
            }
            for (int i = 0; i < f.planes().size(); i++) {
              List<Integer> longer = new ArrayList<>(known);
              longer.add(f.planes().get(i));
              longer.sort(null);
              next.merge(longer, Math.multiplyExact(c, f.coefficients().get(i)), Math::addExact);
            }
          });
      terms = next;
    }
    List<Piece> out = new ArrayList<>();
    terms.forEach(
        (factors, c) -> {
          if (factors.isEmpty()) {
            constant(piece.population(), c);
          } else if (c != 0) {
            long[] range = {0, 1};
            for (int plane : factors) {
              range[1] = Math.multiplyExact(range[1], plan.planeMax(plane));
            }
            List<LinearForm> forms =
                factors.stream().map(f -> new LinearForm(0, List.of(f), List.of(1L))).toList();
            out.add(new Piece(piece.population(), forms, range, c));
          }
        });
    return out;
  }

  /** The piece over parts of its population, none of fewer people than the steward may see. */
  private void overParts(Piece piece, List<Piece> out) {
    if (piece.width(plan) <= MAX_WIDTH) {
      out.add(piece);
      return;
    }
    long each = piece.people();
    if (each < LEAST_PEOPLE) {
      throw new SealomeException(
          ErrorCode.PARAMETERS,
          "one patient's term may be up to "
              + piece.range()[1]
              + ", too much to be summed over enough patients at once",
          "sum smaller numbers: up to " + MAX_WIDTH / LEAST_PEOPLE + " a patient");
    }
    BitSet members = plan.slots(piece.population());
    long parts = Math.ceilDiv(members.cardinality(), each);
    long size = Math.ceilDiv(members.cardinality(), parts);
    BitSet part = new BitSet();
    for (int s = members.nextSetBit(0); s >= 0; s = members.nextSetBit(s + 1)) {
      part.set(s);
      if (part.cardinality() == size || members.nextSetBit(s + 1) < 0) {
        out.add(new Piece(plan.population(part), piece.factors(), piece.range(), piece.scale()));
        part = new BitSet();
      }
    }
  }

  /** The sum: constants from public sizes, everything else released. */
  Affine toAffine() {
    TreeMap<Integer, Long> released = new TreeMap<>();
    List<Piece> part = new ArrayList<>();
    long width = 0;
    for (Piece piece : narrow()) {
      long own = piece.width(plan);
      boolean sameScale = part.isEmpty() || part.get(0).scale() == piece.scale();
      if (!part.isEmpty() && (width + own > MAX_WIDTH || !sameScale)) {
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

  /**
   * {@code scale · [population] · Π factors}.
   *
   * @param range of the product a patient, without the scale
   * @param scale multiplied after release
   */
  private record Piece(int population, List<LinearForm> factors, long[] range, long scale) {
    long width(PlanBuilder plan) {
      return Math.multiplyExact(plan.fullestBlock(population), range[1] - range[0]);
    }

    /** How many people's sum fits one release. */
    long people() {
      return MAX_WIDTH / (range[1] - range[0]);
    }
  }

  /** The piece with what its first factor's numbers have in common taken out. */
  private static Piece primitive(Piece piece) {
    LinearForm first = piece.factors().get(0);
    long common = Math.abs(first.constant());
    for (long c : first.coefficients()) {
      common = gcd(common, Math.abs(c));
    }
    if (common <= 1) {
      return piece;
    }
    long divisor = common;
    List<LinearForm> factors = new ArrayList<>(piece.factors());
    factors.set(
        0,
        new LinearForm(
            first.constant() / divisor,
            first.planes(),
            first.coefficients().stream().map(c -> c / divisor).toList()));
    return new Piece(
        piece.population(),
        factors,
        new long[] {piece.range()[0] / divisor, piece.range()[1] / divisor},
        Math.multiplyExact(piece.scale(), divisor));
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private void release(List<Piece> part, Map<Integer, Long> released) {
    List<Term> terms = new ArrayList<>();
    Map<Integer, TreeMap<Integer, Long>> linear = new LinkedHashMap<>();
    Map<Integer, long[]> ranges = new HashMap<>();
    for (Piece p : part) {
      if (p.factors().size() > 1) {
        terms.add(new Term(p.population(), p.factors(), p.range()[0], p.range()[1]));
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
            long lo = ranges.get(population)[0] / scale;
            long hi = ranges.get(population)[1] / scale;
            terms.add(
                new Term(
                    population,
                    List.of(
                        new LinearForm(
                            0,
                            List.copyOf(sum.keySet()),
                            sum.values().stream().map(c -> c / scale).toList())),
                    Math.min(lo, hi),
                    Math.max(lo, hi)));
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
        gcd = gcd(gcd, Math.abs(c));
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
    return range * people > MAX_WIDTH && range * LEAST_PEOPLE > MAX_WIDTH;
  }

  /**
   * @param people whose values are summed; 0: it is a factor, to be given by one plane
   */
  private static Form inPlanes(StateFunction f, long people) {
    if (!(f.variable() instanceof EncryptedVariable.IntegerColumn)) {
      return Form.of(f);
    }
    boolean fits = Math.multiplyExact(people, Math.subtractExact(f.max(), f.min())) <= MAX_WIDTH;
    PlaneForm form = PlaneForms.of(f);
    boolean whole = form != null && fits && (people > 0 || form.pair() == null);
    return whole ? Form.of(f) : PlaneForms.bits(f);
  }

  private Piece pair(int population, long coefficient, PlaneForm.Pair pair) {
    long c = Math.multiplyExact(coefficient, pair.coefficient());
    return new Piece(
        population,
        List.of(
            new LinearForm(0, List.of(plan.plane(pair.first(), pair.planeMax())), List.of(c)),
            new LinearForm(0, List.of(plan.plane(pair.second(), pair.planeMax())), List.of(1L))),
        interval(new long[] {0, pair.max()}, c, c),
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

  private long[] ownRange(List<LinearForm> factors) {
    long[] range = {1, 1};
    for (LinearForm f : factors) {
      long lo = f.constant();
      long hi = f.constant();
      for (int i = 0; i < f.planes().size(); i++) {
        long end = Math.multiplyExact(f.coefficients().get(i), plan.planeMax(f.planes().get(i)));
        lo += Math.min(0, end);
        hi += Math.max(0, end);
      }
      range = interval(range, lo, hi);
    }
    return range;
  }

  private static long[] interval(long[] a, long lo, long hi) {
    long[] ends = {
      Math.multiplyExact(a[0], lo),
      Math.multiplyExact(a[0], hi),
      Math.multiplyExact(a[1], lo),
      Math.multiplyExact(a[1], hi)
    };
    java.util.Arrays.sort(ends);
    return new long[] {ends[0], ends[3]};
  }
}
