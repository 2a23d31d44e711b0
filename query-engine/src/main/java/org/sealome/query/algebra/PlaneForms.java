// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.List;
import org.sealome.query.algebra.EncryptedVariable.Category;
import org.sealome.query.algebra.EncryptedVariable.Indicator;
import org.sealome.query.algebra.EncryptedVariable.IntegerColumn;
import org.sealome.query.algebra.EncryptedVariable.Variant;
import org.sealome.query.algebra.PlaneForm.Pair;
import org.sealome.query.algebra.PlaneForm.Weighted;

/** Functions of one variable over the planes that the store has of it. */
final class PlaneForms {
  private PlaneForms() {}

  /** The function over planes, or null where it is not a small polynomial in them. */
  static PlaneForm of(StateFunction function) {
    long[] f = function.values();
    return switch (function.variable()) {
      case Variant v -> variant(v, f);
      case Category c -> category(c, f);
      case IntegerColumn c -> integer(c, f);
      case Indicator i -> {
        List<Weighted> linear = new ArrayList<>();
        add(linear, i.plane(), f[1] - f[0], 1);
        yield new PlaneForm(f[0], linear, null);
      }
    };
  }

  private static PlaneForm variant(Variant v, long[] f) {
    List<Weighted> linear = new ArrayList<>();
    add(linear, v.id() + "/HET", f[1] - f[0], 1);
    add(linear, v.id() + "/HOM", f[2] - f[0], 1);
    if (v.canMiss()) {
      add(linear, v.id() + "/MISSING", f[3] - f[0], 1);
    }
    Pair pair = null;
    if (v.canBeHaploid()) {
      long h0 = f[v.haploid(0)];
      long h1 = f[v.haploid(1)];
      add(linear, v.id() + "/HAPLOID", h0 - f[0], 1);
      // A haploid ALT call is HET and HAPLOID at once: what the two planes do not add up to.
      long rest = h1 - h0 - f[1] + f[0];
      if (rest != 0) {
        pair = new Pair(v.id() + "/HET", v.id() + "/HAPLOID", rest, 1);
      }
    }
    return new PlaneForm(f[0], linear, pair);
  }

  private static PlaneForm category(Category c, long[] f) {
    List<Weighted> linear = new ArrayList<>();
    long base = f[c.categories().size()];
    for (int i = 0; i < c.categories().size(); i++) {
      add(linear, c.column() + "=" + c.categories().get(i), f[i] - base, 1);
    }
    return new PlaneForm(base, linear, null);
  }

  /** Polynomials of degree two at most in the value; VALUE holds value − min, 0 where NULL. */
  private static PlaneForm integer(IntegerColumn c, long[] f) {
    int n = f.length - 1;
    long top = n - 1;
    long square = n > 2 ? f[2] - 2 * f[1] + f[0] : 0;
    if (square % 2 != 0) {
      return null;
    }
    square /= 2;
    long slope = n > 1 ? f[1] - f[0] - square : 0;
    for (long u = 0; u < n; u++) {
      if (f[(int) u] != f[0] + slope * u + square * u * u) {
        return null;
      }
    }
    List<Weighted> linear = new ArrayList<>();
    add(linear, c.column() + "/VALUE", slope, top);
    add(linear, c.column() + "/PRESENT", f[0] - f[n], 1);
    String value = c.column() + "/VALUE";
    return new PlaneForm(f[n], linear, square == 0 ? null : new Pair(value, value, square, top));
  }

  /**
   * Any function of an integer column over its bits: {@code f(NULL) + (f(min) − f(NULL))·PRESENT +
   * h(bits)} with {@code h(0) = 0}, for the bits are all 0 where the value is NULL.
   */
  static Form bits(StateFunction function) {
    IntegerColumn c = (IntegerColumn) function.variable();
    long[] f = function.values();
    int n = f.length - 1;
    List<StateClasses> bits = new ArrayList<>();
    for (int b = c.bits() - 1; b >= 0; b--) {
      bits.add(StateClasses.apart(new Indicator(c.column() + "/BIT" + b)));
    }
    long[] h = new long[n];
    for (int u = 0; u < n; u++) {
      h[u] = f[u] - f[0];
    }
    Form present =
        Form.of(new StateFunction(new Indicator(c.column() + "/PRESENT"), new long[] {f[n], f[0]}));
    return present.plus(Decomposition.of(bits, h));
  }

  private static void add(List<Weighted> linear, String plane, long coefficient, long max) {
    if (coefficient != 0) {
      linear.add(new Weighted(plane, coefficient, max));
    }
  }
}
