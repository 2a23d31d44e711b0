// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.net.URI;

/** A connection to the contracts on one chain. Thread-safe. */
public final class Ledger implements AutoCloseable {
  private Ledger() {}

  /**
   * Connects and verifies that the chain id and every contract's code are the deployment's.
   *
   * @param relayer signs the transactions that carry other people's signatures
   * @throws LedgerException.Unreachable where no node answers
   * @throws LedgerException.WrongChain where the chain or its contracts are not those
   */
  public static Ledger connect(URI node, Deployment deployment, Account relayer) {
    throw new UnsupportedOperationException();
  }

  public Deployment deployment() {
    throw new UnsupportedOperationException();
  }

  /** The newest block. */
  public BlockRef head() {
    throw new UnsupportedOperationException();
  }

  public DatasetRegistry datasets() {
    throw new UnsupportedOperationException();
  }

  public ConsentRegistry consents() {
    throw new UnsupportedOperationException();
  }

  public QueryLog queryLog() {
    throw new UnsupportedOperationException();
  }

  public Credentials credentials() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
