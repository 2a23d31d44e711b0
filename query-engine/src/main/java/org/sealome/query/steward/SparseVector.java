// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.Map;
import java.util.Set;
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
    return plus((low & P) % P, ((high << 3) | (low >>> 61)) % P);
  }

  private static long inverse(long a) {
    if (a == 1) {
      return 1;
    }
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
  long first() {
    return entries.firstKey();
  }

  /** Where there are entries, ascending; a copy would be needed to change the vector meanwhile. */
  Set<Long> coordinates() {
    return entries.keySet();
  }

  SparseVector copy() {
    return new SparseVector(new TreeMap<>(entries));
  }

  /** Told of entries that come and go. */
  @FunctionalInterface
  interface Watcher {
    Watcher NONE = (coordinate, has) -> {};

    void changed(long coordinate, boolean has);
  }

  /** Adds the multiple of {@code row} that makes the entry at a coordinate, which both have, 0. */
  void clear(long at, SparseVector row, Watcher watcher) {
    long factor = times(P - entries.get(at), inverse(row.entries.get(at)));
    for (Map.Entry<Long, Long> e : row.entries.entrySet()) {
      long old = entries.getOrDefault(e.getKey(), 0L);
      long sum = plus(old, times(e.getValue(), factor));
      if (sum == 0) {
        entries.remove(e.getKey());
        watcher.changed(e.getKey(), false);
      } else {
        entries.put(e.getKey(), sum);
        if (old == 0) {
          watcher.changed(e.getKey(), true);
        }
      }
    }
  }

  /** Whether one is a multiple of the other; both are not zero. */
  boolean isParallelTo(SparseVector other) {
    if (entries.size() != other.entries.size() || first() != other.first()) {
      return false;
    }
    long mine = entries.firstEntry().getValue();
    long others = other.entries.firstEntry().getValue();
    for (Map.Entry<Long, Long> e : entries.entrySet()) {
      Long there = other.entries.get(e.getKey());
      if (there == null || times(e.getValue(), others) != times(there, mine)) {
        return false;
      }
    }
    return true;
  }
}
