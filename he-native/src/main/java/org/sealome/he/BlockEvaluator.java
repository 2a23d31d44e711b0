// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** Evaluates circuits over one block of a dataset. */
@FunctionalInterface
public interface BlockEvaluator {
  /**
   * Evaluates every release of the circuit over one block and leaves the samples, flooded and ready
   * to leave, in {@code out}, replacing what was there.
   *
   * @param circuit compiled for the profile that the planes are encrypted under
   * @param planes one native segment of {@link Profile#planeBytes()} bytes, aligned to 8, for each
   *     index that {@link Circuit.Builder#load} was given; more may follow. They are read in place
   *     and must stay open until the call returns.
   * @param masks one for each index that {@link Circuit.Builder#mulPlain} was given
   * @param out grows as needed; sample i is the circuit's i-th release
   * @param threads how many threads to use, at least 1; they share the releases
   * @throws IllegalArgumentException where a segment has the wrong size, is on the heap, or fewer
   *     planes or masks are given than the circuit names
   * @throws ParametersException where circuit, masks and evaluator differ in their profile
   * @throws ClosedHandleException where anything of it is closed
   */
  void evaluate(
      Circuit circuit, List<MemorySegment> planes, List<Mask> masks, SampleBuffer out, int threads);
}
