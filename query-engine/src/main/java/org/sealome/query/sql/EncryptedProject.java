// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.sealome.query.algebra.Sym;
import org.sealome.query.algebra.Template;

/** Expressions over encrypted rows. */
final class EncryptedProject extends Project implements EncryptedRel {
  private final List<RowExpression> values;

  EncryptedProject(
      RelNode input,
      List<? extends RexNode> projects,
      RelDataType rowType,
      Set<CorrelationId> correlations,
      List<RowExpression> values) {
    super(
        input.getCluster(),
        input.getCluster().traitSetOf(CONVENTION),
        List.of(),
        input,
        projects,
        rowType,
        ImmutableSet.copyOf(correlations));
    this.values = List.copyOf(values);
  }

  @Override
  public Project copy(
      RelTraitSet traits, RelNode input, List<RexNode> projects, RelDataType rowType) {
    return new EncryptedProject(input, projects, rowType, getVariablesSet(), values);
  }

  @Override
  public List<Template> templates(Translation translation) {
    List<Template> out = new ArrayList<>();
    for (Template t : ((EncryptedRel) getInput().stripped()).templates(translation)) {
      List<Sym> columns = new ArrayList<>(values.size());
      BitSet touched = new BitSet();
      for (RowExpression value : values) {
        Translation.Bound bound = translation.bind(value, t.columns(), getVariablesSet());
        columns.add(bound.value());
        touched.or(bound.variants());
      }
      out.add(t.touching(touched).withColumns(columns));
    }
    return out;
  }
}
