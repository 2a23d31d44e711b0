// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.math.BigDecimal;

/** SQL's order of values; none of the methods takes NULL. */
final class Comparison {
  private Comparison() {}

  /**
   * Negative, zero or positive. Integers and decimals compare exactly, whatever their types; where
   * one side is DOUBLE both are. Strings compare by code point, FALSE is less than TRUE.
   */
  static int compare(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (a instanceof String x && b instanceof String y) {
      return compareCodePoints(x, y);
    }
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return Boolean.compare(x, y);
    }
    if (a instanceof Double || b instanceof Double) {
      double x = Numbers.toDouble(a);
      double y = Numbers.toDouble(b);
      // Not Double.compare, which tells -0 from 0.
      return x < y ? -1 : x > y ? 1 : 0;
    }
    return Numbers.toDecimal(a).compareTo(Numbers.toDecimal(b));
  }

  static boolean equal(Object a, Object b) {
    return a instanceof String && b instanceof String ? a.equals(b) : compare(a, b) == 0;
  }

  /** UTF-16's own order puts supplementary characters before U+E000. */
  static int compareCodePoints(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean xs = Character.isSurrogate(x);
        boolean ys = Character.isSurrogate(y);
        return xs == ys ? x - y : xs ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }

  /** Equal exactly where SQL says that two values of one type are: for grouping and DISTINCT. */
  static Object key(Object value) {
    if (value instanceof BigDecimal d) {
      return d.stripTrailingZeros();
    }
    if (value instanceof Double d) {
      return d + 0.0;
    }
    return value;
  }
}
