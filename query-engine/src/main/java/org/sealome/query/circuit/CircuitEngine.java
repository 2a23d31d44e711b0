// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import org.sealome.he.BlockEvaluator;
import org.sealome.he.HeContext;

/**
 * What evaluates circuits: made once for a dataset's keys, used for any number of queries, closed
 * by whoever made its parts. Holds public material only.
 *
 * @param context of the profile that the dataset is encrypted under
 * @param evaluator with that dataset's public and relinearisation keys
 * @param threads for each block, at least one
 */
public record CircuitEngine(HeContext context, BlockEvaluator evaluator, int threads) {

  public CircuitEngine {
    if (threads < 1) {
      throw new IllegalArgumentException("evaluation needs a thread");
    }
  }

  /** On all cores. */
  public CircuitEngine(HeContext context, BlockEvaluator evaluator) {
    this(context, evaluator, Runtime.getRuntime().availableProcessors());
  }
}
