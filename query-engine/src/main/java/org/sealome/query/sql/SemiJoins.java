// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/**
 * SEMI JOIN and ANTI JOIN, which the parser reads and nothing behind it carries: conditions of the
 * SELECT that they stand in.
 *
 * <pre>
 * FROM a SEMI JOIN b ON c      →  FROM a WHERE EXISTS (SELECT * FROM b WHERE c)
 * FROM a ANTI JOIN b USING (x) →  FROM a WHERE (x IN (SELECT x FROM b)) IS NOT TRUE
 * </pre>
 */
final class SemiJoins {
  private SemiJoins() {}

  /** The statement with conditions instead. */
  static SqlNode in(SqlNode statement) {
    return statement.accept(
        new SqlShuttle() {
          @Override
          public @Nullable SqlNode visit(SqlCall call) {
            SqlNode visited = super.visit(call);
            return visited instanceof SqlSelect select ? conditions(select) : visited;
          }
        });
  }

  private static SqlSelect conditions(SqlSelect select) {
    List<SqlNode> conditions = new ArrayList<>();
    SqlNode from = without(select.getFrom(), conditions);
    if (!conditions.isEmpty()) {
      if (select.getWhere() != null) {
        conditions.add(select.getWhere());
      }
      select.setFrom(from);
      select.setWhere(
          conditions.stream()
              .reduce((a, b) -> SqlStdOperatorTable.AND.createCall(SqlParserPos.ZERO, a, b))
              .orElseThrow());
    }
    return select;
  }

  /** The tables without what semi and anti joins add to the conditions. */
  private static SqlNode without(SqlNode from, List<SqlNode> conditions) {
    if (!(from instanceof SqlJoin join)) {
      return from;
    }
    JoinType type = join.getJoinType();
    if (type == JoinType.LEFT_SEMI_JOIN || type == JoinType.LEFT_ANTI_JOIN) {
      SqlNode left = without(join.getLeft(), conditions);
      conditions.add(condition(join, type == JoinType.LEFT_ANTI_JOIN));
      return left;
    }
    boolean keepsLeft = type != JoinType.RIGHT && type != JoinType.FULL;
    boolean keepsRight = keepsLeft && type != JoinType.LEFT;
    join.setLeft(keepsLeft ? without(join.getLeft(), conditions) : plain(join.getLeft()));
    join.setRight(keepsRight ? without(join.getRight(), conditions) : plain(join.getRight()));
    return join;
  }

  /** A side of an outer join: a condition on it is none on the joined rows. */
  private static SqlNode plain(SqlNode side) {
    if (side instanceof SqlJoin) {
      List<SqlNode> conditions = new ArrayList<>();
      SqlNode without = without(side, conditions);
      if (!conditions.isEmpty()) {
        throw new SealomeException(
            ErrorCode.USAGE,
            "a SEMI or ANTI JOIN within this side of an outer join is not supported",
            "write it as a subquery: (SELECT * FROM … SEMI JOIN …)");
      }
      return without;
    }
    return side;
  }

  private static SqlNode condition(SqlJoin join, boolean anti) {
    SqlParserPos at = join.getParserPosition();
    SqlNode right = join.getRight();
    if (join.isNatural()) {
      throw new SealomeException(
          ErrorCode.USAGE, "a NATURAL SEMI or ANTI JOIN is not supported", "say USING (column, …)");
    }
    if (join.getConditionType() == JoinConditionType.USING
        && join.getCondition() instanceof SqlNodeList columns) {
      SqlNode of =
          columns.size() == 1
              ? columns.get(0)
              : SqlStdOperatorTable.ROW.createCall(at, columns.getList());
      SqlNode in = SqlStdOperatorTable.IN.createCall(at, of, rows(columns, right, null));
      return anti ? SqlStdOperatorTable.IS_NOT_TRUE.createCall(at, in) : in;
    }
    requireQualified(join.getCondition());
    SqlNodeList all = SqlNodeList.of(SqlIdentifier.star(at));
    SqlNode exists =
        SqlStdOperatorTable.EXISTS.createCall(at, rows(all, right, join.getCondition()));
    return anti ? SqlStdOperatorTable.NOT.createCall(at, exists) : exists;
  }

  /** In a subquery a bare name would be the inner table's where both sides have it. */
  private static void requireQualified(SqlNode condition) {
    condition.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlIdentifier name) {
            if (name.isSimple()) {
              throw new SealomeException(
                  ErrorCode.USAGE,
                  "'" + name + "' in the condition of a SEMI or ANTI JOIN may be of either side",
                  "write table." + name + ", or USING (column, …)");
            }
            return null;
          }

          @Override
          public Void visit(SqlCall call) {
            return call instanceof SqlSelect ? null : super.visit(call);
          }
        });
  }

  private static SqlSelect rows(SqlNodeList columns, SqlNode from, SqlNode where) {
    return new SqlSelect(
        SqlParserPos.ZERO,
        null,
        columns,
        from,
        where,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
