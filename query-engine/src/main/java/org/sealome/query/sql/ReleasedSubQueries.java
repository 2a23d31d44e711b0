// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql2rel.RelDecorrelator;

/**
 * Subqueries asked for public or released rows become joins, which released rows have.
 *
 * <pre>
 * Filter(EXISTS(Scan(genotypes) of the row's variant); variants)
 *   →  Join(variants, Aggregate(variant_id; genotypes))
 * </pre>
 *
 * <p>Those asked for a patient's rows stay: they are computed within that patient. One value or one
 * EXISTS for all rows alike stays too: it is a scalar beside them.
 */
final class ReleasedSubQueries {
  private static final RelOptRule FILTER =
      SubQueryRemoveRule.Config.FILTER
          .withOperandSupplier(
              o -> o.operand(Filter.class).predicate(ReleasedSubQueries::asked).anyInputs())
          .toRule();
  private static final RelOptRule PROJECT =
      SubQueryRemoveRule.Config.PROJECT
          .withOperandSupplier(
              o -> o.operand(Project.class).predicate(ReleasedSubQueries::asked).anyInputs())
          .toRule();
  private static final HepProgram PROGRAM =
      HepProgram.builder().addRuleInstance(FILTER).addRuleInstance(PROJECT).build();

  private ReleasedSubQueries() {}

  static RelNode joined(RelNode plan) {
    HepPlanner planner = new HepPlanner(PROGRAM);
    planner.setRoot(plan);
    RelNode joined = planner.findBestExp();
    return !correlates(joined)
        ? joined
        : RelDecorrelator.decorrelateQuery(
            joined, RelFactories.LOGICAL_BUILDER.create(joined.getCluster(), null));
  }

  private static boolean correlates(RelNode node) {
    return node instanceof Correlate
        || node.getInputs().stream().anyMatch(ReleasedSubQueries::correlates);
  }

  private static boolean asked(Filter filter) {
    return asked(filter, filter.getCondition());
  }

  private static boolean asked(Project project) {
    return project.getProjects().stream().anyMatch(e -> asked(project, e));
  }

  private static boolean asked(RelNode rel, RexNode expression) {
    boolean[] rows = new boolean[1];
    expression.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitSubQuery(RexSubQuery query) {
            boolean alone =
                query.getKind() == SqlKind.SCALAR_QUERY || query.getKind() == SqlKind.EXISTS;
            rows[0] |= !alone || !RelOptUtil.getVariablesUsed(query.rel).isEmpty();
            return super.visitSubQuery(query);
          }
        });
    return rows[0]
        && !(SubQueries.readOnlyVariants(rel) && isPublic(rel.getInput(0)))
        && !isPerPatient(rel.getInput(0));
  }

  private static boolean isPublic(RelNode node) {
    return node.stripped() instanceof TableScan scan
        ? !PatientColumns.isOfPatients(scan)
        : node.stripped().getInputs().stream().allMatch(ReleasedSubQueries::isPublic);
  }

  /** Whether the rows are of single patients: encrypted until they are aggregated. */
  private static boolean isPerPatient(RelNode node) {
    return switch (node.stripped()) {
      case TableScan scan -> PatientColumns.isOfPatients(scan);
      case Aggregate a ->
          isPerPatient(a.getInput())
              && a.getGroupSet().asList().stream()
                  .anyMatch(k -> PatientColumns.isPatientId(a.getInput(), k));
      case RelNode other -> other.getInputs().stream().anyMatch(ReleasedSubQueries::isPerPatient);
    };
  }
}
