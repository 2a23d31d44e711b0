// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.util.ImmutableBitSet;
import org.sealome.zk.plan.Rest;

/** An aggregate of aggregates: over rows that are released already. */
final class ReleasedRegrouping extends Aggregate implements ReleasedRel {
  private final List<Rest.Measure> measures;

  ReleasedRegrouping(
      RelNode input,
      ImmutableBitSet groupSet,
      List<AggregateCall> calls,
      List<Rest.Measure> measures) {
    super(
        input.getCluster(),
        input.getCluster().traitSetOf(ReleasedRel.CONVENTION),
        List.of(),
        input,
        groupSet,
        List.of(groupSet),
        calls);
    this.measures = List.copyOf(measures);
  }

  @Override
  public Aggregate copy(
      RelTraitSet traits,
      RelNode input,
      ImmutableBitSet groupSet,
      List<ImmutableBitSet> groupSets,
      List<AggregateCall> calls) {
    return new ReleasedRegrouping(input, groupSet, calls, measures);
  }

  @Override
  public Rest rest(Translation translation) {
    return new Rest.Aggregate(
        translation.rest(getInput()),
        getGroupSet().asList(),
        measures,
        ReleasedRel.columns(getRowType()));
  }
}
