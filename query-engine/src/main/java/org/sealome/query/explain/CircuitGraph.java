// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.sealome.he.CircuitNode;
import org.sealome.query.circuit.PlannedCircuit;
import org.sealome.zk.plan.Plan;

/** A circuit of a plan as a graph, in the plan's names. */
public final class CircuitGraph {
  private final Plan plan;
  private final PlannedCircuit circuit;
  private final List<CircuitNode> nodes;

  CircuitGraph(Plan plan, PlannedCircuit circuit) {
    this.plan = plan;
    this.circuit = circuit;
    this.nodes = circuit.circuit().nodes();
  }

  /** All nodes, operands before what uses them, releases last. */
  public List<CircuitNode> nodes() {
    return nodes;
  }

  /** The plan's index of each release, in order. */
  public List<Integer> releases() {
    return circuit.releases();
  }

  /** The node that is a release of the plan. */
  public CircuitNode release(int planRelease) {
    int at = circuit.releases().indexOf(planRelease);
    return nodes.get(nodes.size() - circuit.releases().size() + at);
  }

  /** What a release is computed from, itself last; ids as in {@link #nodes()}. */
  public List<CircuitNode> under(CircuitNode release) {
    BitSet wanted = new BitSet();
    wanted.set(release.id());
    for (int id = release.id(); id >= 0; id = wanted.previousSetBit(id - 1)) {
      nodes.get(id).inputs().forEach(wanted::set);
      if (id == 0) {
        break;
      }
    }
    List<CircuitNode> found = new ArrayList<>();
    wanted.stream().forEach(id -> found.add(nodes.get(id)));
    return found;
  }

  /** The name of the plane at an index of the circuit. */
  public String plane(int index) {
    return plan.planes().get(circuit.planes().get(index));
  }

  /** The plan's index of the population behind a mask. */
  public int population(int mask) {
    return circuit.populations().get(mask);
  }

  /** Patients of that population, before consent. */
  public int patients(int mask) {
    return plan.populations().get(population(mask)).size();
  }

  PlannedCircuit circuit() {
    return circuit;
  }
}
