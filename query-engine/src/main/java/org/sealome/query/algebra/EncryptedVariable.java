// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

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

  /** A plane of zeros and ones by itself. States: 0, 1; never NULL. */
  record Indicator(String plane) implements EncryptedVariable {
    @Override
    public String key() {
      return plane;
    }

    @Override
    public int states() {
      return 2;
    }

    @Override
    public boolean missing(int state) {
      return false;
    }

    @Override
    public Object value(Attribute attribute, int state) {
      return (long) state;
    }
  }
}
