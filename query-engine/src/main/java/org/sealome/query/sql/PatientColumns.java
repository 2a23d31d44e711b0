// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/** Follows columns down to {@code sample_id}: what names a patient may not be a released key. */
final class PatientColumns {
  private PatientColumns() {}

  /** Whether the column is {@code sample_id} itself. */
  static boolean isPatientId(RelNode node, int column) {
    return follow(node, column, true);
  }

  /** Whether the column is made from {@code sample_id} and could still name the patient. */
  static boolean names(RelNode node, int column) {
    return follow(node, column, false);
  }

  /** Whether the table has rows of patients. */
  static boolean isOfPatients(TableScan scan) {
    return scan.getTable().unwrapOrThrow(CohortTable.class).kind() != CohortTable.Kind.VARIANTS;
  }

  private static boolean follow(RelNode node, int column, boolean exactly) {
    RelNode rel = node.stripped();
    return switch (rel) {
      case TableScan scan -> column == 0 && isOfPatients(scan);
      case Filter f -> follow(f.getInput(), column, exactly);
      case Project p -> expression(p, p.getProjects().get(column), exactly);
      case Join j -> {
        int left = j.getLeft().getRowType().getFieldCount();
        yield column < left
            ? follow(j.getLeft(), column, exactly)
            : follow(j.getRight(), column - left, exactly);
      }
      case Aggregate a ->
          column < a.getGroupCount() && follow(a.getInput(), a.getGroupSet().nth(column), exactly);
      case Union u ->
          exactly
              ? u.getInputs().stream().allMatch(i -> follow(i, column, true))
              : u.getInputs().stream().anyMatch(i -> follow(i, column, false));
      default -> false;
    };
  }

  private static boolean expression(Project project, RexNode e, boolean exactly) {
    if (e instanceof RexInputRef i) {
      return follow(project.getInput(), i.getIndex(), exactly);
    }
    return !exactly && naming(e).stream().anyMatch(i -> follow(project.getInput(), i, false));
  }

  /**
   * The columns whose value may be seen in the expression's. A BOOLEAN in it tells one patient from
   * all others at most: two groups, and the smaller one is guarded.
   */
  private static Set<Integer> naming(RexNode e) {
    Set<Integer> columns = new TreeSet<>();
    e.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitInputRef(RexInputRef input) {
            columns.add(input.getIndex());
            return null;
          }

          @Override
          public Void visitCall(RexCall call) {
            return isBoolean(call) ? null : super.visitCall(call);
          }

          @Override
          public Void visitSubQuery(RexSubQuery query) {
            return isBoolean(query) ? null : super.visitSubQuery(query);
          }
        });
    return columns;
  }

  private static boolean isBoolean(RexNode e) {
    return e.getType().getSqlTypeName() == SqlTypeName.BOOLEAN;
  }
}
