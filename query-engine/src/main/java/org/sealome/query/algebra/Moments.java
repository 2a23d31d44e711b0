// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.SqlType;

/**
 * Aggregates from released sums. Differences of products stay exact (n·Σxy − Σx·Σy in integers);
 * one division keeps the rounding to one place.
 */
final class Moments {
  /** What is summed; COUNT counts the rows where the arguments are not NULL. */
  enum Term {
    COUNT,
    X,
    Y,
    XX,
    XY,
    YY
  }

  private final Function<Term, Expr> cells;
  private final Map<Term, Expr> known = new EnumMap<>(Term.class);
  private final SqlType type;

  Moments(Function<Term, Expr> cells, SqlType type) {
    this.cells = cells;
    this.type = type;
  }

  /** The aggregate; NULL where SQL says so. */
  Expr value(Measure.Function function) {
    return switch (function) {
      case SUM -> orNull(above(sum(Term.COUNT), 0), cast(sum(Term.X), type));
      case SUM0 -> cast(sum(Term.X), type);
      case AVG -> orNull(above(sum(Term.COUNT), 0), quotient(sum(Term.X), sum(Term.COUNT)));
      case VAR_POP -> overRows(variance(), 0);
      case VAR_SAMP -> overRows(variance(), 1);
      case STDDEV_POP -> root(overRows(variance(), 0));
      case STDDEV_SAMP -> root(overRows(variance(), 1));
      case COVAR_POP -> overRows(covariance(), 0);
      case COVAR_SAMP -> overRows(covariance(), 1);
      case CORR -> {
        // Of y and x alike.
        Expr product = product(variance(), spread(Term.YY, Term.Y, Term.Y));
        yield orNull(
            positive(product),
            quotient(cast(covariance(), SqlType.DOUBLE), root(cast(product, SqlType.DOUBLE))));
      }
      case REGR_SLOPE -> {
        // REGR_SLOPE(y, x): the first argument is the dependent one.
        Expr spread = spread(Term.YY, Term.Y, Term.Y);
        yield orNull(positive(spread), quotient(covariance(), spread));
      }
      case REGR_INTERCEPT -> {
        // (Σx·x·Σy − Σx·Σxy) / (n·Σx·x − Σx·Σx), y the first argument.
        Expr spread = spread(Term.YY, Term.Y, Term.Y);
        Expr above =
            call(
                Operator.MINUS,
                SqlType.DECIMAL,
                product(sum(Term.YY), sum(Term.X)),
                product(sum(Term.Y), sum(Term.XY)));
        yield orNull(positive(spread), quotient(above, spread));
      }
      case REGR_R2 -> {
        Expr x = spread(Term.YY, Term.Y, Term.Y);
        Expr y = variance();
        Expr r = covariance();
        yield orNull(
            positive(x),
            when(
                positive(y),
                quotient(product(r, r), product(x, y)),
                new Expr.Literal(1.0, SqlType.DOUBLE)));
      }
      case REGR_COUNT -> cast(sum(Term.COUNT), type);
      case REGR_AVGX -> orNull(above(sum(Term.COUNT), 0), quotient(sum(Term.Y), sum(Term.COUNT)));
      case REGR_AVGY -> orNull(above(sum(Term.COUNT), 0), quotient(sum(Term.X), sum(Term.COUNT)));
      case REGR_SXX -> overCount(spread(Term.YY, Term.Y, Term.Y));
      case REGR_SYY -> overCount(variance());
      case REGR_SXY -> overCount(covariance());
      case MIN, MAX, BOOL_OR, BOOL_AND, GROUPING ->
          throw new IllegalArgumentException(function + " is not made of sums");
      case COUNT -> throw new IllegalArgumentException("COUNT is a cell");
    };
  }

  private Expr sum(Term term) {
    return known.computeIfAbsent(term, cells);
  }

  /** n²·VAR_POP(x). */
  private Expr variance() {
    return spread(Term.XX, Term.X, Term.X);
  }

  /** n²·COVAR_POP(x, y). */
  private Expr covariance() {
    return spread(Term.XY, Term.X, Term.Y);
  }

  private Expr spread(Term product, Term a, Term b) {
    return call(
        Operator.MINUS,
        SqlType.DECIMAL,
        product(sum(Term.COUNT), sum(product)),
        product(sum(a), sum(b)));
  }

  /** A spread over n·(n − lost), where there are more rows than are lost. */
  private Expr overRows(Expr spread, int lost) {
    Expr n = sum(Term.COUNT);
    Expr freedom =
        lost == 0
            ? n
            : call(
                Operator.MINUS, SqlType.BIGINT, n, new Expr.Literal((long) lost, SqlType.BIGINT));
    return orNull(above(n, lost), quotient(spread, product(n, freedom)));
  }

  private Expr overCount(Expr spread) {
    return orNull(above(sum(Term.COUNT), 0), quotient(spread, sum(Term.COUNT)));
  }

  private Expr orNull(Expr condition, Expr value) {
    return when(condition, value, new Expr.Literal(null, value.type()));
  }

  private static Expr product(Expr a, Expr b) {
    return call(
        Operator.TIMES, SqlType.DECIMAL, cast(a, SqlType.DECIMAL), cast(b, SqlType.DECIMAL));
  }

  private static Expr root(Expr e) {
    return call(Operator.SQRT, SqlType.DOUBLE, e);
  }

  private static Expr quotient(Expr a, Expr b) {
    return call(Operator.DIVIDE, SqlType.DOUBLE, cast(a, SqlType.DOUBLE), cast(b, SqlType.DOUBLE));
  }

  static Expr above(Expr e, long bound) {
    return call(Operator.GT, SqlType.BOOLEAN, e, new Expr.Literal(bound, SqlType.BIGINT));
  }

  private static Expr positive(Expr e) {
    return above(e, 0);
  }

  static Expr when(Expr condition, Expr then, Expr otherwise) {
    return call(Operator.CASE, otherwise.type(), condition, then, otherwise);
  }

  private static Expr cast(Expr e, SqlType type) {
    return e.type() == type ? e : call(Operator.CAST, type, e);
  }

  private static Expr call(Operator operator, SqlType type, Expr... operands) {
    return new Expr.Call(operator, List.of(operands), type);
  }
}
