// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexNode;
import org.sealome.zk.plan.Rest;

/** HAVING: released rows for which a condition is TRUE. */
final class ReleasedFilter extends Filter implements ReleasedRel {
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
  public Rest rest(Translation translation) {
    Rest input = translation.rest(getInput());
    Rest rows =
        new Rest.Filter(
            ReleasedScalars.beside(input, predicate, translation), predicate.expressions().get(0));
    if (predicate.outers().isEmpty()) {
      return rows;
    }
    return new Rest.Project(rows, input.columns(), ReleasedRel.inputs(input.columns()));
  }
}
