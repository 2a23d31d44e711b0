// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.Repetition;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.Cell;
import org.sealome.zk.plan.Guard;
import org.sealome.zk.plan.Plan;

/**
 * Which cells of an answer may leave. The rules run in this order, over cells in the plan's order:
 *
 * <ol>
 *   <li>population: an encrypted aggregate over 1..k−1 consenting patients is suppressed (over
 *       nobody the answer is public);
 *   <li>size: so is a cell of 1..k−1 patients;
 *   <li>complement: so is one that leaves out 1..k−1 patients;
 *   <li>repetition: so is one over a population that differs by 1..k−1 patients from one over which
 *       this requester was told about the same variant or column, earlier or in this statement;
 *   <li>complementary: so is what would give a suppressed cell away ({@link
 *       ComplementarySuppression}).
 * </ol>
 *
 * <p>It is a publication threshold as statistical offices use it, no proof against combining
 * answers.
 */
final class DisclosureControl {
  /** Why a cell is suppressed. */
  enum Rule {
    POPULATION,
    SIZE,
    COMPLEMENT,
    REPETITION,
    COMPLEMENTARY
  }

  /**
   * What may leave.
   *
   * @param suppressed by cell: the first rule that suppresses it
   * @param repeated cells that the repetition rule would have suppressed but only warns of
   * @param answered what the requester is being told, for the memory
   */
  record Decision(
      Map<Integer, Rule> suppressed, List<Integer> repeated, Map<BitSet, Set<String>> answered) {

    /** One flag a cell. */
    boolean[] flags(int cells) {
      boolean[] flags = new boolean[cells];
      suppressed.keySet().forEach(c -> flags[c] = true);
      return flags;
    }
  }

  private final DisclosurePolicy policy;
  private final List<Map<String, Long>> publicForms;

  /**
   * @param publicForms as {@link ComplementarySuppression} takes them
   */
  DisclosureControl(DisclosurePolicy policy, List<Map<String, Long>> publicForms) {
    this.policy = policy;
    this.publicForms = List.copyOf(publicForms);
  }

  /** Whether {@link #decide} needs the memory. */
  boolean remembers() {
    return policy.minCell() > 1 && policy.repetition() != Repetition.OFF;
  }

  /**
   * Decides.
   *
   * @param released every release's integer
   * @param memory of what the requester was told; null where {@link #remembers} says no
   */
  Decision decide(Plan plan, Populations populations, long[] released, RepetitionMemory memory) {
    Map<Integer, Rule> suppressed = new HashMap<>();
    List<Integer> repeated = new ArrayList<>();
    if (policy.minCell() == 1) {
      return new Decision(suppressed, repeated, Map.of());
    }
    long[] populationSizes = populations.sizes();
    Map<Integer, Long> sizes = new HashMap<>();
    for (int c = 0; c < plan.cells().size(); c++) {
      Guard guard = plan.cells().get(c).guard();
      if (guard == null) {
        continue;
      }
      long size = 0;
      for (Affine a : guard.sizes()) {
        size = Math.max(size, a.value(populationSizes, released));
      }
      if (!guard.sizes().isEmpty()) {
        sizes.put(c, size);
      }
      Rule rule = thresholds(guard, size, populationSizes, released);
      if (rule == null && repeats(guard, populations, memory)) {
        if (policy.repetition() == Repetition.SUPPRESS) {
          rule = Rule.REPETITION;
        } else {
          repeated.add(c);
        }
      }
      if (rule != null) {
        suppressed.put(c, rule);
      } else if (memory != null && populations.size(guard.population()) > 0) {
        memory.tell(populations.slots(guard.population()), guard.variables());
      }
    }
    BitSet hidden = new BitSet();
    suppressed.keySet().forEach(hidden::set);
    if (!hidden.isEmpty()) {
      new ComplementarySuppression(plan, populations, publicForms)
          .beside(hidden, sizes).stream().forEach(c -> suppressed.put(c, Rule.COMPLEMENTARY));
    }
    return new Decision(suppressed, repeated, answered(plan, populations, suppressed));
  }

  private Rule thresholds(Guard guard, long size, long[] populationSizes, long[] released) {
    if (isFew(populationSizes[guard.population()])) {
      return Rule.POPULATION;
    }
    if (isFew(size)) {
      return Rule.SIZE;
    }
    if (guard.complement() != null && isFew(guard.complement().value(populationSizes, released))) {
      return Rule.COMPLEMENT;
    }
    return null;
  }

  private boolean repeats(Guard guard, Populations populations, RepetitionMemory memory) {
    return memory != null
        && populations.size(guard.population()) > 0
        && memory.isCloseToOlder(populations.slots(guard.population()), guard.variables());
  }

  private Map<BitSet, Set<String>> answered(
      Plan plan, Populations populations, Map<Integer, Rule> suppressed) {
    Map<BitSet, Set<String>> answered = RepetitionMemory.answers();
    for (int c = 0; c < plan.cells().size(); c++) {
      Cell cell = plan.cells().get(c);
      if (cell.guard() != null
          && !suppressed.containsKey(c)
          && populations.size(cell.guard().population()) > 0) {
        RepetitionMemory.add(
            answered, populations.slots(cell.guard().population()), cell.guard().variables());
      }
    }
    return answered;
  }

  private boolean isFew(long patients) {
    return patients >= 1 && patients < policy.minCell();
  }
}
