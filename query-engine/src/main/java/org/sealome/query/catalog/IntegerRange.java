// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

/**
 * The public range of an encrypted integer column: values lie in {@code [min, min + 2^bits)}. The
 * planes hold {@code value - min}; {@code bits} is the smallest that covers the cohort's values.
 */
public record IntegerRange(long min, int bits) {
  public IntegerRange {
    if (bits < 0 || bits > 30) {
      throw new IllegalArgumentException("an integer column has 0 to 30 bits");
    }
    Math.addExact(min, (1L << bits) - 1);
  }

  /** The largest value that the range allows; not necessarily one that occurs. */
  public long max() {
    return min + (1L << bits) - 1;
  }

  /** The range that covers {@code min..max}. */
  public static IntegerRange covering(long min, long max) {
    long width = Math.subtractExact(max, min);
    return new IntegerRange(min, width == 0 ? 0 : 64 - Long.numberOfLeadingZeros(width));
  }
}
