// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.util.List;
import org.sealome.he.Profile;

/**
 * What a compiled plan will do, known before anything is encrypted or asked for: what EXPLAIN shows
 * of circuits.
 *
 * @param profile that the dataset is encrypted under
 * @param patients slots in use
 * @param blocks every number below that is not a total is the same for each of them
 * @param planes different planes read
 * @param planeLoads planes mapped into circuits a block; more than {@code planes} where releases
 *     over the same planes did not fit one circuit
 * @param bytesRead by all circuits over all blocks
 * @param circuits a block
 * @param nodes of all circuits of a block
 * @param releases integers released, each once a block
 * @param degree the largest degree of a sample in the secret key; 0 without releases
 * @param sampleBytes made for the steward over all blocks
 * @param noiseBoundBits log2 of the worst release's noise bound
 * @param floodBits least bits by which flooding drowns a release's noise
 * @param remainingBits least bits that are left of the modulus above noise and flooding
 * @param shapes releases of the same shape taken together, in order of their first
 * @param populationSizes patients of each population, before consent
 */
public record CircuitDescription(
    Profile profile,
    int patients,
    int blocks,
    int planes,
    int planeLoads,
    long bytesRead,
    int circuits,
    int nodes,
    int releases,
    int degree,
    long sampleBytes,
    double noiseBoundBits,
    double floodBits,
    double remainingBits,
    List<Shape> shapes,
    List<Integer> populationSizes) {

  public CircuitDescription {
    shapes = List.copyOf(shapes);
    populationSizes = List.copyOf(populationSizes);
  }

  /**
   * Releases that differ only in which planes and populations they are over.
   *
   * @param formula a mask is {@code m}, a linear form over k planes {@code L(k)}: {@code
   *     m·L(2)·L(1) + m·L(1)}
   * @param count releases
   * @param example the plan's index of the first of them
   * @param degree of their samples
   * @param noiseBoundBits of the worst
   * @param floodBits of the worst
   * @param remainingBits of the worst
   */
  public record Shape(
      String formula,
      int count,
      int example,
      int degree,
      double noiseBoundBits,
      double floodBits,
      double remainingBits) {}
}
