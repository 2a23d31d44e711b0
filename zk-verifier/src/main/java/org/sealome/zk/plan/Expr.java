// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.List;

/** An expression of the closed language in which the rest of a plan is written. */
public sealed interface Expr {

  SqlType type();

  /**
   * A constant.
   *
   * @param value of the Java class that {@link SqlType} names, or null. A DOUBLE is finite; a
   *     DECIMAL has at most 38 digits on either side of the point and no negative scale, others are
   *     rounded to that
   */
  record Literal(Object value, SqlType type) implements Expr {
    public Literal {
      value = type.literal(value);
    }
  }

  /** A column of the input row. */
  record Input(int index, SqlType type) implements Expr {}

  /** A cell's value, BIGINT; only in the rows of a {@link Rest.Table}. */
  record CellValue(int cell) implements Expr {
    @Override
    public SqlType type() {
      return SqlType.BIGINT;
    }
  }

  /** {@code operator(operands)}. */
  record Call(Operator operator, List<Expr> operands, SqlType type) implements Expr {
    public Call {
      operands = List.copyOf(operands);
    }
  }
}
