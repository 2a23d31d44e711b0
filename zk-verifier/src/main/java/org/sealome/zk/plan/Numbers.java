// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.sealome.zk.plan.EvaluationException.Kind;

/**
 * Arithmetic without NULL. Integers are exact or an error. A DECIMAL has at most 38 digits before
 * the point (more is an error) and 38 behind it (rounded half up); quotients have 34 digits. A
 * DOUBLE is always finite: what would be infinite or no number is an error, −0 is 0. Functions of
 * reals come from {@link StrictMath}, so that steward and verifier agree to the last bit.
 */
final class Numbers {
  private static final int DIGITS = 38;

  private Numbers() {}

  static double toDouble(Object value) {
    if (value instanceof Double d) {
      return d;
    }
    if (value instanceof Long l) {
      return l;
    }
    if (value instanceof BigDecimal d) {
      return d.doubleValue();
    }
    throw EvaluationException.malformed("a number was expected");
  }

  /** Exact for integers and decimals; a DOUBLE as its shortest decimal. */
  static BigDecimal toDecimal(Object value) {
    if (value instanceof BigDecimal d) {
      return d;
    }
    if (value instanceof Long l) {
      return BigDecimal.valueOf(l);
    }
    if (value instanceof Double d) {
      return new BigDecimal(Doubles.toString(d));
    }
    throw EvaluationException.malformed("a number was expected");
  }

  static Double finite(double value) {
    if (Double.isNaN(value)) {
      throw new EvaluationException(Kind.DOMAIN, "a DOUBLE is not a number");
    }
    if (Double.isInfinite(value)) {
      throw EvaluationException.overflow(SqlType.DOUBLE);
    }
    return value + 0.0;
  }

  /** Keeps every DECIMAL small, so that no plan can ask for gigabytes of digits. */
  static BigDecimal bounded(BigDecimal value) {
    if (value.scale() >= 0 && value.scale() <= DIGITS && value.precision() <= DIGITS) {
      return value;
    }
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    long before = (long) value.precision() - value.scale();
    if (before > DIGITS) {
      throw EvaluationException.overflow(SqlType.DECIMAL);
    }
    if (before < -DIGITS) {
      return BigDecimal.ZERO;
    }
    int scale = Math.max(0, Math.min(value.scale(), DIGITS));
    return bounded(value, scale, RoundingMode.HALF_UP);
  }

  private static BigDecimal bounded(BigDecimal value, int scale, RoundingMode mode) {
    BigDecimal rounded = value.setScale(scale, mode);
    if (rounded.precision() - rounded.scale() > DIGITS) {
      throw EvaluationException.overflow(SqlType.DECIMAL);
    }
    return rounded;
  }

  static Long integer(long value, SqlType type) {
    if (type == SqlType.INTEGER && value != (int) value) {
      throw EvaluationException.overflow(type);
    }
    return value;
  }

  /** PLUS, MINUS, TIMES, DIVIDE, MOD, computed in the type of the result. */
  static Object binary(Operator operator, SqlType type, Object a, Object b) {
    switch (type) {
      case INTEGER:
      case BIGINT:
        return integer(integers(operator, (Long) a, (Long) b), type);
      case DECIMAL:
        return bounded(decimals(operator, toDecimal(a), toDecimal(b)));
      case DOUBLE:
        return finite(doubles(operator, toDouble(a), toDouble(b)));
      default:
        throw EvaluationException.malformed(operator + " gives no " + type);
    }
  }

  private static long integers(Operator operator, long a, long b) {
    try {
      switch (operator) {
        case PLUS:
          return Math.addExact(a, b);
        case MINUS:
          return Math.subtractExact(a, b);
        case TIMES:
          return Math.multiplyExact(a, b);
        case DIVIDE:
          if (b == -1) {
            return Math.negateExact(a);
          }
          return a / divisor(b);
        case MOD:
          return a % divisor(b);
        default:
          throw EvaluationException.malformed(operator + " is not arithmetic");
      }
    } catch (EvaluationException e) {
      throw e;
    } catch (ArithmeticException e) {
      throw EvaluationException.overflow(SqlType.BIGINT);
    }
  }

  private static long divisor(long b) {
    if (b == 0) {
      throw divisionByZero();
    }
    return b;
  }

  private static BigDecimal decimals(Operator operator, BigDecimal a, BigDecimal b) {
    if ((operator == Operator.DIVIDE || operator == Operator.MOD) && b.signum() == 0) {
      throw divisionByZero();
    }
    switch (operator) {
      case PLUS:
        return a.add(b);
      case MINUS:
        return a.subtract(b);
      case TIMES:
        return a.multiply(b);
      case DIVIDE:
        return a.divide(b, MathContext.DECIMAL128);
      case MOD:
        return a.remainder(b);
      default:
        throw EvaluationException.malformed(operator + " is not arithmetic");
    }
  }

  private static double doubles(Operator operator, double a, double b) {
    if ((operator == Operator.DIVIDE || operator == Operator.MOD) && b == 0) {
      throw divisionByZero();
    }
    switch (operator) {
      case PLUS:
        return a + b;
      case MINUS:
        return a - b;
      case TIMES:
        return a * b;
      case DIVIDE:
        return a / b;
      case MOD:
        return a % b;
      default:
        throw EvaluationException.malformed(operator + " is not arithmetic");
    }
  }

  private static EvaluationException divisionByZero() {
    return new EvaluationException(Kind.DIVISION_BY_ZERO, "division by zero");
  }

  /** Functions of one number; the result in the type of its operand, but for reals' functions. */
  static Object unary(Operator operator, Object a) {
    switch (operator) {
      case NEGATE:
        return negate(a);
      case ABS:
        return signum(a) < 0 ? negate(a) : a;
      case SIGN:
        return (long) signum(a);
      case FLOOR:
        return a instanceof BigDecimal d
            ? d.setScale(0, RoundingMode.FLOOR)
            : a instanceof Double d ? (Object) finite(Math.floor(d)) : (Long) a;
      case CEIL:
        return a instanceof BigDecimal d
            ? d.setScale(0, RoundingMode.CEILING)
            : a instanceof Double d ? (Object) finite(Math.ceil(d)) : (Long) a;
      case SQRT:
        return finite(StrictMath.sqrt(toDouble(a)));
      case EXP:
        return finite(StrictMath.exp(toDouble(a)));
      case LN:
        return finite(StrictMath.log(positive(toDouble(a))));
      case LOG10:
        return finite(StrictMath.log10(positive(toDouble(a))));
      default:
        throw EvaluationException.malformed(operator + " is no function of one number");
    }
  }

  private static Object negate(Object a) {
    if (a instanceof Long l) {
      if (l == Long.MIN_VALUE) {
        throw EvaluationException.overflow(SqlType.BIGINT);
      }
      return -l;
    }
    if (a instanceof BigDecimal d) {
      return d.negate();
    }
    return finite(-toDouble(a));
  }

  private static int signum(Object a) {
    if (a instanceof Long l) {
      return Long.signum(l);
    }
    if (a instanceof BigDecimal d) {
      return d.signum();
    }
    double d = toDouble(a);
    return d > 0 ? 1 : d < 0 ? -1 : 0;
  }

  private static double positive(double a) {
    if (a <= 0) {
      throw new EvaluationException(Kind.DOMAIN, "a logarithm needs a positive number");
    }
    return a;
  }

  static Double power(Object a, Object b) {
    double x = toDouble(a);
    double y = toDouble(b);
    if (x == 0 && y < 0) {
      throw divisionByZero();
    }
    return finite(StrictMath.pow(x, y));
  }

  /**
   * Half away from zero, at {@code digits} behind the point (negative: before it). A DOUBLE is
   * scaled, rounded and scaled back, as DuckDB does it.
   */
  static Object round(Object a, long digits) {
    int n = (int) Math.max(-400, Math.min(400, digits));
    if (a instanceof Double d) {
      double modifier = StrictMath.pow(10, Math.abs(n));
      double rounded = n < 0 ? half(d / modifier) * modifier : half(d * modifier) / modifier;
      if (Double.isNaN(rounded) || Double.isInfinite(rounded)) {
        return n < 0 ? 0.0 : d;
      }
      return rounded + 0.0;
    }
    if (a instanceof Long l) {
      if (n >= 0) {
        return l;
      }
      BigDecimal rounded = BigDecimal.valueOf(l).setScale(n, RoundingMode.HALF_UP);
      return Casts.toLong(rounded, SqlType.BIGINT);
    }
    BigDecimal d = toDecimal(a);
    return n >= d.scale() ? d : bounded(d.setScale(n, RoundingMode.HALF_UP));
  }

  private static double half(double d) {
    double a = Math.abs(d);
    double floor = Math.floor(a);
    return Math.copySign(a - floor >= 0.5 ? floor + 1 : floor, d);
  }
}
