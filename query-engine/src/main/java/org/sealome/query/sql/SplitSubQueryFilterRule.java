// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/**
 * Matches a filter that mixes subqueries with plain conditions, so that the plain ones can be
 * pushed down on their own; the others stay on the row type that their correlations name.
 *
 * <pre>Filter(a AND EXISTS …; x)  →  Filter(EXISTS …; Filter(a; x))</pre>
 */
final class SplitSubQueryFilterRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "SplitSubQueryFilterRule",
          o ->
              o.operand(LogicalFilter.class)
                  .predicate(f -> SubQueries.in(f.getCondition()))
                  .anyInputs(),
          SplitSubQueryFilterRule::new);

  private SplitSubQueryFilterRule(RuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalFilter filter = call.rel(0);
    List<RexNode> plain = new ArrayList<>();
    List<RexNode> asking = new ArrayList<>();
    for (RexNode c : RelOptUtil.conjunctions(filter.getCondition())) {
      (SubQueries.in(c) ? asking : plain).add(c);
    }
    if (plain.isEmpty() || asking.isEmpty()) {
      return;
    }
    RexBuilder rex = filter.getCluster().getRexBuilder();
    LogicalFilter below =
        LogicalFilter.create(filter.getInput(), RexUtil.composeConjunction(rex, plain));
    call.transformTo(
        LogicalFilter.create(
            below,
            RexUtil.composeConjunction(rex, asking),
            com.google.common.collect.ImmutableSet.copyOf(filter.getVariablesSet())));
  }
}
