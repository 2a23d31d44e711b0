// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import org.sealome.he.SampleBuffer;

/**
 * Samples of some releases of one query in one block.
 *
 * @param queryHash 32 bytes; the query that they are for
 * @param block from zero
 * @param releases {@code releases[i]} is the index, in the plan, of the release that sample i of
 *     the buffer is for; never twice the same
 * @param samples valid until the sink returns
 */
public record SampleBatch(byte[] queryHash, int block, int[] releases, SampleBuffer samples) {

  public SampleBatch {
    queryHash = queryHash.clone();
    releases = releases.clone();
  }
}
