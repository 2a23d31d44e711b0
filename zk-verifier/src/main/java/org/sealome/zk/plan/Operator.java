// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

/**
 * Operators of the closed expression language, with SQL's meaning: NULL in, NULL out, but for the
 * logical ones, which are three-valued, and those on NULL itself.
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
  MOD,
  NEGATE,
  /** condition, value, condition, value, …, otherwise. */
  CASE,
  COALESCE,
  /** To the type of the call. */
  CAST,
  /** value, pattern[, escape]. */
  LIKE,
  UPPER,
  LOWER,
  CONCAT,
  /** value, start from 1[, length]. */
  SUBSTRING,
  CHAR_LENGTH,
  TRIM,
  ABS,
  /** value[, digits]. */
  ROUND,
  FLOOR,
  CEIL,
  SQRT,
  LN,
  LOG10,
  EXP,
  POWER,
  SIGN,
  GREATEST,
  LEAST
}
