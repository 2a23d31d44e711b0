// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.HashMap;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.sql.SqlNode;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.EncryptedVariable.Variant;
import org.sealome.query.catalog.Dataset;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Rest;

/** SQL to canonical plans, for one dataset. Not safe for several threads at once. */
public final class Planner {
  private final Catalog catalog;
  private final SqlFrontEnd frontEnd;
  private Map<String, Variant> panel;

  public Planner(Dataset dataset) {
    this(new DatasetCatalog(dataset));
  }

  public Planner(Catalog catalog) {
    this.catalog = catalog;
    this.frontEnd = new SqlFrontEnd(catalog);
  }

  /**
   * The plan of one SELECT.
   *
   * @throws SealomeException USAGE for bad SQL, PRIVACY for what may not leave, PARAMETERS for what
   *     cannot be computed on ciphertexts
   */
  public Plan plan(String sql) {
    SqlNode parsed = SqlFrontEnd.parse(sql);
    RelRoot root = frontEnd.convert(parsed);
    try {
      RelNode planned = PlanRules.apply(root.project());
      Translation translation = new Translation(catalog, panel(), PlanRules::apply);
      if (!(planned instanceof ReleasedRel || planned instanceof PublicQuery)) {
        throw Refusals.of(planned);
      }
      Rest rest = named(translation.rest(planned), root);
      return translation.plan().build(sql, rest);
    } catch (ArithmeticException e) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "the statement's arithmetic fails: " + e.getMessage(),
          "check divisions and the sizes of numbers",
          e);
    }
  }

  /** The relational plan, as text, in the conventions that carry it. */
  public String relationalPlan(String sql) {
    return RelOptUtil.toString(PlanRules.apply(frontEnd.convert(SqlFrontEnd.parse(sql)).project()));
  }

  private Map<String, Variant> panel() {
    if (panel == null) {
      panel = new HashMap<>();
      catalog.panel().forEach(v -> panel.put(v.id(), v));
    }
    return panel;
  }

  /** The answer's columns carry the names that the statement gives them. */
  private static Rest named(Rest rest, RelRoot root) {
    var names = root.validatedRowType.getFieldNames();
    var columns = rest.columns();
    java.util.List<org.sealome.zk.plan.Column> renamed = new java.util.ArrayList<>();
    java.util.List<org.sealome.zk.plan.Expr> values = new java.util.ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      renamed.add(new org.sealome.zk.plan.Column(names.get(i), columns.get(i).type()));
      values.add(new org.sealome.zk.plan.Expr.Input(i, columns.get(i).type()));
    }
    return renamed.equals(columns) ? rest : new Rest.Project(rest, renamed, values);
  }
}
