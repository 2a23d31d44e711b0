// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.List;
import java.util.Optional;

/** Every query, before it runs; every outcome, after. */
public final class QueryLog {
  QueryLog() {}

  /** Signs as the requester (EIP-712, this chain and contract). No round trip. */
  public SignedQuery sign(QueryEntry entry, Account requester) {
    throw new UnsupportedOperationException();
  }

  /**
   * Logs the query; mined when this returns. The contract verifies the signature.
   *
   * @throws LedgerException.Reverted {@code AlreadyOpen}, {@code BadSigner}, {@code UnknownDataset}
   */
  public Mined open(SignedQuery query) {
    throw new UnsupportedOperationException();
  }

  /** Logs a query that was refused before anything ran: opened and closed in one transaction. */
  public Mined openRefused(SignedQuery query, Outcome refusal) {
    throw new UnsupportedOperationException();
  }

  /** Logs several in one transaction: all or none. */
  public Mined openBatch(List<SignedQuery> queries) {
    throw new UnsupportedOperationException();
  }

  /**
   * Closes an open query, once; only the dataset's steward may.
   *
   * @param subjectTag see {@link LogEntry.Closing}; {@link Bytes32#ZERO} for a cohort's
   * @throws LedgerException.Reverted {@code NotOpen}, {@code NotSteward}
   */
  public Mined close(
      Account steward,
      Bytes32 queryHash,
      Outcome outcome,
      Bytes32 receiptHash,
      Bytes32 subjectTag) {
    throw new UnsupportedOperationException();
  }

  /** The entry with this hash. */
  public Optional<LogEntry> entry(Bytes32 queryHash) {
    throw new UnsupportedOperationException();
  }

  /** Entries in the order of the chain. */
  public List<LogEntry> entries(LogFilter filter) {
    throw new UnsupportedOperationException();
  }
}
