// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Guard;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.SqlType;

/** The cells of one group, with what disclosure control must know of them. */
final class GroupCells {
  /**
   * Rows that fall into the group.
   *
   * @param template which tuple of variants they are of
   * @param slots whose rows they are
   */
  record Part(int template, BitSet slots, Sym condition, List<Sym> row) {
    Sym column(int index) {
      return row.get(index);
    }
  }

  /** A row counts where {@code predicate} is TRUE; what it adds is {@code term}. */
  private record Counted(Part part, Sym predicate, Sym term) {}

  private final PlanBuilder plan;
  private final List<Measure> measures;
  private final List<Part> parts = new ArrayList<>();

  GroupCells(PlanBuilder plan, List<Measure> measures) {
    this.plan = plan;
    this.measures = measures;
  }

  void add(Part part) {
    parts.add(part);
  }

  /**
   * The cell of the number of rows: the group is there where it is positive. It is no cell of a
   * count, for it is not told; but of few patients it would tell all.
   */
  int exists() {
    ReleaseSum sum = new ReleaseSum(plan);
    List<Counted> rows = new ArrayList<>(parts.size());
    for (Part p : parts) {
      Form form = TruthCompiler.truth(p.condition()).isTrue();
      if (!form.isZero()) {
        sum.add(plan.population(p.slots()), form);
        rows.add(new Counted(p, p.condition(), Sym.ONE));
      }
    }
    Affine value = sum.toAffine();
    return plan.cell(value, value.isPublic() ? null : guard(rows, true, false));
  }

  /** The measure's value, from cells. */
  Expr value(int index, SqlType type) {
    Measure m = measures.get(index);
    if (m.function() == Measure.Function.COUNT) {
      return m.distinct() ? countDistinct(m, type) : count(m);
    }
    if (m.distinct()) {
      throw new SealomeException(
          ErrorCode.PARAMETERS,
          m.function() + "(DISTINCT …) over encrypted rows is not supported",
          "use COUNT(DISTINCT …), or the aggregate without DISTINCT");
    }
    return new Moments(which -> cell(counted(m, which), which == Moments.Term.COUNT), type)
        .value(m.function());
  }

  private Expr count(Measure m) {
    return cell(counted(m, Moments.Term.COUNT), true);
  }

  private List<Counted> counted(Measure m, Moments.Term which) {
    List<Counted> out = new ArrayList<>(parts.size());
    for (Part p : parts) {
      Sym predicate = p.condition();
      if (m.filter() >= 0) {
        predicate = Sym.and(predicate, p.column(m.filter()));
      }
      if (predicate.isNeverTrue()) {
        continue;
      }
      Sym term = m.first() < 0 ? Sym.ONE : p.column(m.first());
      if (m.function() == Measure.Function.COUNT && !term.isEncrypted()) {
        // Only whether it is NULL counts; a public column was made a constant before.
        term = term instanceof Sym.Literal l && l.value() == null ? term : Sym.ONE;
      }
      out.add(
          new Counted(
              p, predicate, term(which, term, m.second() < 0 ? null : p.column(m.second()))));
    }
    return out;
  }

  /** Where there are two arguments, only rows where both are known are in any of the sums. */
  private static Sym term(Moments.Term which, Sym x, Sym y) {
    if (y != null) {
      x = whereKnown(y, x);
      y = whereKnown(x, y);
    }
    return switch (which) {
      case COUNT, X -> x;
      case Y -> y;
      case XX -> times(x, x);
      case XY -> times(x, y);
      case YY -> times(y, y);
    };
  }

  private static Sym whereKnown(Sym other, Sym value) {
    return Sym.apply(
        Operator.CASE,
        List.of(Sym.isNotNull(other), value, Sym.literal(null, SqlType.BIGINT)),
        SqlType.BIGINT);
  }

  private static Sym times(Sym a, Sym b) {
    return Sym.apply(Operator.TIMES, List.of(a, b), SqlType.BIGINT);
  }

  /** A cell: the number of rows whose term is not NULL, or the sum of the terms. */
  private Expr cell(List<Counted> rows, boolean count) {
    ReleaseSum sum = new ReleaseSum(plan);
    boolean tellsCalledApart = !count;
    // Patients who add nothing whatever they are: the cell is not over them.
    List<Counted> adding = new ArrayList<>(rows.size());
    for (Counted c : rows) {
      Form form;
      if (count) {
        form = TruthCompiler.truth(Sym.and(c.predicate(), Sym.isNotNull(c.term()))).isTrue();
        tellsCalledApart |= form.tellsCalledApart();
      } else {
        form =
            TruthCompiler.numeric(
                    Sym.apply(
                        Operator.CASE, List.of(c.predicate(), c.term(), Sym.ZERO), SqlType.BIGINT))
                .value();
      }
      if (!form.isZero()) {
        sum.add(plan.population(c.part().slots()), form);
        adding.add(c);
      }
    }
    Affine value = sum.toAffine();
    Guard guard = value.isPublic() ? null : guard(adding, count, tellsCalledApart);
    return new Expr.CellValue(plan.cell(value, guard));
  }

  private Guard guard(List<Counted> rows, boolean count, boolean isCell) {
    BitSet population = new BitSet();
    TreeSet<String> variables = new TreeSet<>();
    Map<Integer, ReleaseSum> sizes = new TreeMap<>();
    ReleaseSum complement = new ReleaseSum(plan);
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
      Sym inCell =
          count || integers
              ? Sym.and(c.predicate(), Sym.isNotNull(c.term()))
              : Sym.and(
                  c.predicate(),
                  Sym.apply(Operator.NE, List.of(c.term(), Sym.ZERO), SqlType.BOOLEAN));
      int p = plan.population(c.part().slots());
      sizes
          .computeIfAbsent(c.part().template(), _ -> new ReleaseSum(plan))
          .add(p, TruthCompiler.truth(inCell).isTrue());
      complement.add(p, TruthCompiler.truth(count ? c.predicate() : inCell).isFalse());
    }
    return new Guard(
        plan.population(population),
        sizes.values().stream().map(ReleaseSum::toAffine).toList(),
        sizes.size() == 1 && !ofValues ? complement.toAffine() : null,
        List.copyOf(variables));
  }

  /** COUNT(DISTINCT sample_id), or of something that is public. */
  private Expr countDistinct(Measure m, SqlType type) {
    List<Counted> rows = counted(m, Moments.Term.COUNT);
    if (rows.stream().allMatch(c -> c.part().column(m.first()) instanceof Sym.PatientId)) {
      return cell(patients(rows), true);
    }
    Map<Object, List<Counted>> byValue = new LinkedHashMap<>();
    for (Counted c : rows) {
      if (!(c.part().column(m.first()) instanceof Sym.Literal l)) {
        throw new SealomeException(
            ErrorCode.PARAMETERS,
            "COUNT(DISTINCT " + SymText.of(c.part().column(m.first())) + ") is not supported",
            "count distinct sample_id or public columns; group by the encrypted one instead");
      }
      if (l.value() != null) {
        byValue.computeIfAbsent(l.value(), _ -> new ArrayList<>()).add(c);
      }
    }
    Map<Expr, Long> times = new LinkedHashMap<>();
    byValue.values().forEach(same -> times.merge(cell(same, true), 1L, Long::sum));
    List<Expr> summands = new ArrayList<>();
    times.forEach(
        (cell, n) ->
            summands.add(
                Moments.when(
                    Moments.above(cell, 0),
                    new Expr.Literal(n, type),
                    new Expr.Literal(0L, type))));
    return summands.isEmpty() ? new Expr.Literal(0L, type) : sum(summands, type);
  }

  /** Balanced, so that evaluating it needs no deep stack. */
  private static Expr sum(List<Expr> summands, SqlType type) {
    int n = summands.size();
    return n == 1
        ? summands.get(0)
        : new Expr.Call(
            Operator.PLUS,
            List.of(sum(summands.subList(0, n / 2), type), sum(summands.subList(n / 2, n), type)),
            type);
  }

  /** One row a patient: TRUE where one of her rows is. */
  private List<Counted> patients(List<Counted> rows) {
    Map<List<Integer>, BitSet> atoms = new LinkedHashMap<>();
    BitSet all = new BitSet();
    rows.forEach(r -> all.or(r.part().slots()));
    for (int s = all.nextSetBit(0); s >= 0; s = all.nextSetBit(s + 1)) {
      List<Integer> in = new ArrayList<>();
      for (int r = 0; r < rows.size(); r++) {
        if (rows.get(r).part().slots().get(s)) {
          in.add(r);
        }
      }
      atoms.computeIfAbsent(in, _ -> new BitSet()).set(s);
    }
    List<Counted> out = new ArrayList<>(atoms.size());
    atoms.forEach(
        (in, slots) -> {
          Sym any = Sym.or(in.stream().map(r -> rows.get(r).predicate()).toList());
          Part part = new Part(0, slots, any, List.of());
          out.add(new Counted(part, any, Sym.ONE));
        });
    return out;
  }
}
