// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.Cell;
import org.sealome.zk.plan.Guard;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.Scope;

/** Collects what a statement releases. Equal planes, populations, releases and cells are one. */
public final class PlanBuilder {
  /** More genes than the ledger compares need unscoped consent. */
  private static final int MAX_GENES = 32;

  private final Cohort cohort;
  private final Map<String, Integer> planes = new LinkedHashMap<>();
  private final List<Long> planeMax = new ArrayList<>();
  private final Map<Population, Integer> populations = new LinkedHashMap<>();
  private final List<BitSet> slots = new ArrayList<>();
  private final List<Integer> fullestBlock = new ArrayList<>();
  private final Map<Polynomial, Integer> releases = new LinkedHashMap<>();
  private final Map<Cell, Integer> cells = new LinkedHashMap<>();
  private final BitSet variants = new BitSet();

  public PlanBuilder(Cohort cohort) {
    this.cohort = cohort;
  }

  public Cohort cohort() {
    return cohort;
  }

  /** Notes variants for the query's scope. */
  public void touch(BitSet touched) {
    variants.or(touched);
  }

  /** Index of a population. */
  public int population(BitSet members) {
    Population p = Population.of(cohort.patients(), members);
    Integer known = populations.get(p);
    if (known != null) {
      return known;
    }
    populations.put(p, slots.size());
    slots.add((BitSet) members.clone());
    int fullest = 0;
    for (int from = 0; from < cohort.patients(); from += cohort.blockSlots()) {
      fullest = Math.max(fullest, members.get(from, from + cohort.blockSlots()).cardinality());
    }
    fullestBlock.add(fullest);
    return slots.size() - 1;
  }

  /** Index of a cell. */
  public int cell(Affine value, Guard guard) {
    return cells.computeIfAbsent(new Cell(value, guard), _ -> cells.size());
  }

  public Plan build(String sql, Rest rest) {
    return new Plan(
        sql,
        cohort.name(),
        scope(),
        List.copyOf(planes.keySet()),
        List.copyOf(populations.keySet()),
        List.copyOf(releases.keySet()),
        List.copyOf(cells.keySet()),
        rest,
        null);
  }

  private Scope scope() {
    TreeSet<String> genes = new TreeSet<>();
    for (int v = variants.nextSetBit(0); v >= 0; v = variants.nextSetBit(v + 1)) {
      String gene = cohort.variant(v).gene();
      if (gene == null) {
        return Scope.UNSCOPED;
      }
      genes.add(gene);
    }
    return genes.isEmpty() || genes.size() > MAX_GENES ? Scope.UNSCOPED : new Scope(false, genes);
  }

  /** Index of a plane whose largest value is {@code max}. */
  int plane(String id, long max) {
    Integer known = planes.putIfAbsent(id, planes.size());
    if (known == null) {
      planeMax.add(max);
    }
    return known == null ? planes.size() - 1 : known;
  }

  /** The largest value of a plane. */
  long planeMax(int plane) {
    return planeMax.get(plane);
  }

  /** How many people a population has in the block where it has most. */
  long fullestBlock(int population) {
    return fullestBlock.get(population);
  }

  /** The slots of a population; not to be changed. */
  BitSet slots(int population) {
    return slots.get(population);
  }

  /** Index of a release. */
  int release(Polynomial polynomial) {
    return releases.computeIfAbsent(polynomial, _ -> releases.size());
  }
}
