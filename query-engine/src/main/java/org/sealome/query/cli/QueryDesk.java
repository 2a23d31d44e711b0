// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import org.sealome.ledger.Account;
import org.sealome.ledger.Purpose;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.consent.ScopeSecret;
import org.sealome.query.session.QueryOutcome;
import org.sealome.query.session.QuerySession;
import org.sealome.query.session.SessionConfig;

/** One requester's questions to one dataset under one purpose. */
final class QueryDesk implements AutoCloseable {
  private final Account requester;
  private final Purpose purpose;
  private final QuerySession session;

  /**
   * Reaches the ledger and opens everybody's keys; nothing is asked yet.
   *
   * @param dataset stays the caller's
   * @throws org.sealome.query.SealomeException {@code USAGE} where client or purpose are unknown
   */
  QueryDesk(Workspace workspace, Dataset dataset, String client, String purpose) {
    this.requester = workspace.clients().account(client);
    this.purpose =
        Purposes.parse(
            purpose, ScopeSecret.load(workspace.home().root(), Clients.ENGINE, dataset.name()));
    this.session =
        QuerySession.open(
            new SessionConfig(
                workspace.home().root(),
                workspace.datasetId(dataset.name()),
                workspace.ledger(),
                workspace.stewardLedger(),
                workspace.freshness()),
            dataset);
  }

  /**
   * @throws org.sealome.query.SealomeException with the code of the refusal
   */
  QueryOutcome answer(String sql) {
    return answer(sql, false);
  }

  /**
   * @param discloseParts whether the receipt may show what the answer was computed from
   * @throws org.sealome.query.SealomeException with the code of the refusal
   */
  QueryOutcome answer(String sql, boolean discloseParts) {
    return session.answer(sql, purpose, requester, discloseParts);
  }

  QuerySession session() {
    return session;
  }

  @Override
  public void close() {
    session.close();
    requester.close();
  }
}
