// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.sealome.zk.plan.EvaluationException.Kind;

/**
 * CAST as in PostgreSQL and DuckDB, without NULL: a DOUBLE becomes an integer by rounding half to
 * even, a DECIMAL by rounding half away from zero; a string may have spaces round it and nothing
 * else that is not of the number.
 */
final class Casts {
  private Casts() {}

  static Object cast(Object value, SqlType type) {
    switch (type) {
      case BOOLEAN:
        return toBoolean(value);
      case INTEGER:
      case BIGINT:
        return toLong(value, type);
      case DECIMAL:
        if (value instanceof Boolean b) {
          return b ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        return Numbers.bounded(
            value instanceof String s ? parse(s, type) : Numbers.toDecimal(value));
      case DOUBLE:
        if (value instanceof Boolean b) {
          return b ? 1.0 : 0.0;
        }
        return value instanceof String s
            ? Numbers.finite(Double.parseDouble(numeral(s, type)))
            : Numbers.finite(Numbers.toDouble(value));
      case VARCHAR:
        return toText(value);
    }
    throw EvaluationException.malformed("CAST to " + type);
  }

  /**
   * {@code value} as an operator of type {@code type} returns it: numbers are widened or narrowed,
   * nothing else changes.
   */
  static Object coerce(Object value, SqlType type) {
    if (value == null) {
      return null;
    }
    switch (type) {
      case BOOLEAN:
        return (Boolean) value;
      case VARCHAR:
        return (String) value;
      case INTEGER:
      case BIGINT:
        return toLong((Number) value, type);
      case DECIMAL:
        return Numbers.bounded(Numbers.toDecimal(value));
      case DOUBLE:
        return value instanceof Double ? value : Numbers.finite(Numbers.toDouble(value));
    }
    throw EvaluationException.malformed("a value of type " + type);
  }

  static Long toLong(Object value, SqlType type) {
    if (value instanceof Long l) {
      return Numbers.integer(l, type);
    }
    if (value instanceof Boolean b) {
      return b ? 1L : 0L;
    }
    if (value instanceof Double d) {
      double rounded = Math.rint(d);
      // 2^63 is a DOUBLE, 2^63 − 1 is not.
      if (!(rounded >= -0x1p63 && rounded < 0x1p63)) {
        throw EvaluationException.overflow(type);
      }
      return Numbers.integer((long) rounded, type);
    }
    if (value instanceof String s) {
      String text = s.strip();
      try {
        return Numbers.integer(Long.parseLong(text), type);
      } catch (NumberFormatException e) {
        throw badCast(s, type);
      }
    }
    if (value instanceof BigDecimal d) {
      if (d.signum() == 0) {
        return 0L;
      }
      if ((long) d.precision() - d.scale() > 20) {
        throw EvaluationException.overflow(type);
      }
      try {
        return Numbers.integer(d.setScale(0, RoundingMode.HALF_UP).longValueExact(), type);
      } catch (EvaluationException e) {
        throw e;
      } catch (ArithmeticException e) {
        throw EvaluationException.overflow(type);
      }
    }
    throw EvaluationException.malformed("CAST to " + type);
  }

  private static Boolean toBoolean(Object value) {
    if (value instanceof Boolean b) {
      return b;
    }
    if (value instanceof String s) {
      switch (s.strip().toLowerCase(Locale.ROOT)) {
        case "true", "t", "yes", "y", "on", "1":
          return true;
        case "false", "f", "no", "n", "off", "0":
          return false;
        default:
          throw badCast(s, SqlType.BOOLEAN);
      }
    }
    return Comparison.compare(value, 0L) != 0;
  }

  static String toText(Object value) {
    if (value instanceof String s) {
      return s;
    }
    if (value instanceof BigDecimal d) {
      return d.toPlainString();
    }
    if (value instanceof Double d) {
      return Doubles.toString(d);
    }
    return value.toString();
  }

  private static BigDecimal parse(String s, SqlType type) {
    try {
      return new BigDecimal(numeral(s, type));
    } catch (NumberFormatException e) {
      // An exponent past the int range.
      throw EvaluationException.overflow(type);
    }
  }

  /** {@code s} without its spaces if it is {@code [+-]d*[.d*][e[+-]d+]}; not Java's other forms. */
  private static String numeral(String s, SqlType type) {
    String text = s.strip();
    int i = 0;
    int n = text.length();
    if (i < n && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
      i++;
    }
    int start = i;
    i = digits(text, i);
    int count = i - start;
    if (i < n && text.charAt(i) == '.') {
      start = ++i;
      i = digits(text, i);
      count += i - start;
    }
    if (count > 0 && i < n && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      i++;
      if (i < n && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
        i++;
      }
      start = i;
      i = digits(text, i);
      count = i - start;
    }
    if (count == 0 || i != n) {
      throw badCast(s, type);
    }
    return text;
  }

  private static int digits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  private static EvaluationException badCast(String s, SqlType type) {
    String shown = s.length() > 40 ? s.substring(0, 40) + "…" : s;
    return new EvaluationException(Kind.BAD_CAST, "'" + shown + "' is no " + type);
  }
}
