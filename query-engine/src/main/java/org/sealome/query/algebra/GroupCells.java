// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.EncryptedVariable.Attribute;
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

  /** Variants in one patient's sum beyond which its being zero is not asked of all at once. */
  private static final int MANY_VARIANTS = 6;

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
    switch (m.function()) {
      case MIN, MAX -> {
        return extreme(m, type);
      }
      case BOOL_OR, BOOL_AND -> {
        return any(m);
      }
      case GROUPING -> throw new IllegalArgumentException("GROUPING is no cell");
      default -> {}
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
        List.of(Sym.isNotNull(other), value, Sym.literal(null, value.type())),
        value.type());
  }

  private static Sym times(Sym a, Sym b) {
    return Sym.apply(Operator.TIMES, List.of(a, b), Numbers.wider(a.type(), b.type()));
  }

  /** A cell: the number of rows whose term is not NULL, or the sum of the terms. */
  private Expr cell(List<Counted> rows, boolean count) {
    ReleaseSum sum = new ReleaseSum(plan);
    boolean tellsCalledApart = !count;
    // Patients who add nothing whatever they are: the cell is not over them.
    List<Counted> adding = new ArrayList<>(rows.size());
    List<Scaled> terms = rows.stream().map(c -> count ? null : Scaled.of(c.term())).toList();
    int digits = count ? 0 : terms.stream().mapToInt(Scaled::digits).max().orElse(0);
    for (int i = 0; i < rows.size(); i++) {
      Counted c = rows.get(i);
      Form form;
      if (count) {
        form = TruthCompiler.truth(Sym.and(c.predicate(), Sym.isNotNull(c.term()))).isTrue();
        tellsCalledApart |= form.tellsCalledApart();
      } else {
        Scaled term = terms.get(i);
        form =
            TruthCompiler.numeric(
                    Sym.apply(
                        Operator.CASE,
                        List.of(c.predicate(), term.integer(), Sym.ZERO),
                        SqlType.BIGINT))
                .value()
                .times(Scaled.power(digits - term.digits()));
      }
      if (!form.isZero()) {
        sum.add(plan.population(c.part().slots()), form);
        adding.add(c);
      }
    }
    Affine value = sum.toAffine();
    Guard guard = value.isPublic() ? null : guard(adding, count, tellsCalledApart);
    Expr cell = new Expr.CellValue(plan.cell(value, guard));
    return digits == 0
        ? cell
        : new Expr.Call(
            Operator.TIMES,
            List.of(
                cell, new Expr.Literal(new BigDecimal(BigInteger.ONE, digits), SqlType.DECIMAL)),
            SqlType.DECIMAL);
  }

  /** The least or the greatest of public values that a row has. */
  private Expr extreme(Measure m, SqlType type) {
    Map<Object, List<Counted>> byValue =
        byValue(m, counted(m, Moments.Term.COUNT), ErrorCode.PRIVACY);
    Comparator<Object> order = Numbers.VALUES;
    List<Object> best =
        byValue.keySet().stream()
            .sorted(m.function() == Measure.Function.MIN ? order : order.reversed())
            .toList();
    List<Expr> operands = new ArrayList<>();
    for (Object value : best) {
      operands.add(Moments.above(cell(byValue.get(value), true), 0));
      operands.add(new Expr.Literal(value, type));
    }
    operands.add(new Expr.Literal(null, type));
    return operands.size() == 1 ? operands.get(0) : new Expr.Call(Operator.CASE, operands, type);
  }

  /** Whether the argument decides for one row, where it is known for any. */
  private Expr any(Measure m) {
    boolean deciding = m.function() == Measure.Function.BOOL_OR;
    List<Counted> known = new ArrayList<>();
    List<Counted> decided = new ArrayList<>();
    for (Part p : parts) {
      Sym here = p.condition();
      if (m.filter() >= 0) {
        here = Sym.and(here, p.column(m.filter()));
      }
      Sym argument = p.column(m.first());
      Sym is = deciding ? argument : Sym.apply(Operator.NOT, List.of(argument), SqlType.BOOLEAN);
      known.add(new Counted(p, Sym.and(here, Sym.isNotNull(argument)), Sym.ONE));
      decided.add(new Counted(p, Sym.and(here, is), Sym.ONE));
    }
    known.removeIf(c -> c.predicate().isNeverTrue());
    decided.removeIf(c -> c.predicate().isNeverTrue());
    Expr one = Moments.above(cell(decided, true), 0);
    return Moments.when(
        Moments.above(cell(known, true), 0),
        deciding ? one : new Expr.Call(Operator.NOT, List.of(one), SqlType.BOOLEAN),
        new Expr.Literal(null, SqlType.BOOLEAN));
  }

  private Guard guard(List<Counted> rows, boolean count, boolean isCell) {
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
      Sym inCell =
          count || integers
              ? Sym.and(c.predicate(), Sym.isNotNull(c.term()))
              : Sym.and(
                  c.predicate(),
                  Sym.apply(Operator.NE, List.of(c.term(), Sym.ZERO), SqlType.BOOLEAN));
      if (!count && !integers && c.term().variables().size() > MANY_VARIANTS) {
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

  /** COUNT(DISTINCT sample_id), or of something that is public. */
  private Expr countDistinct(Measure m, SqlType type) {
    List<Counted> rows = counted(m, Moments.Term.COUNT);
    if (rows.stream().allMatch(c -> c.part().column(m.first()) instanceof Sym.PatientId)) {
      return cell(patients(rows), true);
    }
    Map<Object, List<Counted>> byValue = byValue(m, rows, ErrorCode.PARAMETERS);
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

  /**
   * The rows apart by what the argument is: public, or one of the few values that it can have.
   *
   * @param refusal where it is neither
   */
  private static Map<Object, List<Counted>> byValue(
      Measure m, List<Counted> rows, ErrorCode refusal) {
    Map<Object, List<Counted>> byValue = new LinkedHashMap<>();
    for (Counted c : rows) {
      Sym argument = c.part().column(m.first());
      if (argument instanceof Sym.Literal l) {
        if (l.value() != null) {
          byValue.computeIfAbsent(l.value(), _ -> new ArrayList<>()).add(c);
        }
      } else if (refusal == ErrorCode.PARAMETERS && argument.isEncrypted()) {
        for (Object value : TruthCompiler.values(argument)) {
          if (value != null) {
            Sym here =
                Sym.and(
                    c.predicate(),
                    Sym.apply(
                        Operator.EQ,
                        List.of(argument, Sym.literal(value, argument.type())),
                        SqlType.BOOLEAN));
            byValue
                .computeIfAbsent(value, _ -> new ArrayList<>())
                .add(new Counted(c.part(), here, Sym.ONE));
          }
        }
      } else {
        throw new SealomeException(
            refusal,
            m.function() + " of " + SymText.of(argument) + " over patients is one patient's value",
            "ask for COUNT, SUM or AVG; a histogram (COUNT(*) FILTER …, GROUP BY) shows the least"
                + " and the greatest that enough patients have");
      }
    }
    return byValue;
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
