// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.FilterJoinRule;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;

/** The catalogue of rules, and the order in which they run. */
final class PlanRules {
  /** Logical to logical: conditions as low as they go, so that few variants are looked at. */
  static final List<RelOptRule> PUSH_DOWN =
      List.of(
          FilterJoinRule.FilterIntoJoinRule.FilterIntoJoinRuleConfig.DEFAULT
              .withOperandSupplier(f -> plain(f).oneInput(j -> j.operand(Join.class).anyInputs()))
              .toRule(),
          CoreRules.JOIN_CONDITION_PUSH,
          FilterProjectTransposeRule.Config.DEFAULT
              .withOperandSupplier(
                  f -> plain(f).oneInput(p -> p.operand(Project.class).anyInputs()))
              .toRule(),
          CoreRules.PROJECT_MERGE,
          CoreRules.PROJECT_REMOVE,
          CoreRules.UNION_TO_DISTINCT,
          CoreRules.INTERSECT_TO_DISTINCT,
          CoreRules.MINUS_TO_DISTINCT);

  /** No convention to PUBLIC, ENCRYPTED and RELEASED; each needs its inputs there already. */
  static final List<RelOptRule> CONVENTIONS =
      List.of(
          PublicScanRule.CONFIG.toRule(),
          PublicOperatorRule.CONFIG.toRule(),
          EncryptedScanRule.CONFIG.toRule(),
          EncryptedFilterRule.CONFIG.toRule(),
          EncryptedProjectRule.CONFIG.toRule(),
          EncryptedJoinRule.CONFIG.toRule(),
          EncryptedUnionRule.CONFIG.toRule(),
          PatientAggregateRule.CONFIG.toRule(),
          ReleaseRule.CONFIG.toRule(),
          ReleasedJoinRule.CONFIG.toRule(),
          ReleasedProjectRule.CONFIG.toRule(),
          ReleasedFilterRule.CONFIG.toRule(),
          ReleasedSortRule.CONFIG.toRule(),
          ReleasedUnionRule.CONFIG.toRule(),
          ReleasedRegroupingRule.CONFIG.toRule());

  private static final HepProgram PROGRAM =
      HepProgram.builder()
          .addRuleInstance(SplitSubQueryFilterRule.CONFIG.toRule())
          .addRuleCollection(PUSH_DOWN)
          .addRuleCollection(CONVENTIONS)
          .build();

  private PlanRules() {}

  /** A filter without subqueries: theirs stay on the row type that their correlations name. */
  private static RelRule.OperandDetailBuilder<Filter> plain(RelRule.OperandBuilder builder) {
    return builder.operand(Filter.class).predicate(f -> !SubQueries.in(f.getCondition()));
  }

  /** The passes and the plan after each, for people; the last is that of {@link #apply}. */
  static Map<String, RelNode> passes(RelNode plan) {
    RelOptRule split = SplitSubQueryFilterRule.CONFIG.toRule();
    Map<String, RelNode> passes = new LinkedHashMap<>();
    passes.put("logical", plan);
    passes.put(
        "conditions pushed down",
        apply(
            HepProgram.builder().addRuleInstance(split).addRuleCollection(PUSH_DOWN).build(),
            plan));
    passes.put("conventions", apply(plan));
    return passes;
  }

  /** The plan with every operator in a convention that can carry it, as far as there is one. */
  static RelNode apply(RelNode plan) {
    return apply(PROGRAM, plan);
  }

  private static RelNode apply(HepProgram program, RelNode plan) {
    HepPlanner planner = new HepPlanner(program);
    planner.setRoot(ReleasedSubQueries.joined(plan));
    return planner.findBestExp();
  }
}
