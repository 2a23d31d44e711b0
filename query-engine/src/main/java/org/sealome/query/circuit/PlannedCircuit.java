// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.util.List;
import java.util.stream.IntStream;
import org.sealome.he.Circuit;

/**
 * A circuit of a compiled plan, for a block in which no population is empty, and what its inputs
 * and outputs stand for.
 *
 * @param releases the plan's index of each release, in the circuit's order
 * @param planes the plan's index of each plane, by the circuit's index
 * @param populations the plan's index of the population behind each mask, by the circuit's index
 */
public record PlannedCircuit(
    Circuit circuit, List<Integer> releases, List<Integer> planes, List<Integer> populations) {

  public PlannedCircuit {
    releases = List.copyOf(releases);
    planes = List.copyOf(planes);
    populations = List.copyOf(populations);
  }

  static PlannedCircuit of(ReleaseCircuit circuit) {
    return new PlannedCircuit(
        circuit.circuit(),
        IntStream.of(circuit.releases()).boxed().toList(),
        IntStream.of(circuit.planes()).boxed().toList(),
        IntStream.of(circuit.populations()).boxed().toList());
  }
}
