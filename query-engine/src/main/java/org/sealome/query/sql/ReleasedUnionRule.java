// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalUnion;

/**
 * Matches UNION ALL of released rows, public ones among them.
 *
 * <pre>Union(Released, Released | PublicQuery)  →  ReleasedUnion(…)</pre>
 */
final class ReleasedUnionRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "ReleasedUnionRule",
          o -> o.operand(LogicalUnion.class).predicate(u -> u.all).anyInputs(),
          ReleasedUnionRule::new);

  private ReleasedUnionRule(RuleConfig config) {
    super(config);
  }

  @Override
  public boolean matches(RelOptRuleCall call) {
    LogicalUnion union = call.rel(0);
    return union.getInputs().stream()
            .allMatch(
                i -> i.stripped() instanceof ReleasedRel || i.stripped() instanceof PublicQuery)
        && union.getInputs().stream().anyMatch(i -> i.stripped() instanceof ReleasedRel);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalUnion union = call.rel(0);
    call.transformTo(new ReleasedUnion(union.getInputs()));
  }
}
