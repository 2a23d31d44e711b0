// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Union;
import org.sealome.zk.plan.Rest;

/** UNION ALL of released and public rows. */
final class ReleasedUnion extends Union implements ReleasedRel {
  ReleasedUnion(List<RelNode> inputs) {
    super(
        inputs.get(0).getCluster(),
        inputs.get(0).getCluster().traitSetOf(ReleasedRel.CONVENTION),
        inputs,
        true);
  }

  @Override
  public SetOp copy(RelTraitSet traits, List<RelNode> inputs, boolean all) {
    return new ReleasedUnion(inputs);
  }

  @Override
  public Rest rest(Translation translation) {
    return new Rest.Union(getInputs().stream().map(translation::rest).toList());
  }
}
