// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** Evaluates on this machine: one native call a block. Thread-safe. */
public final class NativeBlockEvaluator implements BlockEvaluator, AutoCloseable {
  /**
   * @param publicKey for the encryptions of zero that re-randomisation takes
   * @param relinearisationKeys null where no circuit relinearises
   */
  public NativeBlockEvaluator(
      HeContext context, PublicKey publicKey, RelinearisationKeys relinearisationKeys) {
    throw new NativeFailureException("not built yet");
  }

  /**
   * Fills the pool of encryptions of zero, which re-randomised releases take from, one each. Worth
   * calling in idle time; what the pool lacks is made when it is needed.
   *
   * @param zeros how many the pool should hold
   */
  public void prepareZeros(int zeros, int threads) {
    throw new NativeFailureException("not built yet");
  }

  @Override
  public void evaluate(
      Circuit circuit,
      List<MemorySegment> planes,
      List<Mask> masks,
      SampleBuffer out,
      int threads) {
    throw new NativeFailureException("not built yet");
  }

  @Override
  public void close() {}
}
