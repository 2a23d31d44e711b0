// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalProject;
import org.sealome.zk.plan.Expr;

/**
 * Matches arithmetic on released rows; leaves what has a subquery in it.
 *
 * <pre>Project(Released)  →  ReleasedProject(Released)</pre>
 */
final class ReleasedProjectRule extends RelRule<RuleConfig> {
  static final RuleConfig CONFIG =
      RuleConfig.of(
          "ReleasedProjectRule",
          o ->
              o.operand(LogicalProject.class)
                  .oneInput(i -> i.operand(ReleasedRel.class).anyInputs()),
          ReleasedProjectRule::new);

  private ReleasedProjectRule(RuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalProject project = call.rel(0);
    int width = project.getInput().getRowType().getFieldCount();
    List<Expr> values =
        project.getProjects().stream()
            .map(
                p ->
                    SubQueries.local(
                        RexTranslator.translate(project.getCluster().getRexBuilder(), p, width)))
            .toList();
    call.transformTo(
        new ReleasedProject(
            project.getInput(), project.getProjects(), project.getRowType(), values));
  }
}
