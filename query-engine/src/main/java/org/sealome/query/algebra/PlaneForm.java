// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.List;

/**
 * A function of one variable over its planes.
 *
 * @param pair a product of two planes of the variable, or null
 */
public record PlaneForm(long constant, List<Weighted> linear, Pair pair) {
  public PlaneForm {
    linear = List.copyOf(linear);
  }

  /**
   * {@code coefficient · plane}.
   *
   * @param max the plane's largest value; 1 for an indicator
   */
  public record Weighted(String plane, long coefficient, long max) {}

  /**
   * {@code coefficient · first · second}.
   *
   * @param planeMax the largest value of each of the two planes
   */
  public record Pair(String first, String second, long coefficient, long planeMax) {
    /** The largest value of the product of the planes. */
    long max() {
      return Math.multiplyExact(planeMax, planeMax);
    }
  }
}
