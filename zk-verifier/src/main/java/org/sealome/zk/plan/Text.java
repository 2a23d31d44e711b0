// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import org.sealome.zk.plan.EvaluationException.Kind;

/** String functions, counted in code points and independent of any locale; without NULL. */
final class Text {
  private static final int NO_ESCAPE = -1;

  private Text() {}

  /**
   * {@code %} is any string, {@code _} any one code point, whatever follows {@code escape} itself;
   * without an escape every other character is itself, the backslash too.
   *
   * @param escape one code point, or null
   */
  static boolean like(String value, String pattern, String escape) {
    int e = NO_ESCAPE;
    if (escape != null) {
      if (escape.isEmpty() || escape.codePointCount(0, escape.length()) != 1) {
        throw new EvaluationException(Kind.DOMAIN, "LIKE's ESCAPE must be one character");
      }
      e = escape.codePointAt(0);
    }
    int v = 0;
    int p = 0;
    int retryValue = -1;
    int retryPattern = -1;
    while (true) {
      boolean matched = false;
      if (p < pattern.length()) {
        int c = pattern.codePointAt(p);
        int next = p + Character.charCount(c);
        if (c == e) {
          if (next >= pattern.length()) {
            throw new EvaluationException(Kind.DOMAIN, "LIKE's pattern ends in its ESCAPE");
          }
          c = pattern.codePointAt(next);
          next += Character.charCount(c);
        } else if (c == '%') {
          retryPattern = next;
          retryValue = v;
          p = next;
          if (p == pattern.length()) {
            return true;
          }
          continue;
        } else if (c == '_') {
          c = v < value.length() ? value.codePointAt(v) : c;
        }
        if (v < value.length() && value.codePointAt(v) == c) {
          v += Character.charCount(c);
          p = next;
          matched = true;
        }
      } else if (v == value.length()) {
        return true;
      }
      if (!matched) {
        // Only the last % needs to give way: what the earlier ones matched is the leftmost.
        if (retryPattern < 0 || retryValue >= value.length()) {
          return false;
        }
        retryValue += Character.charCount(value.codePointAt(retryValue));
        v = retryValue;
        p = retryPattern;
      }
    }
  }

  /** Code points {@code start … start + length − 1} as far as they exist, the first being 1. */
  static String substring(String value, long start, Long length) {
    if (length != null && length < 0) {
      throw new EvaluationException(Kind.DOMAIN, "SUBSTRING's length is negative");
    }
    long count = value.codePointCount(0, value.length());
    long from = Math.max(1, start);
    long end = count + 1;
    if (length != null) {
      // Past the end rather than past the range of a long.
      end = start > 0 && length > count ? end : Math.min(end, start + length);
    }
    if (from >= end) {
      return "";
    }
    int a = value.offsetByCodePoints(0, (int) (from - 1));
    int b = value.offsetByCodePoints(a, (int) (end - from));
    return value.substring(a, b);
  }

  static long length(String value) {
    return value.codePointCount(0, value.length());
  }

  /** Without those code points of {@code characters} that stand at either end. */
  static String trim(String value, String characters) {
    int a = 0;
    int b = value.length();
    while (a < b && characters.indexOf(value.codePointAt(a)) >= 0) {
      a += Character.charCount(value.codePointAt(a));
    }
    while (a < b && characters.indexOf(value.codePointBefore(b)) >= 0) {
      b -= Character.charCount(value.codePointBefore(b));
    }
    return value.substring(a, b);
  }

  /** Code point by code point, so the length in code points stays. */
  static String changeCase(String value, boolean upper) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      out.appendCodePoint(upper ? Character.toUpperCase(c) : Character.toLowerCase(c));
      i += Character.charCount(c);
    }
    return out.toString();
  }
}
