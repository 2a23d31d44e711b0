// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import org.sealome.query.circuit.SampleBatch;
import org.sealome.query.circuit.SampleSink;

/**
 * Sends the blindings before the first samples, which may be computed meanwhile. Used by one thread
 * at a time.
 */
final class BlindingsFirst implements SampleSink {
  private final Runnable blindings;
  private final SampleSink samples;
  private boolean sent;

  BlindingsFirst(Runnable blindings, SampleSink samples) {
    this.blindings = blindings;
    this.samples = samples;
  }

  @Override
  public void accept(SampleBatch batch) {
    finish();
    samples.accept(batch);
  }

  /** Sends them where there were no samples. */
  void finish() {
    if (!sent) {
      sent = true;
      blindings.run();
    }
  }
}
