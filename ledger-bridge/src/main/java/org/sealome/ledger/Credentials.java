// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.Set;

/** What institutions attest of accounts. */
public final class Credentials {
  Credentials() {}

  /** Attests a role without an end; by an institution (the deployer is one). */
  public Mined attest(Account institution, Address subject, Role role) {
    throw new UnsupportedOperationException();
  }

  /** Takes an attestation back; by the institution that made it, or the governor. */
  public Mined revoke(Account institution, Address subject, Role role) {
    throw new UnsupportedOperationException();
  }

  /** The account's roles at that block. */
  public Set<Role> roles(Address subject, BlockRef at) {
    throw new UnsupportedOperationException();
  }

  /** Whether the contract would let the account ask under the purpose at all. */
  public boolean entitled(Address requester, Purpose purpose, BlockRef at) {
    throw new UnsupportedOperationException();
  }
}
