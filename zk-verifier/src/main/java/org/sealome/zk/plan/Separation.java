// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Whether an expression tells every two values of a cell apart, rounding included: a DOUBLE of 10³⁰
 * and a count is 10³⁰, whatever the count; a DECIMAL of a count times 10⁻³⁸ and a half has no digit
 * for it. Only then does the cell's value follow from the expression's, and may be opened.
 *
 * <p>Followed from the cell outwards is how far apart the values of neighbouring integers are at
 * least, less what each step rounds away.
 */
final class Separation {
  /** Half a unit in the last place of a DOUBLE, relative; and of the least of all, absolute. */
  private static final double DOUBLE_ROUNDING = 0x1p-53;

  private static final double LEAST_DOUBLE = Double.MIN_VALUE;

  /** Likewise of a DECIMAL: 38 digits behind the point, quotients of 34 in all. */
  private static final double DECIMAL_ROUNDING = 1e-38;

  private static final double QUOTIENT_ROUNDING = 1e-33;

  /** What this class's own arithmetic may be off by, relative. */
  private static final double MARGIN = 1e-9;

  /**
   * Values of an expression.
   *
   * @param gap least distance of two values that two values of the cell make
   * @param most greatest absolute value
   */
  private record Apart(double gap, double most) {}

  /**
   * Absolute values of an expression that is no zero.
   *
   * @param least 0 where there is no bound
   */
  private record Size(double least, double most) {}

  private static final Size INTEGERS = new Size(1, 0x1p63);
  private static final Size ANYTHING = new Size(0, Double.POSITIVE_INFINITY);

  private final Plan plan;

  /** By cell; 0 where it was not asked for yet. */
  private final double[] greatest;

  Separation(Plan plan) {
    this.plan = plan;
    this.greatest = new double[plan.cells().size()];
  }

  /**
   * Whether no two values of the one unknown cell in {@code expr} make the same value of it.
   *
   * @param holds whether a part of the expression holds that cell
   */
  boolean tellsApart(Expr expr, Predicate<Expr> holds) {
    if (expr instanceof Expr.CellValue) {
      return true;
    }
    Apart apart = apart(expr, holds);
    return apart != null && apart.gap() > 0;
  }

  /** Null where nothing is known; of an expression that determines the cell by its operators. */
  private Apart apart(Expr expr, Predicate<Expr> holds) {
    if (expr instanceof Expr.CellValue cell) {
      return new Apart(1, most(cell.cell()));
    }
    Expr.Call call = (Expr.Call) expr;
    List<Expr> operands = call.operands();
    if (call.operator() == Operator.CASE) {
      return apart(operands.get(1), holds);
    }
    int at = operands.size() > 1 && !holds.test(operands.get(0)) ? 1 : 0;
    Apart inner = apart(operands.get(at), holds);
    if (inner == null || call.type() == SqlType.VARCHAR) {
      return inner;
    }
    inner = rounded(call.type(), inner, 0);
    Size other = operands.size() > 1 ? size(operands.get(1 - at)) : null;
    switch (call.operator()) {
      case NEGATE:
      case CAST:
        return inner;
      case PLUS:
      case MINUS:
        return rounded(call.type(), new Apart(inner.gap(), inner.most() + other.most()), 0);
      case TIMES:
        return rounded(
            call.type(), new Apart(inner.gap() * other.least(), inner.most() * other.most()), 0);
      default:
        return rounded(
            call.type(),
            new Apart(inner.gap() / other.most(), inner.most() / other.least()),
            QUOTIENT_ROUNDING);
    }
  }

  private static Apart rounded(SqlType type, Apart exact, double quotient) {
    double error;
    switch (type) {
      case DOUBLE:
        error = exact.most() * DOUBLE_ROUNDING + LEAST_DOUBLE;
        break;
      case DECIMAL:
        error = exact.most() * quotient + DECIMAL_ROUNDING;
        break;
      default:
        // Integers are exact, or an error.
        return exact;
    }
    double gap = exact.gap() * (1 - MARGIN) - 2 * error * (1 + MARGIN);
    // Not a number: infinite bounds.
    return new Apart(gap > 0 ? gap : 0, exact.most() + error);
  }

  /** Greatest absolute value of a cell, whoever consents. */
  private double most(int cell) {
    if (greatest[cell] == 0) {
      greatest[cell] = Math.max(1, sum(cell));
    }
    return greatest[cell];
  }

  private double sum(int cell) {
    Affine value = plan.cells().get(cell).value();
    double sum = Math.abs((double) value.constant());
    for (Map.Entry<Integer, Long> e : value.populations().entrySet()) {
      sum += Math.abs((double) e.getValue()) * plan.populations().get(e.getKey()).patients();
    }
    for (Map.Entry<Integer, Long> e : value.releases().entrySet()) {
      for (Term term : plan.releases().get(e.getKey()).terms()) {
        double one = Math.max(Math.abs((double) term.lo()), Math.abs((double) term.hi()));
        sum +=
            Math.abs((double) e.getValue())
                * one
                * plan.populations().get(term.population()).patients();
      }
    }
    return sum;
  }

  /** Of an operand that is known; never less wide than it is. */
  private Size size(Expr expr) {
    if (expr instanceof Expr.Literal literal) {
      return literal.value() instanceof Number n ? constant(n) : ANYTHING;
    }
    if (expr instanceof Expr.CellValue cell) {
      return new Size(1, most(cell.cell()));
    }
    if (!(expr instanceof Expr.Call call)) {
      return ANYTHING;
    }
    Size size = size(call);
    boolean integer = call.type() == SqlType.INTEGER || call.type() == SqlType.BIGINT;
    return integer ? new Size(1, Math.min(INTEGERS.most(), size.most() + 1)) : size;
  }

  private static Size constant(Number value) {
    double size = Math.abs(value.doubleValue());
    return new Size(size * (1 - MARGIN), size * (1 + MARGIN));
  }

  private Size size(Expr.Call call) {
    List<Expr> operands = call.operands();
    switch (call.operator()) {
      case NEGATE:
      case ABS:
        return size(operands.get(0));
      case CAST:
        return cast(call, size(operands.get(0)));
      case PLUS:
      case MINUS:
        return new Size(0, size(operands.get(0)).most() + size(operands.get(1)).most());
      case TIMES:
        return cast(
            call,
            new Size(
                size(operands.get(0)).least() * size(operands.get(1)).least(),
                size(operands.get(0)).most() * size(operands.get(1)).most()));
      case CASE:
        return branches(operands);
      default:
        return ANYTHING;
    }
  }

  /** What is too small for the type becomes zero, and that is no divisor and no factor. */
  private static Size cast(Expr.Call call, Size size) {
    boolean number = call.type() != SqlType.VARCHAR && call.type() != SqlType.BOOLEAN;
    double error =
        call.type() == SqlType.DECIMAL ? DECIMAL_ROUNDING : size.least() * DOUBLE_ROUNDING;
    return number
        ? new Size(Math.max(0, (size.least() - error) * (1 - MARGIN)), size.most() * (1 + MARGIN))
        : ANYTHING;
  }

  private Size branches(List<Expr> operands) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = 0; i < operands.size(); i++) {
      boolean result = i % 2 == 1 || i == operands.size() - 1;
      boolean isNull = operands.get(i) instanceof Expr.Literal l && l.value() == null;
      if (result && !isNull) {
        Size size = size(operands.get(i));
        least = Math.min(least, size.least());
        most = Math.max(most, size.most());
      }
    }
    return new Size(least, most);
  }
}
