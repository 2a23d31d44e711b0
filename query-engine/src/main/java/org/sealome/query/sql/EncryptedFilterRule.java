// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;

/**
 * Matches a filter over encrypted rows, subqueries in its condition included, and one over public
 * rows that compares them with the row of a query around it.
 *
 * <pre>Filter(Encrypted)  →  EncryptedFilter(Encrypted)</pre>
 */
final class EncryptedFilterRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "EncryptedFilterRule",
          o -> o.operand(LogicalFilter.class).anyInputs(),
          EncryptedFilterRule::new);

  private EncryptedFilterRule(RuleConfig config) {
    super(config);
  }

  @Override
  public boolean matches(RelOptRuleCall call) {
    LogicalFilter filter = call.rel(0);
    RelNode input = filter.getInput().stripped();
    return input instanceof EncryptedRel
        || input instanceof PublicQuery && SubQueries.refersOutside(filter);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalFilter filter = call.rel(0);
    RowExpression predicate =
        RexTranslator.translate(
            filter.getCluster().getRexBuilder(),
            filter.getCondition(),
            filter.getInput().getRowType().getFieldCount());
    call.transformTo(
        new EncryptedFilter(
            filter.getInput(), filter.getCondition(), filter.getVariablesSet(), predicate));
  }
}
