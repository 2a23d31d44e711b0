// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

/** The names of planes, as plans use them. */
public final class PlaneId {
  private PlaneId() {}

  /** Dosage is 1 (a haploid call of the ALT too). */
  public static String het(String variantId) {
    return variantId + "/HET";
  }

  /** Dosage is 2. */
  public static String hom(String variantId) {
    return variantId + "/HOM";
  }

  /** Not called; only where {@code has_missing}. */
  public static String missing(String variantId) {
    return variantId + "/MISSING";
  }

  /** Called, with ploidy 1; only where {@code has_haploid}. */
  public static String haploid(String variantId) {
    return variantId + "/HAPLOID";
  }

  /** The column's value is this category. */
  public static String category(String column, String category) {
    return column + "=" + category;
  }

  /** The value less the range's min, 0 where NULL; only where {@link #fitsOnePlane}. */
  public static String value(String column) {
    return column + "/VALUE";
  }

  /** The column's value is not NULL. */
  public static String present(String column) {
    return column + "/PRESENT";
  }

  /** Bit {@code bit} of the value less the range's min, bit 0 being the lowest; 0 where NULL. */
  public static String bit(String column, int bit) {
    return column + "/BIT" + bit;
  }

  /** A value plane is there for ranges of up to 16 bits; wider columns have bit planes only. */
  public static boolean fitsOnePlane(IntegerRange range) {
    return range.bits() <= 16;
  }
}
