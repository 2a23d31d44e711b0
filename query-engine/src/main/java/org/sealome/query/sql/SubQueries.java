// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;

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

  /** Whether the operator's own expressions refer to a row around its query. */
  static boolean refersOutside(RelNode rel) {
    AtomicBoolean refers = new AtomicBoolean();
    rel.accept(
        new RexShuttle() {
          @Override
          public RexNode visitCorrelVariable(RexCorrelVariable variable) {
            refers.set(refers.get() || !rel.getVariablesSet().contains(variable.id));
            return variable;
          }
        });
    return refers.get();
  }

  /** Whether there is a subquery in the expression. */
  static boolean in(RexNode node) {
    return RexUtil.SubQueryFinder.find(node) != null;
  }
}
