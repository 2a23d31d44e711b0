// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import org.sealome.zk.plan.Expr;

/**
 * Expressions over released rows. Inputs beyond the row's width are uncorrelated subqueries, each
 * computed once, and window functions.
 */
record RowExpressions(List<Expr> expressions, int width, List<RowExpression.Outer> outers) {
  RowExpressions {
    expressions = List.copyOf(expressions);
    outers = List.copyOf(outers);
  }

  /** One of them by itself. */
  RowExpression get(int index) {
    return new RowExpression(expressions.get(index), width, outers);
  }
}
