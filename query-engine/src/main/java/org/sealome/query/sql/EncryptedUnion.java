// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Union;
import org.sealome.query.algebra.Template;

/** UNION ALL of encrypted rows. */
final class EncryptedUnion extends Union implements EncryptedRel {
  EncryptedUnion(List<RelNode> inputs) {
    super(
        inputs.get(0).getCluster(),
        inputs.get(0).getCluster().traitSetOf(CONVENTION),
        inputs,
        true);
  }

  @Override
  public SetOp copy(RelTraitSet traits, List<RelNode> inputs, boolean all) {
    return new EncryptedUnion(inputs);
  }

  @Override
  public List<Template> templates(Translation translation) {
    List<Template> out = new ArrayList<>();
    getInputs().forEach(i -> out.addAll(translation.rows(i)));
    return out;
  }
}
