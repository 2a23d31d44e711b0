// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  record Counted(Part part, Sym predicate, Sym term) {}

  private static final Sym NO_ID = Sym.literal(null, SqlType.VARCHAR);
  private static final Sym NOTHING = Sym.literal(null, SqlType.BIGINT);

  private final PlanBuilder plan;
  private final List<Measure> measures;
  private final List<Part> parts = new ArrayList<>();
  private final CellGuards guards;

  GroupCells(PlanBuilder plan, List<Measure> measures) {
    this.plan = plan;
    this.measures = measures;
    this.guards = new CellGuards(plan);
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
    return plan.cell(value, value.isPublic() ? null : guards.guard(rows, true, false));
  }

  /** The measure's value, from cells. */
  Expr value(int index, SqlType type) {
    Measure m = measures.get(index);
    if (m.function() == Measure.Function.COUNT) {
      return m.distinct() ? countDistinct(m, type) : count(m);
    }
    switch (m.function()) {
      case MIN, MAX -> {
        return new DistinctValues(m, counted(m, Moments.Term.COUNT), c -> cell(c, true))
            .extreme(type);
      }
      case BOOL_OR, BOOL_AND -> {
        return any(m);
      }
      case GROUPING -> throw new IllegalArgumentException("GROUPING is no cell");
      default -> {}
    }
    if (m.distinct()) {
      return new DistinctValues(m, counted(m, Moments.Term.COUNT), c -> cell(c, true))
          .aggregate(type);
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
      Sym id = m.function() == Measure.Function.COUNT ? PatientIds.present(term) : null;
      if (id != null) {
        term = Sym.apply(Operator.CASE, List.of(id, Sym.ONE, NOTHING), SqlType.BIGINT);
      }
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
    Guard guard = value.isPublic() ? null : guards.guard(adding, count, tellsCalledApart);
    Expr cell = new Expr.CellValue(plan.cell(value, guard));
    return digits == 0
        ? cell
        : new Expr.Call(
            Operator.TIMES,
            List.of(
                cell, new Expr.Literal(new BigDecimal(BigInteger.ONE, digits), SqlType.DECIMAL)),
            SqlType.DECIMAL);
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

  /** COUNT(DISTINCT sample_id), or of something that is public. */
  private Expr countDistinct(Measure m, SqlType type) {
    List<Counted> rows = new ArrayList<>(counted(m, Moments.Term.COUNT));
    rows.removeIf(c -> c.part().column(m.first()).equals(NO_ID));
    List<Sym> ids = rows.stream().map(c -> PatientIds.present(c.part().column(m.first()))).toList();
    if (!ids.contains(null)) {
      List<Counted> known = new ArrayList<>(rows.size());
      for (int i = 0; i < ids.size(); i++) {
        Counted c = rows.get(i);
        known.add(new Counted(c.part(), Sym.and(c.predicate(), ids.get(i)), Sym.ONE));
      }
      known.removeIf(c -> c.predicate().isNeverTrue());
      return cell(patients(known), true);
    }
    return new DistinctValues(m, rows, c -> cell(c, true)).count(type);
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
