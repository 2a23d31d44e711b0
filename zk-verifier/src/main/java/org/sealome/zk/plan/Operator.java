// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

/**
 * Operators of the closed expression language, with SQL's meaning: NULL in, NULL out, but for the
 * logical ones, which are three-valued, and those on NULL itself. AND, OR, COALESCE, CONCAT,
 * GREATEST and LEAST take any number of operands. Strings are counted and ordered by code point.
 */
public enum Operator {
  EQ(2, 2),
  NE(2, 2),
  LT(2, 2),
  LE(2, 2),
  GT(2, 2),
  GE(2, 2),
  AND(0, Integer.MAX_VALUE),
  OR(0, Integer.MAX_VALUE),
  NOT(1, 1),
  IS_NULL(1, 1),
  IS_NOT_NULL(1, 1),
  IS_TRUE(1, 1),
  IS_NOT_TRUE(1, 1),
  IS_FALSE(1, 1),
  IS_NOT_FALSE(1, 1),
  IS_DISTINCT_FROM(2, 2),
  IS_NOT_DISTINCT_FROM(2, 2),
  PLUS(2, 2),
  MINUS(2, 2),
  TIMES(2, 2),
  /** Integers divide towards zero, as the type says; by zero is an error of the statement. */
  DIVIDE(2, 2),
  /** The remainder has the sign of the dividend. */
  MOD(2, 2),
  NEGATE(1, 1),
  /** condition, value, condition, value, …[, otherwise]; only what is needed is evaluated. */
  CASE(2, Integer.MAX_VALUE),
  COALESCE(1, Integer.MAX_VALUE),
  /** To the type of the call; DOUBLE to integer rounds half to even, DECIMAL half up. */
  CAST(1, 1),
  /** value, pattern[, escape]; no character escapes unless told. */
  LIKE(2, 3),
  UPPER(1, 1),
  LOWER(1, 1),
  /** Any number of values, as text. */
  CONCAT(1, Integer.MAX_VALUE),
  /** value, start from 1[, length]. */
  SUBSTRING(2, 3),
  CHAR_LENGTH(1, 1),
  /** value[, characters]; spaces unless told, at both ends. */
  TRIM(1, 2),
  ABS(1, 1),
  /** value[, digits]; half away from zero. */
  ROUND(1, 2),
  FLOOR(1, 1),
  CEIL(1, 1),
  SQRT(1, 1),
  LN(1, 1),
  LOG10(1, 1),
  EXP(1, 1),
  POWER(2, 2),
  SIGN(1, 1),
  /** Of those that are not NULL. */
  GREATEST(1, Integer.MAX_VALUE),
  /** Of those that are not NULL. */
  LEAST(1, Integer.MAX_VALUE);

  private final int leastOperands;
  private final int mostOperands;

  Operator(int leastOperands, int mostOperands) {
    this.leastOperands = leastOperands;
    this.mostOperands = mostOperands;
  }

  public int leastOperands() {
    return leastOperands;
  }

  public int mostOperands() {
    return mostOperands;
  }
}
