// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.Grouping;
import org.sealome.query.algebra.Measure;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.SqlType;

/**
 * What stands beside released rows: uncorrelated subqueries, one value each and released like any
 * other, and window functions.
 */
final class ReleasedScalars {
  private static final List<Column> COUNT = List.of(new Column("n", SqlType.BIGINT));
  private static final List<Column> EXISTS = List.of(new Column("exists", SqlType.BOOLEAN));

  private ReleasedScalars() {}

  /**
   * The input with a column for every subquery and window function.
   *
   * @param rows whose expressions these are
   */
  static Rest beside(
      Rest input, RowExpressions expressions, RelNode rows, Translation translation) {
    Rest out = input;
    List<Rest> queries = new ArrayList<>();
    for (RowExpression.Outer outer : expressions.outers()) {
      if (outer instanceof RowExpression.Window w) {
        out = queries.isEmpty() ? out : new Rest.Scalars(out, queries);
        queries.clear();
        Boolean unique = rows.getCluster().getMetadataQuery().areRowsUnique(rows);
        out =
            ReleasedWindow.beside(
                input,
                out,
                w.function(),
                rows.getCluster().getRexBuilder(),
                Boolean.TRUE.equals(unique));
      } else {
        queries.add(query(outer, translation));
      }
    }
    return queries.isEmpty() ? out : new Rest.Scalars(out, queries);
  }

  private static Rest query(RowExpression.Outer outer, Translation translation) {
    if (outer instanceof RowExpression.SubQuery s) {
      RelNode plan = translation.planned(s.query()).stripped();
      boolean released = plan instanceof ReleasedRel || plan instanceof PublicQuery;
      switch (s.query().getKind()) {
        case SCALAR_QUERY -> {
          if (released) {
            return translation.rest(plan);
          }
          throw Refusals.of(plan);
        }
        case EXISTS -> {
          if (released) {
            return positive(
                new Rest.Aggregate(
                    translation.rest(plan),
                    List.of(),
                    List.of(new Rest.Measure(Rest.Function.COUNT, -1, false, -1)),
                    COUNT));
          }
          if (plan instanceof EncryptedRel) {
            Measure rows = new Measure(Measure.Function.COUNT, -1, -1, false, -1);
            return positive(
                new Grouping(translation.plan(), List.of(rows))
                    .release(translation.rows(plan), List.of(), List.of(Set.of()), COUNT));
          }
          throw Refusals.of(plan);
        }
        default -> {}
      }
    }
    throw new SealomeException(
        ErrorCode.PARAMETERS,
        "this subquery cannot be asked beside released values",
        "a subquery in SELECT or HAVING must be EXISTS or one value, and stand by itself");
  }

  private static Rest positive(Rest count) {
    Expr n = new Expr.Input(0, SqlType.BIGINT);
    Expr zero = new Expr.Literal(0L, SqlType.BIGINT);
    return new Rest.Project(
        count, EXISTS, List.of(new Expr.Call(Operator.GT, List.of(n, zero), SqlType.BOOLEAN)));
  }
}
