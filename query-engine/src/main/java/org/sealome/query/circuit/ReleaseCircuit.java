// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import org.sealome.he.Circuit;

/**
 * A circuit, and what its inputs and outputs are.
 *
 * @param circuit null where there is nothing to release
 * @param releases the plan's index of each sample, in the order of the circuit's releases
 * @param planes the plan's index of each plane that the circuit loads
 * @param populations the plan's index of the population behind each mask
 */
record ReleaseCircuit(Circuit circuit, int[] releases, int[] planes, int[] populations) {}
