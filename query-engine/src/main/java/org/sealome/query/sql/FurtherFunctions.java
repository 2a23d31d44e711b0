// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;

/** Functions that users of SQL engines know and Calcite's standard table leaves out. */
final class FurtherFunctions {
  private static final List<String> OF_TWO =
      List.of(
          "CORR",
          "REGR_SLOPE",
          "REGR_INTERCEPT",
          "REGR_R2",
          "REGR_AVGX",
          "REGR_AVGY",
          "REGR_SXX",
          "REGR_SYY",
          "REGR_SXY");

  /** One patient's value, or a list of them: known by name, to be refused for what they are. */
  private static final List<String> OF_ONE_PATIENT =
      List.of(
          "MEDIAN",
          "QUANTILE_CONT",
          "QUANTILE_DISC",
          "QUANTILE",
          "FIRST",
          "LAST",
          "ARG_MIN",
          "ARG_MAX",
          "LIST",
          "HISTOGRAM");

  private static final SqlOperandTypeChecker ANYTHING =
      OperandTypes.repeat(SqlOperandCountRanges.between(1, 4), OperandTypes.ANY);

  /** The standard operators and these. */
  static final SqlOperatorTable OPERATORS =
      SqlOperatorTables.chain(standard(), SqlOperatorTables.of(more()));

  private FurtherFunctions() {}

  /** Without the standard's division: there is one operator of a name. */
  private static SqlOperatorTable standard() {
    SqlOperatorTable all = SqlStdOperatorTable.instance();
    return new SqlOperatorTable() {
      @Override
      public void lookupOperatorOverloads(
          SqlIdentifier name,
          SqlFunctionCategory category,
          SqlSyntax syntax,
          List<SqlOperator> found,
          SqlNameMatcher matcher) {
        all.lookupOperatorOverloads(name, category, syntax, found, matcher);
        found.remove(SqlStdOperatorTable.DIVIDE);
      }

      @Override
      public List<SqlOperator> getOperatorList() {
        return all.getOperatorList();
      }
    };
  }

  private static List<SqlOperator> more() {
    List<SqlOperator> out = new ArrayList<>();
    SqlReturnTypeInference number = ReturnTypes.DOUBLE.andThen(SqlTypeTransforms.FORCE_NULLABLE);
    OF_TWO.forEach(n -> out.add(aggregate(n, number, OperandTypes.NUMERIC_NUMERIC)));
    out.add(aggregate("REGR_COUNT", ReturnTypes.BIGINT, OperandTypes.NUMERIC_NUMERIC));
    SqlReturnTypeInference yesOrNo = ReturnTypes.BOOLEAN_FORCE_NULLABLE;
    out.add(aggregate("BOOL_OR", yesOrNo, OperandTypes.BOOLEAN));
    out.add(aggregate("BOOL_AND", yesOrNo, OperandTypes.BOOLEAN));
    OF_ONE_PATIENT.forEach(n -> out.add(aggregate(n, ReturnTypes.ARG0_FORCE_NULLABLE, ANYTHING)));
    out.add(Division.OPERATOR);
    out.add(SqlLibraryOperators.LENGTH);
    out.add(SqlLibraryOperators.ILIKE);
    out.add(SqlLibraryOperators.NOT_ILIKE);
    out.add(SqlLibraryOperators.GREATEST_PG);
    out.add(SqlLibraryOperators.LEAST_PG);
    out.add(SqlLibraryOperators.INFIX_CAST);
    out.add(SqlLibraryOperators.IF);
    out.add(SqlLibraryOperators.SPLIT_PART);
    return out;
  }

  private static SqlAggFunction aggregate(
      String name, SqlReturnTypeInference type, SqlOperandTypeChecker operands) {
    return SqlBasicAggFunction.create(name, SqlKind.OTHER_FUNCTION, type, operands);
  }
}
