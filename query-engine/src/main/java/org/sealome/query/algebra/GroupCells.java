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

  /** The number of rows: the group is there where it is positive. */
  Affine exists() {
    PlanBuilder.Sum sum = plan.new Sum();
    for (Part p : parts) {
      sum.add(plan.population(p.slots()), TruthCompiler.truth(p.condition()).isTrue());
    }
    return sum.toAffine();
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
    Expr n = cell(counted(m, 1), true);
    Expr sum = cell(counted(m, 1), false);
    Expr none = new Expr.Literal(null, type);
    return switch (m.function()) {
      case SUM -> when(positive(n, 0), cast(sum, type), none);
      case SUM0 -> cast(sum, type);
      case AVG -> when(positive(n, 0), quotient(sum, n), none);
      case VAR_POP -> when(positive(n, 0), variance(m, n, sum, 0), none);
      case VAR_SAMP -> when(positive(n, 1), variance(m, n, sum, 1), none);
      case STDDEV_POP -> when(positive(n, 0), root(variance(m, n, sum, 0)), none);
      case STDDEV_SAMP -> when(positive(n, 1), root(variance(m, n, sum, 1)), none);
      case COUNT -> throw new IllegalStateException();
    };
  }

  private Expr count(Measure m) {
    return cell(counted(m, 1), true);
  }

  private List<Counted> counted(Measure m, int power) {
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
      if (power == 2) {
        term = Sym.apply(Operator.TIMES, List.of(term, term), SqlType.BIGINT);
      }
      out.add(new Counted(p, predicate, term));
    }
    return out;
  }

  /** A cell: the number of rows whose term is not NULL, or the sum of the terms. */
  private Expr cell(List<Counted> rows, boolean count) {
    PlanBuilder.Sum sum = plan.new Sum();
    boolean tellsCalledApart = !count;
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
      sum.add(plan.population(c.part().slots()), form);
    }
    Affine value = sum.toAffine();
    Guard guard = value.isPublic() ? null : guard(rows, count, tellsCalledApart);
    return new Expr.CellValue(plan.cell(value, guard));
  }

  private Guard guard(List<Counted> rows, boolean count, boolean isCell) {
    BitSet population = new BitSet();
    TreeSet<String> variables = new TreeSet<>();
    Map<Integer, PlanBuilder.Sum> sizes = new TreeMap<>();
    PlanBuilder.Sum complement = plan.new Sum();
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
          .computeIfAbsent(c.part().template(), _ -> plan.new Sum())
          .add(p, TruthCompiler.truth(inCell).isTrue());
      complement.add(p, TruthCompiler.truth(count ? c.predicate() : inCell).isFalse());
    }
    return new Guard(
        plan.population(population),
        sizes.values().stream().map(PlanBuilder.Sum::toAffine).toList(),
        sizes.size() == 1 && !ofValues ? complement.toAffine() : null,
        List.copyOf(variables));
  }

  /** COUNT(DISTINCT sample_id), or of something that is public. */
  private Expr countDistinct(Measure m, SqlType type) {
    List<Counted> rows = counted(m, 1);
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
                when(positive(cell, 0), new Expr.Literal(n, type), new Expr.Literal(0L, type))));
    return summands.isEmpty() ? new Expr.Literal(0L, type) : sum(summands, type);
  }

  /** Balanced, so that evaluating it needs no deep stack. */
  private static Expr sum(List<Expr> summands, SqlType type) {
    int n = summands.size();
    return n == 1
        ? summands.get(0)
        : call(
            Operator.PLUS,
            type,
            sum(summands.subList(0, n / 2), type),
            sum(summands.subList(n / 2, n), type));
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

  private Expr variance(Measure m, Expr n, Expr sum, int lost) {
    // n·Σx² − (Σx)² is exact in integers; one division keeps the rounding to one place.
    Expr squares = cell(counted(m, 2), false);
    Expr numerator =
        call(
            Operator.MINUS,
            SqlType.DECIMAL,
            call(Operator.TIMES, SqlType.DECIMAL, decimal(n), decimal(squares)),
            call(Operator.TIMES, SqlType.DECIMAL, decimal(sum), decimal(sum)));
    Expr freedom =
        lost == 0
            ? n
            : call(
                Operator.MINUS, SqlType.BIGINT, n, new Expr.Literal((long) lost, SqlType.BIGINT));
    return call(
        Operator.DIVIDE,
        SqlType.DOUBLE,
        cast(numerator, SqlType.DOUBLE),
        cast(call(Operator.TIMES, SqlType.DECIMAL, decimal(n), decimal(freedom)), SqlType.DOUBLE));
  }

  private static Expr decimal(Expr e) {
    return cast(e, SqlType.DECIMAL);
  }

  private static Expr root(Expr e) {
    return call(Operator.SQRT, SqlType.DOUBLE, e);
  }

  private static Expr quotient(Expr a, Expr b) {
    return call(Operator.DIVIDE, SqlType.DOUBLE, cast(a, SqlType.DOUBLE), cast(b, SqlType.DOUBLE));
  }

  private static Expr positive(Expr e, long above) {
    return call(Operator.GT, SqlType.BOOLEAN, e, new Expr.Literal(above, SqlType.BIGINT));
  }

  private static Expr when(Expr condition, Expr then, Expr otherwise) {
    return call(Operator.CASE, otherwise.type(), condition, then, otherwise);
  }

  private static Expr cast(Expr e, SqlType type) {
    return e.type() == type ? e : call(Operator.CAST, type, e);
  }

  private static Expr call(Operator operator, SqlType type, Expr... operands) {
    return new Expr.Call(operator, List.of(operands), type);
  }
}
