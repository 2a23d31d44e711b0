// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.List;
import java.util.Optional;

/**
 * Who governs, what is stopped, what comes next. Contracts are never changed in place: governance
 * announces the deployment that follows, and nobody is moved there who does not configure it.
 */
public final class Governance {
  private static final Bytes32 INSTITUTION = Bytes32.keccak("sealome/institution");
  private static final Bytes32 PAUSER = Bytes32.keccak("sealome/pauser");

  private final Address contract;
  private final Transactions transactions;
  private final Reads reads;

  Governance(Address contract, Transactions transactions, Reads reads) {
    this.contract = contract;
    this.transactions = transactions;
    this.reads = reads;
  }

  /**
   * An announced deployment.
   *
   * @param deployment {@link Deployment#digest} of its file
   * @param from the first second (since 1970) at which it is the one to use
   */
  public record Successor(Bytes32 deployment, long from) {}

  /** Stops whatever could let anything out; withdrawals go on. By a pauser. */
  public Mined pause(Account pauser) {
    return transactions.send(pauser, contract, Abi.call("pause()"));
  }

  /** Ends a stop; by the governor. */
  public Mined unpause(Account governor) {
    return transactions.send(governor, contract, Abi.call("unpause()"));
  }

  /** Whether it is stopped at that block. */
  public boolean paused(BlockRef at) {
    return reads.read(contract, Abi.call("paused()"), at).number(0) != 0;
  }

  /** Lets an account attest of requesters; by the governor. */
  public Mined appointInstitution(Account governor, Address institution) {
    return role(governor, "grantRole(bytes32,address)", INSTITUTION, institution);
  }

  /** Whatever the institution attested falls with this; by the governor. */
  public Mined dismissInstitution(Account governor, Address institution) {
    return role(governor, "revokeRole(bytes32,address)", INSTITUTION, institution);
  }

  /** Lets an account stop everything; by the governor. */
  public Mined appointPauser(Account governor, Address pauser) {
    return role(governor, "grantRole(bytes32,address)", PAUSER, pauser);
  }

  /** By the governor. */
  public Mined dismissPauser(Account governor, Address pauser) {
    return role(governor, "revokeRole(bytes32,address)", PAUSER, pauser);
  }

  /**
   * Announces what follows; by the governor.
   *
   * @throws LedgerException.Reverted {@code BadSuccessor} where that is sooner than seven days
   */
  public Mined announce(Account governor, Successor successor) {
    return transactions.send(
        governor,
        contract,
        Abi.call("announce(bytes32,uint64)", successor.deployment(), successor.from()));
  }

  /** Calls it off; by the governor. */
  public Mined callOff(Account governor) {
    return transactions.send(governor, contract, Abi.call("callOff()"));
  }

  /** What is announced at that block. */
  public Optional<Successor> successor(BlockRef at) {
    List<Abi.Reader> answers =
        reads.read(contract, List.of(Abi.call("successor()"), Abi.call("successorFrom()")), at);
    Bytes32 deployment = answers.getFirst().word(0);
    return deployment.isZero()
        ? Optional.empty()
        : Optional.of(new Successor(deployment, answers.getLast().number(0)));
  }

  private Mined role(Account governor, String function, Bytes32 role, Address account) {
    return transactions.send(governor, contract, Abi.call(function, role, account));
  }
}
