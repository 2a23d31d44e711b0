// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.CoreRules;

/** The catalogue of rules, and the order in which they run. */
final class PlanRules {
  /** Logical to logical: conditions as low as they go, so that few variants are looked at. */
  static final List<RelOptRule> PUSH_DOWN =
      List.of(
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.JOIN_CONDITION_PUSH,
          CoreRules.FILTER_PROJECT_TRANSPOSE,
          CoreRules.FILTER_MERGE,
          CoreRules.PROJECT_MERGE,
          CoreRules.PROJECT_REMOVE,
          CoreRules.UNION_TO_DISTINCT);

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

  /** The plan with every operator in a convention that can carry it, as far as there is one. */
  static RelNode apply(RelNode plan) {
    HepPlanner planner = new HepPlanner(PROGRAM);
    planner.setRoot(plan);
    return planner.findBestExp();
  }
}
