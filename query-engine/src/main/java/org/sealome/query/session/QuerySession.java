// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.util.List;
import org.sealome.ledger.Account;
import org.sealome.ledger.Purpose;
import org.sealome.query.catalog.Dataset;

/** Queries on one dataset, one after the other. */
public final class QuerySession implements AutoCloseable {
  private QuerySession() {}

  /**
   * Opens keys and secrets; no query runs yet.
   *
   * @param dataset stays open as long as the session; the caller closes it
   * @throws org.sealome.query.SealomeException USAGE where the steward's folder or key is missing
   */
  public static QuerySession open(SessionConfig config, Dataset dataset) {
    throw new UnsupportedOperationException();
  }

  /**
   * Answers a statement, or throws and answers nothing. Whatever happens to it after it was parsed
   * is logged.
   *
   * @throws org.sealome.query.SealomeException with the code of the refusal
   */
  public QueryOutcome answer(String sql, Purpose purpose, Account requester) {
    throw new UnsupportedOperationException();
  }

  /**
   * Waits until the log entries of answered queries are closed.
   *
   * @return what could not be closed, for people; rows that were handed out stay valid
   */
  public List<String> awaitClosings() {
    throw new UnsupportedOperationException();
  }

  /** Waits likewise, and forgets the keys. */
  @Override
  public void close() {}
}
