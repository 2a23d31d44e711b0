// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Rest;

/** A relation that the steward computes from released integers. */
interface ReleasedRel extends RelNode {
  Convention CONVENTION = new Convention.Impl("RELEASED", ReleasedRel.class);

  /** The rest of the plan up to here. */
  Rest rest(Translation translation);

  /** A row type's columns in the closed language. */
  static List<Column> columns(RelDataType rowType) {
    return rowType.getFieldList().stream()
        .map(f -> new Column(f.getName(), RexTranslator.type(f.getType())))
        .toList();
  }

  /** Each column of a row as it is. */
  static List<Expr> inputs(List<Column> columns) {
    List<Expr> inputs = new ArrayList<>(columns.size());
    for (Column c : columns) {
      inputs.add(new Expr.Input(inputs.size(), c.type()));
    }
    return inputs;
  }
}
