// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;

/** A largest subplan that reads public metadata only: a leaf, answered by DuckDB. */
final class PublicQuery extends AbstractRelNode {
  static final Convention CONVENTION = new Convention.Impl("PUBLIC", PublicQuery.class);

  private final RelNode plan;

  PublicQuery(RelNode plan) {
    super(plan.getCluster(), plan.getCluster().traitSetOf(CONVENTION));
    this.plan = plan;
  }

  /** The subplan, in no convention. */
  RelNode plan() {
    return plan;
  }

  @Override
  protected RelDataType deriveRowType() {
    return plan.getRowType();
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("plan", RelOptUtil.toString(plan).strip().replace("\n", " / "));
  }
}
