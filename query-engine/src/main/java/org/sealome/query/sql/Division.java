// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A quotient of integers is a DOUBLE, as DuckDB has it: {@code SUM(dosage) / SUM(ploidy)} is an
 * allele frequency, not 0.
 */
final class Division {
  private static final SqlReturnTypeInference TYPE =
      binding -> {
        boolean integers =
            SqlTypeFamily.INTEGER.contains(binding.getOperandType(0))
                && SqlTypeFamily.INTEGER.contains(binding.getOperandType(1));
        return integers
            ? binding
                .getTypeFactory()
                .createTypeWithNullability(
                    binding.getTypeFactory().createSqlType(SqlTypeName.DOUBLE),
                    binding.getOperandType(0).isNullable()
                        || binding.getOperandType(1).isNullable())
            : ReturnTypes.QUOTIENT_NULLABLE.inferReturnType(binding);
      };

  static final SqlBinaryOperator OPERATOR =
      new SqlBinaryOperator(
          "/",
          SqlKind.DIVIDE,
          60,
          true,
          TYPE,
          InferTypes.FIRST_KNOWN,
          OperandTypes.DIVISION_OPERATOR);

  private Division() {}

  /** The statement with this division instead of the standard's. */
  static SqlNode in(SqlNode statement) {
    return statement.accept(
        new SqlShuttle() {
          @Override
          public @Nullable SqlNode visit(SqlCall call) {
            SqlNode visited = super.visit(call);
            return visited instanceof SqlCall c && c.getKind() == SqlKind.DIVIDE
                ? OPERATOR.createCall(c.getParserPosition(), c.getOperandList())
                : visited;
          }
        });
  }
}
