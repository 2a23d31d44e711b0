// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

/**
 * Operators of the closed expression language, with SQL's meaning: NULL in, NULL out, but for the
 * logical ones, which are three-valued, and those on NULL itself. AND, OR, COALESCE, CONCAT,
 * GREATEST and LEAST take any number of operands. Strings are counted and ordered by code point.
 */
public enum Operator {
  EQ,
  NE,
  LT,
  LE,
  GT,
  GE,
  AND,
  OR,
  NOT,
  IS_NULL,
  IS_NOT_NULL,
  IS_TRUE,
  IS_NOT_TRUE,
  IS_FALSE,
  IS_NOT_FALSE,
  IS_DISTINCT_FROM,
  IS_NOT_DISTINCT_FROM,
  PLUS,
  MINUS,
  TIMES,
  /** Integers divide towards zero, as the type says; by zero is an error of the statement. */
  DIVIDE,
  /** The remainder has the sign of the dividend. */
  MOD,
  NEGATE,
  /** condition, value, condition, value, …[, otherwise]; only what is needed is evaluated. */
  CASE,
  COALESCE,
  /** To the type of the call; DOUBLE to integer rounds half to even, DECIMAL half up. */
  CAST,
  /** value, pattern[, escape]; no character escapes unless told. */
  LIKE,
  UPPER,
  LOWER,
  /** Any number of values, as text. */
  CONCAT,
  /** value, start from 1[, length]. */
  SUBSTRING,
  CHAR_LENGTH,
  /** value[, characters]; spaces unless told, at both ends. */
  TRIM,
  ABS,
  /** value[, digits]; half away from zero. */
  ROUND,
  FLOOR,
  CEIL,
  SQRT,
  LN,
  LOG10,
  EXP,
  POWER,
  SIGN,
  /** Of those that are not NULL. */
  GREATEST,
  /** Of those that are not NULL. */
  LEAST
}
