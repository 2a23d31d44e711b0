// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** What a circuit's releases truly have of noise, seen with the secret key: for tests alone. */
public final class TrueNoise {
  private TrueNoise() {}

  /**
   * log2 of each release's phase: one draw of the constant coefficient that the bound is on, not
   * flooded.
   */
  public static double[] bits(
      NativeBlockEvaluator evaluator,
      LweDecryptor decryptor,
      Circuit circuit,
      List<MemorySegment> planes,
      List<Mask> masks) {
    try (SampleBuffer samples = new SampleBuffer(circuit.profile())) {
      evaluator.evaluate(circuit, planes, masks, samples, 1, Evaluation.UNFLOODED);
      double[] bits = new double[circuit.releases()];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = decryptor.phaseBits(samples, i);
      }
      return bits;
    }
  }
}
