// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code constant + Σ c·|population ∧ consent| + Σ c·release}: an integer that follows from the
 * released ones and from what is public.
 *
 * @param populations coefficient by index into {@link Plan#populations()}
 * @param releases coefficient by index into {@link Plan#releases()}
 */
public record Affine(
    long constant, SortedMap<Integer, Long> populations, SortedMap<Integer, Long> releases) {

  public static final Affine ZERO = new Affine(0, new TreeMap<>(), new TreeMap<>());

  public Affine {
    populations = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(populations));
    releases = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(releases));
  }

  /** Whether no released integer is in it. */
  public boolean isPublic() {
    return releases.isEmpty();
  }

  /**
   * The value.
   *
   * @throws ArithmeticException where it does not fit a long
   */
  public long value(long[] populationSizes, long[] released) {
    long sum = constant;
    for (Map.Entry<Integer, Long> e : populations.entrySet()) {
      sum = Math.addExact(sum, Math.multiplyExact(e.getValue(), populationSizes[e.getKey()]));
    }
    for (Map.Entry<Integer, Long> e : releases.entrySet()) {
      sum = Math.addExact(sum, Math.multiplyExact(e.getValue(), released[e.getKey()]));
    }
    return sum;
  }
}
