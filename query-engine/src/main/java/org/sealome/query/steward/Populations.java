// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Population;

/** The populations of a plan after consent: who is behind its aggregates. Not to be modified. */
final class Populations {
  private final List<BitSet> slots;
  private final long[] sizes;
  private final Map<BitSet, int[][]> atoms = new HashMap<>();

  private Populations(List<BitSet> slots) {
    this.slots = slots;
    this.sizes = slots.stream().mapToLong(BitSet::cardinality).toArray();
  }

  static Populations of(Plan plan, BitSet consenting) {
    List<BitSet> slots = new ArrayList<>(plan.populations().size());
    for (Population p : plan.populations()) {
      BitSet s = p.slots();
      s.and(consenting);
      slots.add(s);
    }
    return new Populations(slots);
  }

  int count() {
    return sizes.length;
  }

  BitSet slots(int population) {
    return slots.get(population);
  }

  long size(int population) {
    return sizes[population];
  }

  /** A copy. */
  long[] sizes() {
    return sizes.clone();
  }

  /**
   * The coarsest partition of the patients in {@code used} of which every one of them is a union.
   *
   * @return for each population in {@code used} the parts that it is made of; null otherwise. Not
   *     to be modified
   */
  int[][] atoms(BitSet used) {
    return atoms.computeIfAbsent((BitSet) used.clone(), this::split);
  }

  private int[][] split(BitSet used) {
    int[] atomOf = new int[slots.stream().mapToInt(BitSet::length).max().orElse(0)];
    int next = 1;
    for (int p = used.nextSetBit(0); p >= 0; p = used.nextSetBit(p + 1)) {
      Map<Integer, Integer> split = new HashMap<>();
      BitSet s = slots.get(p);
      for (int i = s.nextSetBit(0); i >= 0; i = s.nextSetBit(i + 1)) {
        Integer renamed = split.get(atomOf[i]);
        if (renamed == null) {
          renamed = next++;
          split.put(atomOf[i], renamed);
        }
        atomOf[i] = renamed;
      }
    }
    int[][] parts = new int[slots.size()][];
    for (int p = used.nextSetBit(0); p >= 0; p = used.nextSetBit(p + 1)) {
      parts[p] = slots.get(p).stream().map(i -> atomOf[i]).sorted().distinct().toArray();
    }
    return parts;
  }
}
