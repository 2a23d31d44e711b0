// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

/** Takes samples as they are made: the steward, or a connection to one. */
@FunctionalInterface
public interface SampleSink {

  /**
   * Takes a batch. Called by one thread at a time, not necessarily the one that evaluates; the
   * batch's buffer is overwritten once this returns. What it throws ends the evaluation and comes
   * out of {@link CompiledPlan#evaluate}.
   */
  void accept(SampleBatch batch);
}
