// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.sealome.zk.plan.LinearForm;

/** Intervals of what a release's term may be, as {@code {lo, hi}}. */
final class TermRange {
  private TermRange() {}

  /**
   * The range of a product whose planes are taken one by one: at least as wide as that of the
   * product itself, and never wider than what the steward derives from the same planes.
   *
   * @param planeMax a plane's largest value
   */
  static long[] of(List<LinearForm> factors, IntToLongFunction planeMax) {
    long[] range = {1, 1};
    for (LinearForm f : factors) {
      long lo = f.constant();
      long hi = f.constant();
      for (int i = 0; i < f.planes().size(); i++) {
        long end =
            Math.multiplyExact(f.coefficients().get(i), planeMax.applyAsLong(f.planes().get(i)));
        lo += Math.min(0, end);
        hi += Math.max(0, end);
      }
      range = product(range, lo, hi);
    }
    return range;
  }

  /** What lies in both; not empty where both are ranges of the same. */
  static long[] intersection(long[] a, long[] b) {
    return new long[] {Math.max(a[0], b[0]), Math.min(a[1], b[1])};
  }

  /** The range of a product of two. */
  static long[] product(long[] a, long lo, long hi) {
    long[] ends = {
      Math.multiplyExact(a[0], lo),
      Math.multiplyExact(a[0], hi),
      Math.multiplyExact(a[1], lo),
      Math.multiplyExact(a[1], hi)
    };
    Arrays.sort(ends);
    return new long[] {ends[0], ends[3]};
  }
}
