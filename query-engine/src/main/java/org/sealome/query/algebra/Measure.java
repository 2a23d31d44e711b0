// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.List;

/**
 * An aggregate over encrypted rows.
 *
 * @param arguments columns that it aggregates; −1 in {@code first}: COUNT(*)
 * @param second of the functions of two arguments; else −1
 * @param filter BOOLEAN column that must be TRUE; −1: none
 * @param grouped of GROUPING: the keys that it asks about
 */
public record Measure(
    Function function, int first, int second, boolean distinct, int filter, List<Integer> grouped) {
  public Measure {
    grouped = List.copyOf(grouped);
  }

  public Measure(Function function, int first, int second, boolean distinct, int filter) {
    this(function, first, second, distinct, filter, List.of());
  }

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
    REGR_SLOPE,
    REGR_INTERCEPT,
    REGR_R2,
    REGR_COUNT,
    REGR_AVGX,
    REGR_AVGY,
    REGR_SXX,
    REGR_SYY,
    REGR_SXY,
    /** Of public values over patients; of any within one patient. */
    MIN,
    MAX,
    /** TRUE where it is for one row, of those where it is known. */
    BOOL_OR,
    BOOL_AND,
    /** Which keys a row is not grouped by, a bit each. */
    GROUPING
  }
}
