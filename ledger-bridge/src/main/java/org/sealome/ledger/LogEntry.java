// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.Optional;

/**
 * A logged query, read back from the ledger's events.
 *
 * @param entry what was asked; the contract has verified its requester's signature
 * @param datasetVersion the dataset's version when it was opened
 * @param block the block of its {@code open}
 * @param transaction the transaction of its {@code open}
 * @param closing how it ended, once it has
 */
public record LogEntry(
    QueryEntry entry,
    int datasetVersion,
    BlockRef block,
    Bytes32 transaction,
    Optional<Closing> closing) {
  /**
   * The end of a query.
   *
   * @param outcome how it ended
   * @param receiptHash hash of the receipt; zero: none
   * @param subjectTag for a question about one patient, a tag that only she and the steward
   *     recognise; zero for a cohort's
   */
  public record Closing(Outcome outcome, Bytes32 receiptHash, Bytes32 subjectTag) {}
}
