// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.List;

/** An expression of the closed language in which the rest of a plan is written. */
public sealed interface Expr {

  SqlType type();

  /** A constant; {@code value} is of the Java class that {@link SqlType} names, or null. */
  record Literal(Object value, SqlType type) implements Expr {}

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
