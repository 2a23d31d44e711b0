// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.GroupCells.Counted;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.SqlType;

/**
 * Aggregates that only ask which values there are: one cell for each value that is public, or that
 * an encrypted one could have.
 */
final class DistinctValues {
  private final Measure measure;
  private final List<Counted> counted;
  private final Function<List<Counted>, Expr> rows;

  /**
   * @param rows the cell of how many rows there are
   */
  DistinctValues(Measure measure, List<Counted> counted, Function<List<Counted>, Expr> rows) {
    this.measure = measure;
    this.counted = counted;
    this.rows = rows;
  }

  /** The least or the greatest of public values that a row has. */
  Expr extreme(SqlType type) {
    Map<Object, List<Counted>> byValue = byValue(ErrorCode.PRIVACY);
    Comparator<Object> order = Numbers.VALUES;
    List<Object> best =
        byValue.keySet().stream()
            .sorted(measure.function() == Measure.Function.MIN ? order : order.reversed())
            .toList();
    List<Expr> operands = new ArrayList<>();
    for (Object value : best) {
      operands.add(Moments.above(rows.apply(byValue.get(value)), 0));
      operands.add(new Expr.Literal(value, type));
    }
    operands.add(new Expr.Literal(null, type));
    return operands.size() == 1 ? operands.get(0) : new Expr.Call(Operator.CASE, operands, type);
  }

  /** How many values there are. */
  Expr count(SqlType type) {
    Map<Expr, Long> times = new LinkedHashMap<>();
    byValue(ErrorCode.PARAMETERS)
        .values()
        .forEach(same -> times.merge(rows.apply(same), 1L, Long::sum));
    List<Expr> summands = new ArrayList<>();
    times.forEach((cell, n) -> summands.add(where(cell, n, 0L, type)));
    return sum(summands, type);
  }

  /** SUM or AVG over the values that there are, each once. */
  Expr aggregate(SqlType type) {
    Measure.Function function = measure.function();
    if (function != Measure.Function.SUM && function != Measure.Function.AVG) {
      throw new SealomeException(
          ErrorCode.PARAMETERS,
          function + "(DISTINCT …) over encrypted rows is not supported",
          "COUNT, SUM and AVG(DISTINCT …) are; or leave out DISTINCT");
    }
    List<Expr> values = new ArrayList<>();
    SqlType[] of = {SqlType.BIGINT};
    byValue(ErrorCode.PARAMETERS)
        .forEach(
            (value, same) -> {
              Object zero = 0L;
              if (value instanceof BigDecimal) {
                of[0] = SqlType.DECIMAL;
                zero = BigDecimal.ZERO;
              } else if (value instanceof Double) {
                of[0] = SqlType.DOUBLE;
                zero = 0.0;
              }
              values.add(where(rows.apply(same), value, zero, of[0]));
            });
    return new Moments(
            term -> term == Moments.Term.COUNT ? count(SqlType.BIGINT) : sum(values, of[0]), type)
        .value(function);
  }

  /** The one where there is a row, else the other. */
  private static Expr where(Expr cell, Object one, Object other, SqlType type) {
    return Moments.when(
        Moments.above(cell, 0), new Expr.Literal(one, type), new Expr.Literal(other, type));
  }

  /**
   * The rows apart by what the argument is: public, or one of the few values that it can have.
   *
   * @param refusal where it is neither
   */
  private Map<Object, List<Counted>> byValue(ErrorCode refusal) {
    Map<Object, List<Counted>> byValue = new LinkedHashMap<>();
    for (Counted c : counted) {
      Sym argument = c.part().column(measure.first());
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
            measure.function()
                + " of "
                + SymText.of(argument)
                + " over patients is one patient's value",
            "ask for COUNT, SUM or AVG; a histogram (COUNT(*) FILTER …, GROUP BY) shows the least"
                + " and the greatest that enough patients have");
      }
    }
    return byValue;
  }

  /** Balanced, so that evaluating it needs no deep stack. */
  private static Expr sum(List<Expr> summands, SqlType type) {
    int n = summands.size();
    if (n == 0) {
      return new Expr.Literal(0L, type);
    }
    return n == 1
        ? summands.get(0)
        : new Expr.Call(
            Operator.PLUS,
            List.of(sum(summands.subList(0, n / 2), type), sum(summands.subList(n / 2, n), type)),
            type);
  }
}
