// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.logical.LogicalAggregate;

/**
 * Matches an aggregate of released rows.
 *
 * <pre>Aggregate(Released)  →  ReleasedRegrouping(Released)</pre>
 */
final class ReleasedRegroupingRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "ReleasedRegroupingRule",
          o ->
              o.operand(LogicalAggregate.class)
                  .predicate(a -> a.getGroupType() == Aggregate.Group.SIMPLE)
                  .oneInput(i -> i.operand(ReleasedRel.class).anyInputs()),
          ReleasedRegroupingRule::new);

  private ReleasedRegroupingRule(RuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalAggregate aggregate = call.rel(0);
    call.transformTo(
        new ReleasedRegrouping(
            aggregate.getInput(),
            aggregate.getGroupSet(),
            aggregate.getAggCallList(),
            Measures.released(aggregate)));
  }
}
