// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalSort;

/**
 * Matches ORDER BY, OFFSET and LIMIT on released rows.
 *
 * <pre>Sort(Released)  →  ReleasedSort(Released)</pre>
 */
final class ReleasedSortRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "ReleasedSortRule",
          o -> o.operand(LogicalSort.class).oneInput(i -> i.operand(ReleasedRel.class).anyInputs()),
          ReleasedSortRule::new);

  private ReleasedSortRule(RuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalSort sort = call.rel(0);
    call.transformTo(
        new ReleasedSort(sort.getInput(), sort.getCollation(), sort.offset, sort.fetch));
  }
}
