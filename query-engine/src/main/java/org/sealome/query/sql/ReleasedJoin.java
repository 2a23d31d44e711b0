// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Rest;

/** A join of released rows with released or public ones: all of it is computed after release. */
final class ReleasedJoin extends Join implements ReleasedRel {
  private final Expr predicate;

  ReleasedJoin(RelNode left, RelNode right, RexNode condition, JoinRelType type, Expr predicate) {
    super(
        left.getCluster(),
        left.getCluster().traitSetOf(ReleasedRel.CONVENTION),
        List.of(),
        left,
        right,
        condition,
        Set.of(),
        type);
    this.predicate = predicate;
  }

  @Override
  public Join copy(
      RelTraitSet traits,
      RexNode condition,
      RelNode left,
      RelNode right,
      JoinRelType type,
      boolean semiJoinDone) {
    return new ReleasedJoin(left, right, condition, type, predicate);
  }

  @Override
  public Rest rest(Translation translation) {
    return new Rest.Join(
        translation.rest(getLeft()),
        translation.rest(getRight()),
        predicate,
        joinType.generatesNullsOnRight(),
        joinType.generatesNullsOnLeft());
  }
}
