// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.Expr;

/** What stands inside the subqueries of an operator's expressions. */
final class SubQueries {
  private SubQueries() {}

  /** Whether all subqueries of the operator itself read {@code variants} only. */
  static boolean readOnlyVariants(RelNode rel) {
    AtomicBoolean only = new AtomicBoolean(true);
    rel.accept(
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery query) {
            new RelVisitor() {
              @Override
              public void visit(RelNode node, int ordinal, RelNode parent) {
                if (node instanceof TableScan scan
                    && scan.getTable().unwrapOrThrow(CohortTable.class).kind()
                        != CohortTable.Kind.VARIANTS) {
                  only.set(false);
                }
                if (!readOnlyVariants(node)) {
                  only.set(false);
                }
                super.visit(node, ordinal, parent);
              }
            }.go(query.rel);
            return query;
          }
        });
    return only.get();
  }

  /** Whether there is a subquery in the expression. */
  static boolean in(RexNode node) {
    return RexUtil.SubQueryFinder.find(node) != null;
  }

  /** The expression, which must be over its row alone. */
  static Expr local(RowExpression expression) {
    if (!expression.isLocal()) {
      throw new SealomeException(
          ErrorCode.PARAMETERS,
          "a subquery in an expression over released values is not supported",
          "ask it as a statement of its own");
    }
    return expression.expression();
  }
}
