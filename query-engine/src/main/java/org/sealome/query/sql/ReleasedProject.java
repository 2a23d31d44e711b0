// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.sealome.zk.plan.Rest;

/** Arithmetic on released values. */
final class ReleasedProject extends Project implements ReleasedRel {
  private final RowExpressions values;

  ReleasedProject(
      RelNode input, List<? extends RexNode> projects, RelDataType rowType, RowExpressions values) {
    super(
        input.getCluster(),
        input.getCluster().traitSetOf(ReleasedRel.CONVENTION),
        List.of(),
        input,
        projects,
        rowType,
        ImmutableSet.of());
    this.values = values;
  }

  @Override
  public Project copy(
      RelTraitSet traits, RelNode input, List<RexNode> projects, RelDataType rowType) {
    return new ReleasedProject(input, projects, rowType, values);
  }

  @Override
  public Rest rest(Translation translation) {
    return new Rest.Project(
        ReleasedScalars.beside(translation.rest(getInput()), values, translation),
        ReleasedRel.columns(getRowType()),
        values.expressions());
  }
}
