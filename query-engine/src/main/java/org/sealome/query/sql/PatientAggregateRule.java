// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.logical.LogicalAggregate;

/**
 * Matches an aggregate of encrypted rows that keeps {@code sample_id} among its keys: it stays
 * encrypted, one row a patient.
 *
 * <pre>Aggregate(sample_id, …; Encrypted)  →  PatientAggregate(Encrypted)</pre>
 */
final class PatientAggregateRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "PatientAggregateRule",
          o ->
              o.operand(LogicalAggregate.class)
                  .predicate(a -> a.getGroupType() == Aggregate.Group.SIMPLE)
                  .oneInput(i -> i.operand(EncryptedRel.class).anyInputs()),
          PatientAggregateRule::new);

  private PatientAggregateRule(RuleConfig config) {
    super(config);
  }

  @Override
  public boolean matches(RelOptRuleCall call) {
    LogicalAggregate aggregate = call.rel(0);
    return aggregate.getGroupSet().asList().stream()
        .anyMatch(k -> PatientColumns.isPatientId(call.rel(1), k));
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalAggregate aggregate = call.rel(0);
    call.transformTo(
        new PatientAggregate(
            aggregate.getInput(),
            aggregate.getGroupSet(),
            aggregate.getAggCallList(),
            Measures.encrypted(aggregate)));
  }
}
