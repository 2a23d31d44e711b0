// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalUnion;

/**
 * Matches UNION ALL of encrypted rows.
 *
 * <pre>Union(Encrypted, Encrypted)  →  EncryptedUnion(Encrypted, Encrypted)</pre>
 */
final class EncryptedUnionRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "EncryptedUnionRule",
          o -> o.operand(LogicalUnion.class).predicate(u -> u.all).anyInputs(),
          EncryptedUnionRule::new);

  private EncryptedUnionRule(RuleConfig config) {
    super(config);
  }

  @Override
  public boolean matches(RelOptRuleCall call) {
    LogicalUnion union = call.rel(0);
    return union.getInputs().stream().allMatch(i -> i.stripped() instanceof EncryptedRel);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalUnion union = call.rel(0);
    call.transformTo(new EncryptedUnion(union.getInputs()));
  }
}
