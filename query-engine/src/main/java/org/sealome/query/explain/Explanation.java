// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sealome.query.circuit.CircuitDescription;
import org.sealome.query.sql.PlanningPass;
import org.sealome.zk.plan.Plan;

/**
 * What EXPLAIN says of a statement.
 *
 * @param passes the relational plan as the planner changed it; the last is what is carried out
 * @param graphs the plan's circuits, in the order of their evaluation in each block
 * @param machine that the time is expected on
 * @param costs the kernels measured there; null where nothing encrypted is read
 * @param time null where nothing encrypted is read
 * @param learns sentences by role: engine, steward, requester, ledger, auditor
 * @param integrity one a column of the answer
 */
public record Explanation(
    Plan plan,
    List<PlanningPass> passes,
    CircuitDescription circuits,
    List<CircuitGraph> graphs,
    Machine machine,
    KernelCosts costs,
    ExpectedTime time,
    Map<String, List<String>> learns,
    List<ColumnClass> integrity) {
  public Explanation {
    passes = List.copyOf(passes);
    graphs = List.copyOf(graphs);
    learns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(learns));
    integrity = List.copyOf(integrity);
  }

  /** The graph that holds a release of the plan. */
  public CircuitGraph graphOf(int release) {
    return graphs.stream().filter(g -> g.releases().contains(release)).findFirst().orElseThrow();
  }

  /** The deepest node's multiplicative depth. */
  public int level() {
    return graphs.stream()
        .flatMap(g -> g.nodes().stream())
        .mapToInt(n -> n.level())
        .max()
        .orElse(0);
  }
}
