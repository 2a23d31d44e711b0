// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.util.SqlOperatorTables;

/** SQL's statistical aggregates that Calcite's standard table leaves out. */
final class StatisticalAggregates {
  private static final SqlAggFunction CORR = ofTwo("CORR");
  private static final SqlAggFunction REGR_SLOPE = ofTwo("REGR_SLOPE");

  /** The standard operators and these. */
  static final SqlOperatorTable OPERATORS =
      SqlOperatorTables.chain(
          SqlStdOperatorTable.instance(), SqlOperatorTables.of(List.of(CORR, REGR_SLOPE)));

  private StatisticalAggregates() {}

  private static SqlAggFunction ofTwo(String name) {
    return SqlBasicAggFunction.create(
        name,
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.DOUBLE.andThen(SqlTypeTransforms.FORCE_NULLABLE),
        OperandTypes.NUMERIC_NUMERIC);
  }
}
