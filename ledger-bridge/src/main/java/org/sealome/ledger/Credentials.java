// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.EnumSet;
import java.util.Set;

/** What institutions attest of accounts. */
public final class Credentials {
  /** An attestation without an end: the largest time that fits. */
  private static final long FOREVER = -1L;

  private final Address contract;
  private final Transactions transactions;
  private final Reads reads;

  Credentials(Address contract, Transactions transactions, Reads reads) {
    this.contract = contract;
    this.transactions = transactions;
    this.reads = reads;
  }

  /**
   * Attests a role without an end; by an institution (the deployer is one).
   *
   * @throws LedgerException.Reverted {@code AttestedByAnother} where another institution attests it
   *     already; the governor alone replaces that
   */
  public Mined attest(Account institution, Address subject, Role role) {
    return transactions.send(
        institution,
        contract,
        Abi.call("attest(address,uint8,uint64)", subject, role.code(), FOREVER));
  }

  /** Takes an attestation back; by the institution that made it, or the governor. */
  public Mined revoke(Account institution, Address subject, Role role) {
    return transactions.send(
        institution, contract, Abi.call("revokeAttestation(address,uint8)", subject, role.code()));
  }

  /**
   * Attests that somebody works for the institution, without an end. One institution at a time
   * attests this of an account.
   *
   * @throws LedgerException.Reverted {@code AttestedByAnother}, {@code NotInstitution}
   */
  public Mined affiliate(Account institution, Address subject, Affiliation affiliation) {
    return transactions.send(
        institution,
        contract,
        Abi.call(
            "affiliate(address,bytes2,uint16,uint64)",
            subject,
            affiliation.countryCode(),
            affiliation.flags(),
            FOREVER));
  }

  /** Takes that back; by the institution, or the governor. */
  public Mined endAffiliation(Account institution, Address subject) {
    return transactions.send(institution, contract, Abi.call("endAffiliation(address)", subject));
  }

  /**
   * What is attested of somebody beside the roles at that block, in the form of conditions: the
   * institution, the country, what was undertaken.
   */
  public Conditions facts(Address subject, BlockRef at) {
    return new Conditions(reads.read(contract, Abi.call("factsOf(address)", subject), at).word(0));
  }

  /** The account's roles at that block. */
  public Set<Role> roles(Address subject, BlockRef at) {
    long bits = reads.read(contract, Abi.call("rolesOf(address)", subject), at).number(0);
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (Role role : Role.values()) {
      if ((bits >> role.code() & 1) != 0) {
        roles.add(role);
      }
    }
    return roles;
  }

  /** Whether the contract would let the account ask under the purpose at all. */
  public boolean entitled(Address requester, Purpose purpose, BlockRef at) {
    byte[] call = Abi.call("entitled(address,bytes32)", requester, purpose.code());
    return reads.read(contract, call, at).number(0) != 0;
  }
}
