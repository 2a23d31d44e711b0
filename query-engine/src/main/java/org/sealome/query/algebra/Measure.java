// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

/**
 * An aggregate over encrypted rows.
 *
 * @param arguments columns that it aggregates; −1 in {@code first}: COUNT(*)
 * @param second of the functions of two arguments; else −1
 * @param filter BOOLEAN column that must be TRUE; −1: none
 */
public record Measure(Function function, int first, int second, boolean distinct, int filter) {
  /** What can be computed from sums. */
  public enum Function {
    COUNT,
    SUM,
    SUM0,
    AVG,
    VAR_POP,
    VAR_SAMP,
    STDDEV_POP,
    STDDEV_SAMP,
    COVAR_POP,
    COVAR_SAMP,
    CORR,
    REGR_SLOPE
  }
}
