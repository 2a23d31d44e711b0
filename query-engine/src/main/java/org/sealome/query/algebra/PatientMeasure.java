// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.SqlType;

/**
 * An aggregate over one patient's rows, which are few: still encrypted, it is a value like any
 * other.
 *
 * <pre>
 * SUM(x)   CASE WHEN a OR b THEN CASE WHEN a THEN x₁ ELSE 0 END + CASE WHEN b THEN x₂ ELSE 0 END END
 * MAX(x)   CASE WHEN (a AND x₁ = 2) OR (b AND x₂ = 2) THEN 2 WHEN … THEN 1 … END
 * </pre>
 */
public final class PatientMeasure {
  /** Values that MIN, MAX and DISTINCT tell apart. */
  private static final int MAX_VALUES = 256;

  /** A row that counts where {@code here} is TRUE, and what it adds; never NULL there. */
  private record Row(Sym here, Sym term) {}

  private final Measure measure;
  private final List<Row> rows = new ArrayList<>();

  private PatientMeasure(Measure measure, List<Template> templates) {
    this.measure = measure;
    for (Template t : templates) {
      Sym here = t.condition();
      if (measure.filter() >= 0) {
        here = Sym.and(here, t.columns().get(measure.filter()));
      }
      Sym term = measure.first() < 0 ? Sym.ONE : t.columns().get(measure.first());
      here = Sym.certainly(Sym.and(here, Sym.isNotNull(term)));
      if (!here.isNeverTrue()) {
        rows.add(new Row(here, term));
      }
    }
  }

  /** The aggregate over rows of one patient. */
  public static Sym value(Measure measure, List<Template> rows) {
    return new PatientMeasure(measure, rows).value();
  }

  private Sym value() {
    Measure.Function function = measure.function();
    switch (function) {
      case MIN, MAX -> {
        return extreme(function == Measure.Function.MAX);
      }
      case BOOL_OR, BOOL_AND -> {
        return orNull(function == Measure.Function.BOOL_OR ? any(true) : not(any(false)));
      }
      default -> {}
    }
    if (measure.distinct() && rows.size() > 1) {
      distinct();
    }
    Sym count = Sym.ZERO;
    Sym sum = Sym.ZERO;
    for (Row r : rows) {
      count = plus(count, when(r.here, Sym.ONE));
      if (function != Measure.Function.COUNT) {
        sum = plus(sum, when(r.here, r.term));
      }
    }
    return switch (function) {
      case COUNT -> count;
      case SUM0 -> sum;
      case SUM -> orNull(sum);
      case AVG ->
          orNull(
              Sym.apply(Operator.DIVIDE, List.of(asDouble(sum), asDouble(count)), SqlType.DOUBLE));
      default ->
          throw new SealomeException(
              ErrorCode.PARAMETERS,
              function + " within one patient is not supported",
              "COUNT, SUM, AVG, MIN, MAX, BOOL_OR and BOOL_AND are");
    };
  }

  /** One row a value that there may be, there where one of the rows has it. */
  private void distinct() {
    Map<Object, List<Sym>> holders = holders();
    SqlType type = rows.get(0).term.type();
    rows.clear();
    holders.forEach((value, any) -> rows.add(new Row(Sym.or(any), Sym.literal(value, type))));
  }

  private Sym extreme(boolean greatest) {
    if (rows.isEmpty()) {
      return Sym.literal(null, SqlType.BIGINT);
    }
    if (rows.stream().map(Row::term).distinct().count() == 1) {
      return orNull(rows.get(0).term);
    }
    SqlType type = rows.get(0).term.type();
    Map<Object, List<Sym>> holders = holders();
    TreeSet<Object> order = new TreeSet<>(greatest ? Numbers.VALUES.reversed() : Numbers.VALUES);
    order.addAll(holders.keySet());
    List<Sym> operands = new ArrayList<>();
    for (Object value : order) {
      operands.add(Sym.or(holders.get(value)));
      operands.add(Sym.literal(value, type));
    }
    operands.add(Sym.literal(null, type));
    return Sym.apply(Operator.CASE, operands, type);
  }

  /** For each value the conditions under which a row has it. */
  private Map<Object, List<Sym>> holders() {
    Map<Object, List<Sym>> out = new LinkedHashMap<>();
    for (Row r : rows) {
      for (Object value : values(r.term)) {
        if (value != null) {
          Sym equal =
              Sym.apply(
                  Operator.EQ, List.of(r.term, Sym.literal(value, r.term.type())), SqlType.BOOLEAN);
          out.computeIfAbsent(value, _ -> new ArrayList<>())
              .add(Sym.certainly(Sym.and(r.here, equal)));
        }
      }
    }
    if (out.size() > MAX_VALUES) {
      throw tooMany(rows.get(0).term);
    }
    return out;
  }

  private static Iterable<Object> values(Sym term) {
    if (term instanceof Sym.Literal l) {
      return List.of(l.value());
    }
    if (term.isEncrypted() && term.variables().size() == 1) {
      return TruthCompiler.values(term);
    }
    throw tooMany(term);
  }

  private static SealomeException tooMany(Sym term) {
    return new SealomeException(
        ErrorCode.PARAMETERS,
        "MIN, MAX or DISTINCT of " + SymText.of(term) + " within one patient is not supported",
        "it must be a number of few possible values, such as dosage");
  }

  /** Whether the argument is so in one of the rows. */
  private Sym any(boolean wanted) {
    return Sym.or(
        rows.stream()
            .map(r -> Sym.certainly(Sym.and(r.here, wanted ? r.term : not(r.term))))
            .toList());
  }

  private static Sym not(Sym s) {
    return Sym.apply(Operator.NOT, List.of(s), SqlType.BOOLEAN);
  }

  /** NULL where there is no row. */
  private Sym orNull(Sym value) {
    Sym some = Sym.or(rows.stream().map(Row::here).toList());
    return Sym.apply(
        Operator.CASE, List.of(some, value, Sym.literal(null, value.type())), value.type());
  }

  private static Sym asDouble(Sym s) {
    return Sym.apply(Operator.CAST, List.of(s), SqlType.DOUBLE);
  }

  private static Sym plus(Sym a, Sym b) {
    return a == Sym.ZERO
        ? b
        : Sym.apply(Operator.PLUS, List.of(a, b), Numbers.wider(a.type(), b.type()));
  }

  private static Sym when(Sym condition, Sym value) {
    SqlType type = Numbers.wider(value.type(), SqlType.BIGINT);
    return Sym.apply(Operator.CASE, List.of(condition, value, Sym.ZERO), type);
  }
}
