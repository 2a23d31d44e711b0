// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalJoin;

/**
 * Matches an inner or outer join with encrypted rows on one side or both.
 *
 * <pre>Join(Encrypted, Encrypted | PublicQuery)  →  EncryptedJoin(…)</pre>
 */
final class EncryptedJoinRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "EncryptedJoinRule",
          o ->
              o.operand(LogicalJoin.class)
                  .predicate(j -> j.getJoinType().projectsRight())
                  .anyInputs(),
          EncryptedJoinRule::new);

  private EncryptedJoinRule(RuleConfig config) {
    super(config);
  }

  @Override
  public boolean matches(RelOptRuleCall call) {
    LogicalJoin join = call.rel(0);
    RelNode left = join.getLeft().stripped();
    RelNode right = join.getRight().stripped();
    return (left instanceof EncryptedRel
            && (right instanceof EncryptedRel || right instanceof PublicQuery))
        || (left instanceof PublicQuery && right instanceof EncryptedRel);
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
        new EncryptedJoin(
            join.getLeft(), join.getRight(), join.getCondition(), join.getJoinType(), predicate));
  }
}
