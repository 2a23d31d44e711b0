// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.Optional;

/** Who may consent and withdraw in whose stead: named by patients' accounts, dismissed any time. */
public final class Delegates {
  private static final Bytes32 DELEGATION =
      Bytes32.keccak(
          "Delegation(bytes32 dataset,address delegate,uint8 kind,uint64 until,uint64 nonce,"
              + "uint64 deadline)");

  private final Address contract;
  private final Eip712 domain;
  private final Account relayer;
  private final Transactions transactions;
  private final Reads reads;

  Delegates(
      Address contract, Eip712 domain, Account relayer, Transactions transactions, Reads reads) {
    this.contract = contract;
    this.domain = domain;
    this.relayer = relayer;
    this.transactions = transactions;
    this.reads = reads;
  }

  /** The account's next nonce. */
  public long nonce(Address principal) {
    return reads.read(contract, Abi.call("nonces(address)", principal), null).number(0);
  }

  /** Signs as the patient's account. No round trip. */
  public SignedDelegation sign(
      Delegation delegation, long nonce, long deadline, Account principal) {
    Bytes32 digest =
        domain.digest(
            DELEGATION,
            delegation.dataset(),
            delegation.delegate(),
            delegation.code(),
            delegation.until(),
            nonce,
            deadline);
    return new SignedDelegation(
        principal.address(), delegation, nonce, deadline, principal.sign(digest));
  }

  /**
   * Names or dismisses; in the relayer's name.
   *
   * @throws LedgerException.Reverted {@code BadSigner}, {@code BadNonce}, {@code PastDeadline},
   *     {@code BadDelegation}
   */
  public Mined submit(SignedDelegation signed) {
    Delegation delegation = signed.delegation();
    return transactions.send(
        relayer,
        contract,
        Abi.call(
            "nameSigned(address,bytes32,address,uint8,uint64,uint64,uint64,bytes)",
            signed.principal(),
            delegation.dataset(),
            delegation.delegate(),
            delegation.code(),
            delegation.until(),
            signed.nonce(),
            signed.deadline(),
            Abi.bytes(signed.signature().toBytes())));
  }

  /** Names or dismisses; sent by the patient's own account. */
  public Mined name(Account principal, Delegation delegation) {
    return transactions.send(
        principal,
        contract,
        Abi.call(
            "name(bytes32,address,uint8,uint64)",
            delegation.dataset(),
            delegation.delegate(),
            delegation.code(),
            delegation.until()));
  }

  /** Gives up acting for somebody. */
  public Mined resign(Account delegate, Address principal, Bytes32 dataset) {
    return transactions.send(
        delegate, contract, Abi.call("resign(address,bytes32)", principal, dataset));
  }

  /** As what somebody acts for an account at that block; empty: as nobody. */
  public Optional<Delegation.Kind> kind(
      Address principal, Bytes32 dataset, Address delegate, BlockRef at) {
    byte[] call = Abi.call("kindOf(address,bytes32,address)", principal, dataset, delegate);
    int code = (int) reads.read(contract, call, at).number(0);
    return code == 0 ? Optional.empty() : Optional.of(Delegation.Kind.values()[code - 1]);
  }
}
