// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalTableScan;

/**
 * Matches a scan of {@code samples} or {@code genotypes}; leaves {@code variants}.
 *
 * <pre>Scan(genotypes)  →  EncryptedScan(genotypes)</pre>
 */
final class EncryptedScanRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "EncryptedScanRule",
          o -> o.operand(LogicalTableScan.class).noInputs(),
          EncryptedScanRule::new);

  private EncryptedScanRule(RuleConfig config) {
    super(config);
  }

  @Override
  public boolean matches(RelOptRuleCall call) {
    LogicalTableScan scan = call.rel(0);
    return scan.getTable().unwrapOrThrow(CohortTable.class).kind() != CohortTable.Kind.VARIANTS;
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalTableScan scan = call.rel(0);
    call.transformTo(new EncryptedScan(scan.getCluster(), scan.getTable()));
  }
}
