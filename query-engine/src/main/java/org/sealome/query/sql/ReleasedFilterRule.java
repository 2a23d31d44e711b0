// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalFilter;

/**
 * Matches HAVING and other filters on released rows.
 *
 * <pre>Filter(Released)  →  ReleasedFilter(Released)</pre>
 */
final class ReleasedFilterRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "ReleasedFilterRule",
          o ->
              o.operand(LogicalFilter.class)
                  .oneInput(i -> i.operand(ReleasedRel.class).anyInputs()),
          ReleasedFilterRule::new);

  private ReleasedFilterRule(RuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalFilter filter = call.rel(0);
    RowExpressions predicate =
        RexTranslator.translate(
            filter.getCluster().getRexBuilder(),
            List.of(filter.getCondition()),
            filter.getInput().getRowType().getFieldCount());
    call.transformTo(new ReleasedFilter(filter.getInput(), filter.getCondition(), predicate));
  }
}
