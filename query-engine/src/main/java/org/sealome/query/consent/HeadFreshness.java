// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.consent;

import java.time.Clock;
import java.time.Duration;
import org.sealome.ledger.BlockRef;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/**
 * How old the newest block may be. A node that has lost its peers still answers, with a consent
 * that may since have been withdrawn; only the age of its head tells.
 *
 * @param limit null: any age, for chains that make a block only when there is a transaction
 */
public record HeadFreshness(Duration limit, Clock clock) {
  /** For chains without a block time. */
  public static final HeadFreshness ANY = new HeadFreshness(null, Clock.systemUTC());

  public static HeadFreshness within(Duration limit) {
    return new HeadFreshness(limit, Clock.systemUTC());
  }

  /** Whether any head will do. */
  public boolean isAny() {
    return limit == null;
  }

  /**
   * @throws SealomeException LEDGER where the head is too old
   */
  public BlockRef check(BlockRef head) {
    if (limit != null) {
      Duration age = Duration.ofSeconds(clock.instant().getEpochSecond() - head.timestamp());
      if (age.compareTo(limit) > 0) {
        throw new SealomeException(
            ErrorCode.LEDGER,
            "the ledger's newest block, "
                + head.number()
                + ", is "
                + age.toSeconds()
                + " seconds old; at most "
                + limit.toSeconds()
                + " are allowed",
            "the node may have lost its peers, or the chain may have stopped: see to the node");
      }
    }
    return head;
  }
}
