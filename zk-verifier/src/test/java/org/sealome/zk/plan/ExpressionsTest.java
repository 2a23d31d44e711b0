// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.sealome.zk.plan.Operator.*;
import static org.sealome.zk.plan.SqlType.*;

import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealome.zk.plan.EvaluationException.Kind;

class ExpressionsTest {
  private static Object apply(Operator operator, SqlType type, Object... args) {
    return Expressions.apply(operator, type, Arrays.asList(args));
  }

  private static void fails(Kind kind, Operator operator, SqlType type, Object... args) {
    assertEquals(
        kind,
        assertThrows(EvaluationException.class, () -> apply(operator, type, args)).kind(),
        operator + Arrays.toString(args));
  }

  private static BigDecimal decimal(String s) {
    return new BigDecimal(s);
  }

  @Test
  void logicIsThreeValued() {
    Boolean[] all = {true, false, null};
    for (Boolean a : all) {
      for (Boolean b : all) {
        Boolean and =
            Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)
                ? Boolean.FALSE
                : a == null || b == null ? null : Boolean.TRUE;
        assertEquals(and, apply(AND, BOOLEAN, a, b), a + " AND " + b);
        Object deMorgan =
            apply(
                NOT, BOOLEAN, apply(AND, BOOLEAN, apply(NOT, BOOLEAN, a), apply(NOT, BOOLEAN, b)));
        assertEquals(deMorgan, apply(OR, BOOLEAN, a, b), a + " OR " + b);
      }
      assertEquals(a == null, apply(IS_NULL, BOOLEAN, a));
      assertEquals(a != null, apply(IS_NOT_NULL, BOOLEAN, a));
      assertEquals(Boolean.TRUE.equals(a), apply(IS_TRUE, BOOLEAN, a));
      assertEquals(!Boolean.TRUE.equals(a), apply(IS_NOT_TRUE, BOOLEAN, a));
      assertEquals(Boolean.FALSE.equals(a), apply(IS_FALSE, BOOLEAN, a));
      assertEquals(!Boolean.FALSE.equals(a), apply(IS_NOT_FALSE, BOOLEAN, a));
    }
    assertEquals(true, apply(AND, BOOLEAN));
    assertEquals(false, apply(OR, BOOLEAN));
  }

  @Test
  void nullInNullOut() {
    for (Operator operator :
        new Operator[] {EQ, NE, LT, LE, GT, GE, PLUS, MINUS, TIMES, DIVIDE, MOD, POWER}) {
      assertNull(apply(operator, DOUBLE, null, 0L));
      assertNull(apply(operator, DOUBLE, 0L, null));
    }
    assertNull(apply(CONCAT, VARCHAR, "a", null));
    assertNull(apply(CAST, BIGINT, (Object) null));
    assertEquals(true, apply(IS_DISTINCT_FROM, BOOLEAN, null, 1L));
    assertEquals(false, apply(IS_DISTINCT_FROM, BOOLEAN, null, null));
    assertEquals(true, apply(IS_NOT_DISTINCT_FROM, BOOLEAN, 1L, 1.0));
    assertEquals(3L, apply(GREATEST, BIGINT, 1L, null, 3L));
    assertNull(apply(LEAST, BIGINT, null, null));
  }

  @Test
  void integersAreExactOrAnError() {
    long max = Long.MAX_VALUE;
    long min = Long.MIN_VALUE;
    fails(Kind.OVERFLOW, PLUS, BIGINT, max, 1L);
    fails(Kind.OVERFLOW, MINUS, BIGINT, min, 1L);
    fails(Kind.OVERFLOW, TIMES, BIGINT, max, 2L);
    fails(Kind.OVERFLOW, DIVIDE, BIGINT, min, -1L);
    fails(Kind.OVERFLOW, NEGATE, BIGINT, min);
    fails(Kind.OVERFLOW, ABS, BIGINT, min);
    fails(Kind.OVERFLOW, PLUS, INTEGER, (long) Integer.MAX_VALUE, 1L);
    fails(Kind.DIVISION_BY_ZERO, DIVIDE, BIGINT, 1L, 0L);
    fails(Kind.DIVISION_BY_ZERO, MOD, BIGINT, 1L, 0L);
    fails(Kind.DIVISION_BY_ZERO, DIVIDE, DOUBLE, 1.0, 0.0);
    fails(Kind.DIVISION_BY_ZERO, DIVIDE, DECIMAL, 1L, decimal("0.00"));
    assertEquals(-3L, apply(DIVIDE, BIGINT, -7L, 2L));
    assertEquals(-1L, apply(MOD, BIGINT, -7L, 2L));
    assertEquals(0L, apply(MOD, BIGINT, min, -1L));
  }

  @Test
  void theResultHasItsType() {
    assertEquals(0.5, apply(DIVIDE, DOUBLE, 1L, 2L));
    assertEquals(decimal("3.5"), apply(PLUS, DECIMAL, 1L, decimal("2.5")));
    assertEquals(decimal("0.3333333333333333333333333333333333"), apply(DIVIDE, DECIMAL, 1L, 3L));
    assertEquals(2.0, apply(CASE, DOUBLE, true, 2L, 3L));
    assertEquals(decimal("2"), apply(COALESCE, DECIMAL, null, 2L));
    assertEquals(-1L, apply(SIGN, INTEGER, decimal("-0.5")));
    assertEquals(-2.0, apply(FLOOR, DOUBLE, -1.5));
    assertEquals(-1L, apply(CEIL, BIGINT, decimal("-1.5")));
    assertEquals(3.0, apply(SQRT, DOUBLE, 9L));
    assertEquals(8.0, apply(POWER, DOUBLE, 2L, 3L));
  }

  @Test
  void doublesStayFinite() {
    fails(Kind.OVERFLOW, TIMES, DOUBLE, 1e300, 1e300);
    fails(Kind.OVERFLOW, EXP, DOUBLE, 1e3);
    fails(Kind.DOMAIN, SQRT, DOUBLE, -1L);
    fails(Kind.DOMAIN, LN, DOUBLE, 0L);
    fails(Kind.DOMAIN, POWER, DOUBLE, -1L, 0.5);
    fails(Kind.DIVISION_BY_ZERO, POWER, DOUBLE, 0L, -1L);
    assertEquals(0.0, apply(NEGATE, DOUBLE, 0.0));
  }

  @Test
  void decimalsStaySmall() {
    fails(Kind.OVERFLOW, CAST, DECIMAL, "1e999999999");
    fails(Kind.OVERFLOW, CAST, DECIMAL, "1e99999999999");
    fails(Kind.OVERFLOW, CAST, BIGINT, decimal("1e30"));
    assertEquals(BigDecimal.ZERO, apply(CAST, DECIMAL, "1e-999999999"));
    BigDecimal huge = decimal("9".repeat(38));
    fails(Kind.OVERFLOW, TIMES, DECIMAL, huge, huge);
    fails(Kind.OVERFLOW, PLUS, DECIMAL, huge, 1L);
  }

  @ParameterizedTest
  @CsvSource({
    "2.5, 2, 3",
    "3.5, 4, 4",
    "-2.5, -2, -3",
    "0.49999999999999994, 0, 0",
    "1e9, 1000000000, 1000000000"
  })
  void castsRound(String number, long fromDouble, long fromDecimal) {
    assertEquals(fromDouble, apply(CAST, BIGINT, Double.parseDouble(number)));
    assertEquals(fromDecimal, apply(CAST, BIGINT, decimal(number)));
  }

  @Test
  void castsOfText() {
    assertEquals(12L, apply(CAST, INTEGER, " 12 "));
    assertEquals(1250.0, apply(CAST, DOUBLE, "1.25e3"));
    assertEquals(decimal("-0.5"), apply(CAST, DECIMAL, "-.5"));
    assertEquals(true, apply(CAST, BOOLEAN, "T"));
    for (String bad : new String[] {"", "1d", "0x10", "NaN", "Infinity", "1e", ".", "1 2", "1_0"}) {
      fails(Kind.BAD_CAST, CAST, DOUBLE, bad);
      fails(Kind.BAD_CAST, CAST, BIGINT, bad);
    }
    fails(Kind.OVERFLOW, CAST, BIGINT, 0x1p63);
    assertEquals(Long.MIN_VALUE, apply(CAST, BIGINT, -0x1p63));
    fails(Kind.OVERFLOW, CAST, INTEGER, 3e9);
    assertEquals("0.25", apply(CAST, VARCHAR, 0.25));
    assertEquals("true", apply(CAST, VARCHAR, true));
    assertEquals("100", apply(CAST, VARCHAR, decimal("1e2")));
  }

  @ParameterizedTest
  @CsvSource({
    "0.125, 2, 0.13",
    "-0.125, 2, -0.13",
    "2.675, 2, 2.68",
    "1250, -2, 1300",
    "0.5, 0, 1",
    "1e300, 20, 1e300"
  })
  void doublesRoundHalfAwayFromZero(double value, long digits, double rounded) {
    assertEquals(rounded, apply(ROUND, DOUBLE, value, digits));
  }

  @Test
  void integersAndDecimalsRoundHalfAwayFromZero() {
    assertEquals(-20L, apply(ROUND, BIGINT, -15L, -1L));
    assertEquals(0L, apply(ROUND, BIGINT, 15L, -99999L));
    assertEquals(decimal("0.13"), apply(ROUND, DECIMAL, decimal("0.125"), 2L));
    fails(Kind.OVERFLOW, ROUND, BIGINT, Long.MAX_VALUE, -19L);
  }

  @Test
  void numbersOfDifferentTypesCompareByValue() {
    assertEquals(true, apply(EQ, BOOLEAN, 1L, decimal("1.00")));
    assertEquals(true, apply(EQ, BOOLEAN, 0.0, -0.0));
    // 2^53 + 1 is no DOUBLE: exact against a DECIMAL, rounded against a DOUBLE.
    assertEquals(false, apply(EQ, BOOLEAN, (1L << 53) + 1, decimal("9007199254740992")));
    assertEquals(true, apply(EQ, BOOLEAN, (1L << 53) + 1, 0x1p53));
    assertEquals(true, apply(LT, BOOLEAN, Long.MAX_VALUE - 1, Long.MAX_VALUE));
    fails(Kind.MALFORMED, EQ, BOOLEAN, "1", 1L);
    fails(Kind.MALFORMED, LT, BOOLEAN, true, 1L);
  }

  @Test
  void textComparesByCodePoint() {
    assertEquals(true, apply(LT, BOOLEAN, "\uFFFD", "\uD83E\uDDEC"));
    assertEquals(true, apply(LT, BOOLEAN, "a", "ab"));
    assertEquals(true, apply(LT, BOOLEAN, "Z", "a"));
  }

  @ParameterizedTest
  @CsvSource({
    "abc, a%, true",
    "abc, %c, true",
    "abc, _b_, true",
    "abc, a_, false",
    "abc, %b%, true",
    "abc, abc, true",
    "abc, ab, false",
    "'', %, true",
    "'', '', true",
    "'', _, false",
    "aab, %ab, true",
    "aXbXc, a%X%c, true",
    "7-117559590-ATCT-A, 7-%, true",
    "🧬a, _a, true",
    "a\\b, a\\b, true",
    "mississippi, %iss%ip%, true",
    "mississippi, m%iss_pp%, true"
  })
  void like(String value, String pattern, boolean matches) {
    assertEquals(matches, apply(LIKE, BOOLEAN, value, pattern), value + " LIKE " + pattern);
  }

  @Test
  void likeEscapes() {
    assertEquals(true, apply(LIKE, BOOLEAN, "50%", "50!%", "!"));
    assertEquals(false, apply(LIKE, BOOLEAN, "501", "50!%", "!"));
    assertEquals(true, apply(LIKE, BOOLEAN, "a!b", "a!!b", "!"));
    assertEquals(true, apply(LIKE, BOOLEAN, "a_%", "a\\_\\%", "\\"));
    fails(Kind.DOMAIN, LIKE, BOOLEAN, "a", "a!", "!!");
    fails(Kind.DOMAIN, LIKE, BOOLEAN, "a!", "a!", "!");
  }

  @Test
  void textFunctions() {
    assertEquals("bc", apply(SUBSTRING, VARCHAR, "abcd", 2L, 2L));
    assertEquals("a", apply(SUBSTRING, VARCHAR, "abcd", 0L, 2L));
    assertEquals("bcd", apply(SUBSTRING, VARCHAR, "abcd", 2L));
    assertEquals("abcd", apply(SUBSTRING, VARCHAR, "abcd", 1L, Long.MAX_VALUE));
    assertEquals("", apply(SUBSTRING, VARCHAR, "abcd", Long.MIN_VALUE, Long.MAX_VALUE));
    assertEquals("", apply(SUBSTRING, VARCHAR, "abcd", 9L));
    assertEquals("b", apply(SUBSTRING, VARCHAR, "🧬b", 2L, 1L));
    fails(Kind.DOMAIN, SUBSTRING, VARCHAR, "abcd", 1L, -1L);
    assertEquals(2L, apply(CHAR_LENGTH, BIGINT, "🧬b"));
    assertEquals("a b", apply(TRIM, VARCHAR, "  a b "));
    assertEquals("b", apply(TRIM, VARCHAR, "xxbx", "x"));
    assertEquals("ÄB", apply(UPPER, VARCHAR, "äb"));
    assertEquals("äb", apply(LOWER, VARCHAR, "ÄB"));
    assertEquals("a1", apply(CONCAT, VARCHAR, "a", 1L));
  }

  @Test
  void whatIsNotNeededIsNotEvaluated() {
    Expr zero = new Expr.Literal(0L, BIGINT);
    Expr bad = new Expr.Call(DIVIDE, java.util.List.of(zero, zero), BIGINT);
    Expr isZero = new Expr.Call(EQ, java.util.List.of(zero, zero), BOOLEAN);
    Expr guarded =
        new Expr.Call(CASE, java.util.List.of(isZero, new Expr.Literal(null, BIGINT), bad), BIGINT);
    assertNull(Expressions.value(guarded, i -> null, i -> null));
    Expr or =
        new Expr.Call(
            OR,
            java.util.List.of(isZero, new Expr.Call(GT, java.util.List.of(bad, zero), BOOLEAN)),
            BOOLEAN);
    assertEquals(true, Expressions.value(or, i -> null, i -> null));
  }

  @Test
  void wrongOperandsAreTheirOwnError() {
    fails(Kind.MALFORMED, PLUS, BIGINT, "a", 1L);
    fails(Kind.MALFORMED, PLUS, VARCHAR, 1L, 1L);
    fails(Kind.MALFORMED, EQ, BOOLEAN, 1L);
    fails(Kind.MALFORMED, NOT, BOOLEAN, 1L);
    fails(Kind.MALFORMED, LIKE, BOOLEAN, 1L, "a");
  }
}
