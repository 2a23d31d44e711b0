// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;

/**
 * Matches HAVING and other filters on released rows, and on public rows where an uncorrelated
 * subquery of the condition reads patients.
 *
 * <pre>Filter(Released)  →  ReleasedFilter(Released)</pre>
 */
final class ReleasedFilterRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "ReleasedFilterRule",
          o -> o.operand(LogicalFilter.class).anyInputs(),
          ReleasedFilterRule::new);

  private ReleasedFilterRule(RuleConfig config) {
    super(config);
  }

  @Override
  public boolean matches(RelOptRuleCall call) {
    LogicalFilter filter = call.rel(0);
    RelNode input = filter.getInput().stripped();
    return input instanceof ReleasedRel
        || (input instanceof PublicQuery
            && filter.getVariablesSet().isEmpty()
            && !SubQueries.readOnlyVariants(filter));
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
