// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import org.sealome.ledger.LedgerException;
import org.sealome.ledger.QueryEntry;
import org.sealome.ledger.QueryLog;
import org.sealome.ledger.SignedQuery;

/** Opens log entries. */
final class LogEntries {
  private LogEntries() {}

  /**
   * In the log when this returns, whoever carried it there: a signed query is anybody's to bring,
   * so who sees one on its way can bring it first, and it is logged all the same. (Its salt was
   * drawn for it, and the requester signed no other with this hash. The steward waits until its
   * block is final, and reads it anew.)
   *
   * @throws LedgerException where it is not logged
   */
  static void open(QueryLog log, SignedQuery query) {
    try {
      log.open(query);
    } catch (LedgerException.Reverted | LedgerException.OutOfGas e) {
      // Not every node says why.
      if (!isOpen(log, query.entry())) {
        throw e;
      }
    }
  }

  private static boolean isOpen(QueryLog log, QueryEntry entry) {
    return log.entry(entry.queryHash(), entry.requester())
        .filter(logged -> logged.entry().equals(entry) && logged.closing().isEmpty())
        .isPresent();
  }
}
