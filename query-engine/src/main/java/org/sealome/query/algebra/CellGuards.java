// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.sealome.query.algebra.EncryptedVariable.Attribute;
import org.sealome.query.algebra.GroupCells.Counted;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.Guard;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.SqlType;

/** What disclosure control must know of cells: how many patients are in them, and outside. */
final class CellGuards {
  /** Variants in one patient's sum beyond which its being zero is not asked of all at once. */
  private static final int MANY_VARIANTS = 6;

  private final PlanBuilder plan;

  CellGuards(PlanBuilder plan) {
    this.plan = plan;
  }

  /**
   * @param count whether the cell counts rows; else it sums their terms
   * @param isCell whether its size is to be known
   */
  Guard guard(List<Counted> rows, boolean count, boolean isCell) {
    BitSet population = new BitSet();
    TreeSet<String> variables = new TreeSet<>();
    Map<List<Object>, ReleaseSum> sizes = new LinkedHashMap<>();
    Map<Integer, List<Sym>> inside = new LinkedHashMap<>();
    boolean ofValues = false;
    boolean guarded = isCell && plan.cohort().minCell() > 1;
    for (Counted c : rows) {
      population.or(c.part().slots());
      for (Sym s : List.of(c.predicate(), c.term())) {
        s.variables().forEach(v -> variables.add(v.key()));
      }
      if (!guarded) {
        continue;
      }
      boolean integers =
          c.term().variables().stream().anyMatch(v -> v instanceof EncryptedVariable.IntegerColumn);
      ofValues |= integers;
      int p = plan.population(c.part().slots());
      boolean many = c.term().variables().size() > MANY_VARIANTS;
      Sym inCell =
          Sym.and(
              c.predicate(),
              count || (integers && many) ? Sym.isNotNull(c.term()) : isAdding(c.term()));
      if (!count && !integers && many) {
        // Several variants at once: at least the largest carrier count of any one of them.
        for (Sym carried : carriers(c)) {
          sizes
              .computeIfAbsent(List.of(c.part().template(), carried), _ -> new ReleaseSum(plan))
              .add(p, TruthCompiler.truth(carried).isTrue());
        }
        ofValues = true;
        continue;
      }
      sizes
          .computeIfAbsent(List.of(c.part().template()), _ -> new ReleaseSum(plan))
          .add(p, TruthCompiler.truth(inCell).isTrue());
      inside.computeIfAbsent(p, _ -> new ArrayList<>()).add(count ? c.predicate() : inCell);
    }
    return new Guard(
        plan.population(population),
        sizes.values().stream().map(ReleaseSum::toAffine).toList(),
        sizes.size() == 1 && !ofValues ? outside(inside) : null,
        List.copyOf(variables));
  }

  /**
   * Whether a patient adds to the sum: her term is not zero, or would not be if an integer that she
   * has were another one. What is compared or tested stays as it is.
   */
  private static Sym isAdding(Sym term) {
    List<Sym> some = new ArrayList<>();
    // In the integers the term is a polynomial, zero everywhere if it is at so many points.
    for (long value = 1; value <= 1 + integers(term); value++) {
      Sym at = at(value, term);
      some.add(Sym.apply(Operator.NE, List.of(at, Sym.ZERO), SqlType.BOOLEAN));
    }
    return some.size() == 1 ? some.get(0) : Sym.or(some);
  }

  /** The term where whoever has an integer has this one. */
  private static Sym at(long value, Sym term) {
    return term.replace(
        s ->
            switch (s) {
              case Sym.Encrypted e when isInteger(e) ->
                  Sym.apply(
                      Operator.CASE,
                      List.of(
                          Sym.isNotNull(e),
                          Sym.literal(value, e.type()),
                          Sym.literal(null, e.type())),
                      e.type());
              case Sym.Apply a when a.type() == SqlType.BOOLEAN -> a;
              default -> null;
            });
  }

  /** How often an integer column's value is in the term. */
  private static int integers(Sym term) {
    return switch (term) {
      case Sym.Encrypted e -> isInteger(e) ? 1 : 0;
      case Sym.Apply a when a.type() == SqlType.BOOLEAN -> 0;
      case Sym.Apply a -> a.operands().stream().mapToInt(CellGuards::integers).sum();
      default -> 0;
    };
  }

  private static boolean isInteger(Sym.Encrypted e) {
    return e.variable() instanceof EncryptedVariable.IntegerColumn;
  }

  /** Who is in none of a row's parts, which an encrypted key may have set apart. */
  private Affine outside(Map<Integer, List<Sym>> inside) {
    ReleaseSum sum = new ReleaseSum(plan);
    inside.forEach((p, parts) -> sum.add(p, TruthCompiler.truth(Sym.or(parts)).isFalse()));
    return sum.toAffine();
  }

  /** For each variant that the term reads, who is counted and has a copy. */
  private static List<Sym> carriers(Counted c) {
    Map<EncryptedVariable, Sym> out = new LinkedHashMap<>();
    c.term()
        .replace(
            leaf -> {
              if (leaf instanceof Sym.Encrypted e) {
                Sym carries =
                    e.variable() instanceof EncryptedVariable.Variant
                        ? Sym.apply(
                            Operator.NE,
                            List.of(
                                new Sym.Encrypted(e.patient(), e.variable(), Attribute.DOSAGE),
                                Sym.ZERO),
                            SqlType.BOOLEAN)
                        : Sym.isNotNull(e);
                out.put(e.variable(), Sym.and(c.predicate(), carries));
              }
              return null;
            });
    return List.copyOf(out.values());
  }
}
