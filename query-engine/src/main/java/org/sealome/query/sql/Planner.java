// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.sql.SqlNode;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.EncryptedVariable.Variant;
import org.sealome.query.catalog.Dataset;
import org.sealome.zk.plan.Column;
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

  /** The relational plan after each pass; the last is in the conventions that carry it. */
  public List<PlanningPass> passes(String sql) {
    List<PlanningPass> passes = new ArrayList<>();
    PlanRules.passes(frontEnd.convert(SqlFrontEnd.parse(sql)).project())
        .forEach((name, plan) -> passes.add(new PlanningPass(name, RelOptUtil.toString(plan))));
    return passes;
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
    List<String> names = root.validatedRowType.getFieldNames();
    List<Column> columns = rest.columns();
    List<Column> renamed = new ArrayList<>(columns.size());
    for (Column c : columns) {
      renamed.add(new Column(names.get(renamed.size()), c.type()));
    }
    return renamed.equals(columns)
        ? rest
        : new Rest.Project(rest, renamed, ReleasedRel.inputs(columns));
  }
}
