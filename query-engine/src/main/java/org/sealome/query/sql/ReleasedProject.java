// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.sealome.query.algebra.Sym;
import org.sealome.query.algebra.Template;
import org.sealome.zk.plan.Rest;

/** Arithmetic on released values. */
final class ReleasedProject extends Project implements ReleasedRel, WithinPatient {
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
  public List<Template> within(Translation translation, UnaryOperator<Template> linked) {
    List<Template> rows = WithinPatient.of(getInput(), translation, linked);
    if (rows == null) {
      return null;
    }
    List<Template> out = new ArrayList<>();
    for (Template t : rows) {
      List<Sym> columns = new ArrayList<>();
      BitSet touched = new BitSet();
      for (int i = 0; i < values.expressions().size(); i++) {
        Translation.Bound bound = translation.bind(values.get(i), t.columns(), Set.of());
        columns.add(bound.value());
        touched.or(bound.variants());
      }
      out.add(t.touching(touched).withColumns(columns));
    }
    return out;
  }

  @Override
  public Rest rest(Translation translation) {
    return new Rest.Project(
        ReleasedScalars.beside(translation.rest(getInput()), values, getInput(), translation),
        ReleasedRel.columns(getRowType()),
        values.expressions());
  }
}
