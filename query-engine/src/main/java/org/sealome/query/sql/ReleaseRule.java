// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalAggregate;

/**
 * Matches an aggregate of encrypted rows none of whose keys names the patient: the only exit from
 * encrypted to released. Legal because every released integer is a sum over patients; how small a
 * sum may be is the steward's to judge.
 *
 * <pre>Aggregate(keys; Encrypted)  →  ReleasedAggregate(Encrypted)</pre>
 */
final class ReleaseRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "ReleaseRule",
          o ->
              o.operand(LogicalAggregate.class)
                  .oneInput(i -> i.operand(EncryptedRel.class).anyInputs()),
          ReleaseRule::new);

  private ReleaseRule(RuleConfig config) {
    super(config);
  }

  @Override
  public boolean matches(RelOptRuleCall call) {
    LogicalAggregate aggregate = call.rel(0);
    return aggregate.getGroupSet().asList().stream()
        .noneMatch(k -> PatientColumns.names(call.rel(1), k));
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalAggregate aggregate = call.rel(0);
    call.transformTo(
        new ReleasedAggregate(
            aggregate.getInput(),
            aggregate.getGroupSet(),
            aggregate.getGroupSets(),
            aggregate.getAggCallList(),
            Measures.encrypted(aggregate)));
  }
}
