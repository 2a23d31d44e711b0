// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.net.URI;

/** Puts the contracts on a chain. */
public final class Contracts {
  private Contracts() {}

  /**
   * Deploys all four; the deployer governs them and is the first institution that may attest.
   *
   * @throws LedgerException where the node does not carry it
   */
  public static Deployment deploy(URI node, Account deployer) {
    throw new UnsupportedOperationException();
  }
}
