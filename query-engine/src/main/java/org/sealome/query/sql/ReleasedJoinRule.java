// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalJoin;

/**
 * Matches a join of released rows with released or public ones, inner or outer. Legal because both
 * sides are answers already: what the join tells, they do.
 *
 * <pre>Join(Released, Released | PublicQuery)  →  ReleasedJoin(…)</pre>
 */
final class ReleasedJoinRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "ReleasedJoinRule",
          o ->
              o.operand(LogicalJoin.class)
                  .predicate(j -> j.getJoinType().projectsRight())
                  .anyInputs(),
          ReleasedJoinRule::new);

  private ReleasedJoinRule(RuleConfig config) {
    super(config);
  }

  @Override
  public boolean matches(RelOptRuleCall call) {
    LogicalJoin join = call.rel(0);
    RelNode left = join.getLeft().stripped();
    RelNode right = join.getRight().stripped();
    return (left instanceof ReleasedRel
                && (right instanceof ReleasedRel || right instanceof PublicQuery)
            || left instanceof PublicQuery && right instanceof ReleasedRel)
        && !SubQueries.in(join.getCondition());
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalJoin join = call.rel(0);
    RowExpression predicate =
        RexTranslator.translate(
            join.getCluster().getRexBuilder(),
            join.getCondition(),
            join.getRowType().getFieldCount());
    call.transformTo(
        new ReleasedJoin(
            join.getLeft(),
            join.getRight(),
            join.getCondition(),
            join.getJoinType(),
            predicate.expression()));
  }
}
