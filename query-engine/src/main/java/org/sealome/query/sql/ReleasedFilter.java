// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexNode;
import org.sealome.query.algebra.Template;
import org.sealome.zk.plan.Rest;

/** HAVING: released rows for which a condition is TRUE. */
final class ReleasedFilter extends Filter implements ReleasedRel, WithinPatient {
  private final RowExpressions predicate;

  ReleasedFilter(RelNode input, RexNode condition, RowExpressions predicate) {
    super(
        input.getCluster(),
        input.getCluster().traitSetOf(ReleasedRel.CONVENTION),
        input,
        condition);
    this.predicate = predicate;
  }

  @Override
  public Filter copy(RelTraitSet traits, RelNode input, RexNode condition) {
    return new ReleasedFilter(input, condition, predicate);
  }

  @Override
  public List<Template> within(Translation translation, UnaryOperator<Template> linked) {
    List<Template> rows = WithinPatient.of(getInput(), translation, linked);
    if (rows == null) {
      return null;
    }
    List<Template> out = new ArrayList<>();
    for (Template t : rows) {
      Translation.Bound bound = translation.bind(predicate.get(0), t.columns(), Set.of());
      Template narrowed = t.touching(bound.variants()).where(bound.value());
      if (narrowed != null) {
        out.add(narrowed);
      }
    }
    return out;
  }

  @Override
  public Rest rest(Translation translation) {
    Rest input = translation.rest(getInput());
    Rest rows =
        new Rest.Filter(
            ReleasedScalars.beside(input, predicate, getInput(), translation),
            predicate.expressions().get(0));
    if (predicate.outers().isEmpty()) {
      return rows;
    }
    return new Rest.Project(rows, input.columns(), ReleasedRel.inputs(input.columns()));
  }
}
