// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

/**
 * An expression has no value: the statement fails as a whole, there is no answer with holes. Never
 * thrown for what disclosure control has suppressed, which is not evaluated at all.
 */
public final class EvaluationException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Kind {
    /** The result does not fit its type. */
    OVERFLOW,
    DIVISION_BY_ZERO,
    /** A logarithm of zero, a root of a negative number, a negative length, a bad pattern. */
    DOMAIN,
    /** A string that is not what it is cast to. */
    BAD_CAST,
    /** A scalar query has more than one row. */
    SEVERAL_ROWS,
    /** An operator met operands that it is not defined on: the plan is wrong, not the data. */
    MALFORMED
  }

  private final Kind kind;

  public EvaluationException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static EvaluationException overflow(SqlType type) {
    return new EvaluationException(Kind.OVERFLOW, "a value does not fit " + type);
  }

  static EvaluationException severalRows(int rows) {
    return new EvaluationException(
        Kind.SEVERAL_ROWS, "a scalar subquery has " + rows + " rows instead of one");
  }

  static EvaluationException malformed(String message) {
    return new EvaluationException(Kind.MALFORMED, message);
  }
}
