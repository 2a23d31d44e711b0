// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalTableScan;

/**
 * Matches a scan of {@code variants}; leaves the other tables.
 *
 * <pre>Scan(variants)  →  PublicQuery(Scan(variants))</pre>
 */
final class PublicScanRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "PublicScanRule", o -> o.operand(LogicalTableScan.class).noInputs(), PublicScanRule::new);

  private PublicScanRule(RuleConfig config) {
    super(config);
  }

  @Override
  public boolean matches(RelOptRuleCall call) {
    LogicalTableScan scan = call.rel(0);
    return scan.getTable().unwrapOrThrow(CohortTable.class).kind() == CohortTable.Kind.VARIANTS;
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    call.transformTo(new PublicQuery(call.rel(0)));
  }
}
