// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalProject;

/**
 * Matches a projection of encrypted rows.
 *
 * <pre>Project(Encrypted)  →  EncryptedProject(Encrypted)</pre>
 */
final class EncryptedProjectRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "EncryptedProjectRule",
          o ->
              o.operand(LogicalProject.class)
                  .oneInput(i -> i.operand(EncryptedRel.class).anyInputs()),
          EncryptedProjectRule::new);

  private EncryptedProjectRule(RuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalProject project = call.rel(0);
    int width = project.getInput().getRowType().getFieldCount();
    List<RowExpression> values =
        project.getProjects().stream()
            .map(p -> RexTranslator.translate(project.getCluster().getRexBuilder(), p, width))
            .toList();
    call.transformTo(
        new EncryptedProject(
            project.getInput(),
            project.getProjects(),
            project.getRowType(),
            project.getVariablesSet(),
            values));
  }
}
