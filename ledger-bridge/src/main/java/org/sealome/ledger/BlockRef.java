// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.time.Duration;

/**
 * One block, for reads that must all see the same state.
 *
 * @param number its height
 * @param hash its hash, by which reads are pinned, so that a re-organisation cannot slip in between
 * @param timestamp its time, seconds since 1970: the clock by which consent begins and expires
 */
public record BlockRef(long number, Bytes32 hash, long timestamp) {
  /**
   * A deadline for what is signed now: that long after this block or after this machine's clock,
   * whichever is later. (A chain that nobody used for a while has an old newest block.)
   */
  public long deadline(Duration within) {
    return Math.max(timestamp, System.currentTimeMillis() / 1_000) + within.toSeconds();
  }
}
