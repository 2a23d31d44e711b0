// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.sealome.zk.plan.EvaluationException.Kind;

/** What the operators of the closed expression language mean. */
public final class Expressions {
  private Expressions() {}

  /**
   * The value of {@code operator(args)}, null for NULL. A numeric result is given in {@code type};
   * an operator that can tell ignores the types of its operands, so a {@link Long} may meet a
   * {@link java.math.BigDecimal} or a {@link Double}.
   *
   * @param args values as {@link SqlType} says, null for NULL
   * @throws EvaluationException where there is no value
   */
  public static Object apply(Operator operator, SqlType type, List<Object> args) {
    try {
      return operation(operator, type, args);
    } catch (ClassCastException | IndexOutOfBoundsException e) {
      throw malformed(operator);
    }
  }

  /**
   * The value of an expression. Of CASE and COALESCE only what is needed is evaluated, and AND and
   * OR stop where they are decided: {@code CASE WHEN b = 0 THEN NULL ELSE a / b END} divides by no
   * zero.
   *
   * @param inputs value of a column of the input row
   * @param cells value of a cell
   */
  static Object value(Expr expr, IntFunction<Object> inputs, IntFunction<Object> cells) {
    if (expr instanceof Expr.Literal literal) {
      return literal.value();
    }
    if (expr instanceof Expr.Input input) {
      return inputs.apply(input.index());
    }
    if (expr instanceof Expr.CellValue cell) {
      return cells.apply(cell.cell());
    }
    Expr.Call call = (Expr.Call) expr;
    List<Expr> operands = call.operands();
    int n = operands.size();
    try {
      switch (call.operator()) {
        case CASE:
          for (int i = 0; i + 1 < n; i += 2) {
            if (Boolean.TRUE.equals((Boolean) value(operands.get(i), inputs, cells))) {
              return Casts.coerce(value(operands.get(i + 1), inputs, cells), call.type());
            }
          }
          return n % 2 == 0
              ? null
              : Casts.coerce(value(operands.get(n - 1), inputs, cells), call.type());
        case COALESCE:
          for (int i = 0; i < n; i++) {
            Object v = value(operands.get(i), inputs, cells);
            if (v != null) {
              return Casts.coerce(v, call.type());
            }
          }
          return null;
        case AND:
        case OR:
          Boolean deciding = call.operator() == Operator.OR;
          boolean unknown = false;
          for (int i = 0; i < n; i++) {
            Boolean v = (Boolean) value(operands.get(i), inputs, cells);
            if (deciding.equals(v)) {
              return deciding;
            }
            unknown |= v == null;
          }
          return unknown ? null : (Object) !deciding;
        default:
          Object[] args = new Object[n];
          for (int i = 0; i < n; i++) {
            args[i] = value(operands.get(i), inputs, cells);
          }
          return operation(call.operator(), call.type(), Arrays.asList(args));
      }
    } catch (ClassCastException | IndexOutOfBoundsException e) {
      throw malformed(call.operator());
    }
  }

  private static EvaluationException malformed(Operator operator) {
    return EvaluationException.malformed(operator + " is not defined on these operands");
  }

  private static Object operation(Operator operator, SqlType type, List<Object> args) {
    switch (operator) {
      case AND:
        return and(args);
      case OR:
        return or(args);
      case IS_NULL:
        return args.get(0) == null;
      case IS_NOT_NULL:
        return args.get(0) != null;
      case IS_TRUE:
        return isValue(args, true);
      case IS_NOT_TRUE:
        return !isValue(args, true);
      case IS_FALSE:
        return isValue(args, false);
      case IS_NOT_FALSE:
        return !isValue(args, false);
      case IS_DISTINCT_FROM:
        return !same(args.get(0), args.get(1));
      case IS_NOT_DISTINCT_FROM:
        return same(args.get(0), args.get(1));
      case CASE:
        return caseOf(type, args);
      case COALESCE:
        return coalesce(type, args);
      case GREATEST:
        return extreme(args, type, 1);
      case LEAST:
        return extreme(args, type, -1);
      default:
        for (int i = 0; i < args.size(); i++) {
          if (args.get(i) == null) {
            return null;
          }
        }
        return strict(operator, type, args);
    }
  }

  /** The operators that give NULL for NULL; no argument is null. */
  private static Object strict(Operator operator, SqlType type, List<Object> args) {
    Object a = args.get(0);
    switch (operator) {
      case EQ:
        return Comparison.equal(a, args.get(1));
      case NE:
        return !Comparison.equal(a, args.get(1));
      case LT:
        return Comparison.compare(a, args.get(1)) < 0;
      case LE:
        return Comparison.compare(a, args.get(1)) <= 0;
      case GT:
        return Comparison.compare(a, args.get(1)) > 0;
      case GE:
        return Comparison.compare(a, args.get(1)) >= 0;
      case NOT:
        return !(Boolean) a;
      case PLUS:
      case MINUS:
      case TIMES:
      case DIVIDE:
      case MOD:
        return Numbers.binary(operator, type, a, args.get(1));
      case NEGATE:
      case ABS:
      case SIGN:
      case FLOOR:
      case CEIL:
      case SQRT:
      case LN:
      case LOG10:
      case EXP:
        return Casts.coerce(Numbers.unary(operator, a), type);
      case POWER:
        return Casts.coerce(Numbers.power(a, args.get(1)), type);
      case ROUND:
        return Casts.coerce(Numbers.round(a, args.size() > 1 ? (Long) args.get(1) : 0L), type);
      case CAST:
        return Casts.cast(a, type);
      case LIKE:
        return Text.like(
            (String) a, (String) args.get(1), args.size() > 2 ? (String) args.get(2) : null);
      case UPPER:
        return Text.changeCase((String) a, true);
      case LOWER:
        return Text.changeCase((String) a, false);
      case CONCAT:
        return concat(args);
      case SUBSTRING:
        return Text.substring(
            (String) a, (Long) args.get(1), args.size() > 2 ? (Long) args.get(2) : null);
      case CHAR_LENGTH:
        return Text.length((String) a);
      case TRIM:
        return Text.trim((String) a, args.size() > 1 ? (String) args.get(1) : " ");
      default:
        throw new EvaluationException(Kind.MALFORMED, operator + " has no meaning");
    }
  }

  private static Boolean and(List<Object> args) {
    boolean unknown = false;
    for (int i = 0; i < args.size(); i++) {
      Boolean b = (Boolean) args.get(i);
      if (b == null) {
        unknown = true;
      } else if (!b) {
        return false;
      }
    }
    return unknown ? null : Boolean.TRUE;
  }

  private static Boolean or(List<Object> args) {
    boolean unknown = false;
    for (int i = 0; i < args.size(); i++) {
      Boolean b = (Boolean) args.get(i);
      if (b == null) {
        unknown = true;
      } else if (b) {
        return true;
      }
    }
    return unknown ? null : Boolean.FALSE;
  }

  private static boolean isValue(List<Object> args, boolean value) {
    Boolean b = (Boolean) args.get(0);
    return b != null && b == value;
  }

  private static boolean same(Object a, Object b) {
    return a == null || b == null ? a == b : Comparison.equal(a, b);
  }

  private static Object caseOf(SqlType type, List<Object> args) {
    int n = args.size();
    for (int i = 0; i + 1 < n; i += 2) {
      if (Boolean.TRUE.equals((Boolean) args.get(i))) {
        return Casts.coerce(args.get(i + 1), type);
      }
    }
    return n % 2 == 0 ? null : Casts.coerce(args.get(n - 1), type);
  }

  private static Object coalesce(SqlType type, List<Object> args) {
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i) != null) {
        return Casts.coerce(args.get(i), type);
      }
    }
    return null;
  }

  private static Object extreme(List<Object> args, SqlType type, int sign) {
    Object best = null;
    for (int i = 0; i < args.size(); i++) {
      Object a = args.get(i);
      if (a != null && (best == null || sign * Comparison.compare(a, best) > 0)) {
        best = a;
      }
    }
    return Casts.coerce(best, type);
  }

  private static String concat(List<Object> args) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < args.size(); i++) {
      out.append(Casts.toText(args.get(i)));
    }
    return out.toString();
  }
}
