// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.List;

/**
 * What the engine holds of one patient only encrypted, with the few states that it can be in. Any
 * function of a variable is a vector over its states; the planes are indicators of some of them.
 */
public sealed interface EncryptedVariable {

  /** The variant id or the column's name. */
  String key();

  /** Number of states. */
  int states();

  /** The attribute's value in a state; null is NULL. */
  Object value(Attribute attribute, int state);

  /** Whether the variable is NULL in a state. */
  boolean missing(int state);

  /** What a query reads of a variable. */
  enum Attribute {
    DOSAGE,
    PLOIDY,
    VALUE
  }

  /**
   * One variant's call. States: 0/0, 0/1, 1/1, then not called where {@code canMiss}, then haploid
   * 0 and haploid 1 where {@code canBeHaploid}.
   *
   * @param index the variant's place in the panel
   */
  record Variant(int index, String id, String gene, boolean canMiss, boolean canBeHaploid)
      implements EncryptedVariable {

    @Override
    public String key() {
      return id;
    }

    @Override
    public int states() {
      return 3 + (canMiss ? 1 : 0) + (canBeHaploid ? 2 : 0);
    }

    @Override
    public boolean missing(int state) {
      return canMiss && state == 3;
    }

    /** State of a haploid call of {@code dosage} copies. */
    int haploid(int dosage) {
      return (canMiss ? 4 : 3) + dosage;
    }

    @Override
    public Object value(Attribute attribute, int state) {
      if (missing(state)) {
        return null;
      }
      boolean isHaploid = state > 2;
      return switch (attribute) {
        case DOSAGE -> (long) (isHaploid ? state - haploid(0) : state);
        case PLOIDY -> isHaploid ? 1L : 2L;
        case VALUE -> throw new IllegalArgumentException("a variant has dosage and ploidy");
      };
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Variant v && v.index == index;
    }

    @Override
    public int hashCode() {
      return index;
    }
  }

  /** An encrypted categorical column. States: the categories, then NULL. */
  record Category(String column, List<String> categories) implements EncryptedVariable {
    public Category {
      categories = List.copyOf(categories);
    }

    @Override
    public String key() {
      return column;
    }

    @Override
    public int states() {
      return categories.size() + 1;
    }

    @Override
    public boolean missing(int state) {
      return state == categories.size();
    }

    @Override
    public Object value(Attribute attribute, int state) {
      return missing(state) ? null : categories.get(state);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Category c && c.column.equals(column);
    }

    @Override
    public int hashCode() {
      return column.hashCode();
    }
  }

  /**
   * An encrypted integer column. States: {@code min … max}, then NULL.
   *
   * @param bits number of bit planes, of value − min
   */
  record IntegerColumn(String column, long min, long max, int bits) implements EncryptedVariable {
    @Override
    public String key() {
      return column;
    }

    @Override
    public int states() {
      return Math.toIntExact(max - min + 2);
    }

    @Override
    public boolean missing(int state) {
      return state == states() - 1;
    }

    @Override
    public Object value(Attribute attribute, int state) {
      return missing(state) ? null : (Object) (min + state);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof IntegerColumn c && c.column.equals(column);
    }

    @Override
    public int hashCode() {
      return column.hashCode();
    }
  }

  /**
   * A function of this variable as sums and products of planes: {@code constant + Σ linear + Σ
   * products}. A plane's name is its id in the store.
   *
   * @param function one value a state
   */
  default PlaneForm planes(long[] function) {
    return switch (this) {
      case Variant v -> variantPlanes(v, function);
      case Category c -> {
        List<PlaneForm.Weighted> linear = new ArrayList<>();
        long base = function[c.categories().size()];
        for (int i = 0; i < c.categories().size(); i++) {
          if (function[i] != base) {
            linear.add(
                new PlaneForm.Weighted(
                    c.column() + "=" + c.categories().get(i), function[i] - base));
          }
        }
        yield new PlaneForm(base, linear, null);
      }
      case IntegerColumn c -> integerPlanes(c, function);
    };
  }

  private static PlaneForm variantPlanes(Variant v, long[] f) {
    List<PlaneForm.Weighted> linear = new ArrayList<>();
    add(linear, v.id() + "/HET", f[1] - f[0]);
    add(linear, v.id() + "/HOM", f[2] - f[0]);
    if (v.canMiss()) {
      add(linear, v.id() + "/MISSING", f[3] - f[0]);
    }
    PlaneForm.Weighted both = null;
    if (v.canBeHaploid()) {
      long h0 = f[v.haploid(0)];
      long h1 = f[v.haploid(1)];
      add(linear, v.id() + "/HAPLOID", h0 - f[0]);
      // A haploid ALT call is HET and HAPLOID at once: what the two planes do not add up to.
      long rest = h1 - h0 - f[1] + f[0];
      if (rest != 0) {
        both = new PlaneForm.Weighted(v.id() + "/HET", rest);
      }
    }
    return new PlaneForm(
        f[0],
        linear,
        both == null
            ? null
            : new PlaneForm.Pair(both.plane(), v.id() + "/HAPLOID", both.coefficient()));
  }

  /** Affine functions of the value only (VALUE holds value − min); null where it is not one. */
  private static PlaneForm integerPlanes(IntegerColumn c, long[] f) {
    int n = f.length - 1;
    long slope = n > 1 ? f[1] - f[0] : 0;
    for (int i = 1; i < n; i++) {
      if (f[i] - f[i - 1] != slope) {
        return null;
      }
    }
    List<PlaneForm.Weighted> linear = new ArrayList<>();
    add(linear, c.column() + "/VALUE", slope);
    add(linear, c.column() + "/PRESENT", f[0] - f[n]);
    return new PlaneForm(f[n], linear, null);
  }

  private static void add(List<PlaneForm.Weighted> linear, String plane, long coefficient) {
    if (coefficient != 0) {
      linear.add(new PlaneForm.Weighted(plane, coefficient));
    }
  }
}
