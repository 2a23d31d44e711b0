// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import java.util.List;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.circuit.CircuitDescription;
import org.sealome.query.circuit.CompiledPlan;
import org.sealome.query.circuit.PlanCompiler;
import org.sealome.query.session.QuerySession;
import org.sealome.query.sql.Planner;
import org.sealome.zk.plan.Plan;

/** Explains statements on one dataset. Asks nobody: no consent is read, nothing is logged. */
public final class Explainer {
  private final Dataset dataset;
  private final Planner planner;
  private final Calibration calibration;

  /**
   * @param dataset stays the caller's
   */
  public Explainer(Dataset dataset, Calibration calibration) {
    this.dataset = dataset;
    this.planner = new Planner(dataset);
    this.calibration = calibration;
  }

  /**
   * Plans and compiles a statement.
   *
   * @throws org.sealome.query.SealomeException as the statement itself would be refused: USAGE,
   *     PRIVACY, PARAMETERS
   */
  public Explanation explain(String sql) {
    Plan plan = planner.plan(sql);
    CompiledPlan compiled = PlanCompiler.compile(plan, dataset);
    CircuitDescription circuits = compiled.description();
    List<CircuitGraph> graphs =
        compiled.circuits().stream().map(c -> new CircuitGraph(plan, c)).toList();
    Machine machine = Machine.here(dataset.profile());
    KernelCosts costs = graphs.isEmpty() ? null : calibration.costs(machine);
    ExpectedTime time =
        costs == null
            ? null
            : new CostModel(machine, costs, QuerySession.ZEROS_AHEAD)
                .time(graphs, dataset.blocks());
    return new Explanation(
        plan,
        planner.passes(sql),
        circuits,
        graphs,
        machine,
        costs,
        time,
        Knowledge.of(plan, circuits, dataset),
        ColumnClass.of(plan, dataset));
  }
}
