// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;

/**
 * Matches arithmetic on released rows, and on public ones beside subqueries that release something.
 * Subqueries must not be correlated.
 *
 * <pre>Project(Released)  →  ReleasedProject(Released)</pre>
 */
final class ReleasedProjectRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "ReleasedProjectRule",
          o -> o.operand(LogicalProject.class).anyInputs(),
          ReleasedProjectRule::new);

  private ReleasedProjectRule(RuleConfig config) {
    super(config);
  }

  @Override
  public boolean matches(RelOptRuleCall call) {
    LogicalProject project = call.rel(0);
    RelNode input = project.getInput().stripped();
    return input instanceof ReleasedRel
        || input instanceof PublicQuery && !SubQueries.readOnlyVariants(project);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalProject project = call.rel(0);
    int width = project.getInput().getRowType().getFieldCount();
    RowExpressions values =
        RexTranslator.translate(project.getCluster().getRexBuilder(), project.getProjects(), width);
    call.transformTo(
        new ReleasedProject(
            project.getInput(), project.getProjects(), project.getRowType(), values));
  }
}
