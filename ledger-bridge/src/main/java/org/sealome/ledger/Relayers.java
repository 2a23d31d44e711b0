// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Accounts that carry other people's signatures to the ledger, in turn. */
final class Relayers {
  private final List<Account> accounts;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * @throws IllegalArgumentException where there is none
   */
  Relayers(List<Account> accounts) {
    if (accounts.isEmpty()) {
      throw new IllegalArgumentException("nobody to send transactions");
    }
    this.accounts = List.copyOf(accounts);
  }

  Account next() {
    return accounts.get(Math.floorMod(turn.getAndIncrement(), accounts.size()));
  }
}
