// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;

/**
 * Matches any operator all of whose inputs, subqueries included, read public metadata only. Legal
 * because nothing encrypted is below it.
 *
 * <pre>Filter(PublicQuery(x))  →  PublicQuery(Filter(x))</pre>
 */
final class PublicOperatorRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "PublicOperatorRule",
          o ->
              o.operand(RelNode.class)
                  .predicate(r -> r.getConvention() == Convention.NONE)
                  .anyInputs(),
          PublicOperatorRule::new);

  private PublicOperatorRule(RuleConfig config) {
    super(config);
  }

  @Override
  public boolean matches(RelOptRuleCall call) {
    RelNode rel = call.rel(0);
    return !(rel instanceof TableScan)
        && rel.getInputs().stream().allMatch(i -> i.stripped() instanceof PublicQuery)
        && SubQueries.readOnlyVariants(rel)
        && !SubQueries.refersOutside(rel);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    RelNode rel = call.rel(0);
    List<RelNode> inputs =
        rel.getInputs().stream().map(i -> ((PublicQuery) i.stripped()).plan()).toList();
    call.transformTo(new PublicQuery(rel.copy(rel.getTraitSet(), inputs)));
  }
}
