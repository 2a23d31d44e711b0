// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.Map;
import java.util.TreeMap;

/** A vector over the integers modulo 2⁶¹ − 1 of which only the non-zero entries are kept. */
final class SparseVector {
  private static final long P = (1L << 61) - 1;

  private final TreeMap<Long, Long> entries;

  private SparseVector(TreeMap<Long, Long> entries) {
    this.entries = entries;
  }

  /** Takes {@code entries} over; values in [0, 2⁶¹ − 1). */
  static SparseVector of(TreeMap<Long, Long> entries) {
    entries.values().removeIf(v -> v == 0);
    return new SparseVector(entries);
  }

  static long residue(long value) {
    return Math.floorMod(value, P);
  }

  static long plus(long a, long b) {
    long s = a + b;
    return s >= P ? s - P : s;
  }

  /** Both in [0, 2⁶¹ − 1); the product is below 2¹²², so that high·8 + (low ≫ 61) is below P. */
  static long times(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    return plus((low & P), ((high << 3) | (low >>> 61)) % P);
  }

  private static long inverse(long a) {
    long result = 1;
    long base = a;
    for (long e = P - 2; e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        result = times(result, base);
      }
      base = times(base, base);
    }
    return result;
  }

  boolean isZero() {
    return entries.isEmpty();
  }

  int size() {
    return entries.size();
  }

  /** The smallest coordinate with an entry. */
  long pivot() {
    return entries.firstKey();
  }

  boolean has(long coordinate) {
    return entries.containsKey(coordinate);
  }

  SparseVector copy() {
    return new SparseVector(new TreeMap<>(entries));
  }

  /** Scaled so that the entry at the pivot is 1. */
  SparseVector normalise() {
    long scale = inverse(entries.firstEntry().getValue());
    if (scale != 1) {
      entries.replaceAll((k, v) -> times(v, scale));
    }
    return this;
  }

  /** Subtracts the multiple of {@code row} (normalised) that clears this vector at its pivot. */
  void clear(SparseVector row) {
    Long at = entries.get(row.pivot());
    if (at == null) {
      return;
    }
    long factor = P - at;
    for (Map.Entry<Long, Long> e : row.entries.entrySet()) {
      long sum = plus(entries.getOrDefault(e.getKey(), 0L), times(e.getValue(), factor));
      if (sum == 0) {
        entries.remove(e.getKey());
      } else {
        entries.put(e.getKey(), sum);
      }
    }
  }

  /** The next coordinate after {@code coordinate} that has an entry, or null. */
  Long after(long coordinate) {
    return entries.higherKey(coordinate);
  }

  /** Whether both are the same; for normalised vectors: whether they are parallel. */
  boolean sameAs(SparseVector other) {
    return entries.equals(other.entries);
  }
}
