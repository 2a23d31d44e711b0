// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.List;
import java.util.stream.IntStream;

/** The committee whose approval consent under {@link Condition#IRB} waits for: m of n members. */
public final class EthicsCommittee {
  private static final String PROTOCOL = "(bytes32,address,bytes32,uint32,uint32,bytes32)";
  private static final int WORDS = 6;

  private final Address contract;
  private final Transactions transactions;
  private final Reads reads;

  EthicsCommittee(Address contract, Transactions transactions, Reads reads) {
    this.contract = contract;
    this.transactions = transactions;
    this.reads = reads;
  }

  /**
   * A protocol before the committee.
   *
   * @param approvals of present members
   */
  public record Filed(Protocol protocol, int approvals) {}

  /**
   * The committee.
   *
   * @param members how many there are
   * @param threshold approvals that a protocol needs
   */
  public record Quorum(int members, int threshold) {}

  /** Appoints a member; by the governor. */
  public Mined appoint(Account governor, Address member) {
    return transactions.send(governor, contract, Abi.call("appoint(address)", member));
  }

  /** Dismisses a member, whose approvals count no more; by the governor. */
  public Mined dismiss(Account governor, Address member) {
    return transactions.send(governor, contract, Abi.call("dismiss(address)", member));
  }

  /** Says how many approvals a protocol needs, those that stand too; by the governor. */
  public Mined setThreshold(Account governor, int approvals) {
    return transactions.send(governor, contract, Abi.call("setThreshold(uint8)", approvals));
  }

  /**
   * Approves, by a member; the first approval files the protocol.
   *
   * @throws LedgerException.Reverted {@code NotMember}, {@code BadProtocol}, {@code
   *     TooManyProtocols}
   */
  public Mined approve(Account member, Protocol protocol) {
    return transactions.send(
        member, contract, Abi.call("approve(" + PROTOCOL + ")", (Object) protocol.encoded()));
  }

  /**
   * Takes the member's approval back.
   *
   * @throws LedgerException.Reverted {@code NotApproved} where there was none
   */
  public Mined withdraw(Account member, Bytes32 protocol) {
    return transactions.send(member, contract, Abi.call("withdraw(bytes32)", protocol));
  }

  /** The requester's protocols before the committee at that block. */
  public List<Filed> protocols(Bytes32 dataset, Address requester, BlockRef at) {
    byte[] call = Abi.call("protocolsOf(bytes32,address)", dataset, requester);
    Abi.Reader answer = reads.read(contract, call, at);
    Abi.Reader protocols = answer.at(0);
    Abi.Reader approvals = answer.at(1).elements();
    return IntStream.range(0, protocols.length())
        .mapToObj(
            i ->
                new Filed(
                    Protocol.read(protocols.elements(), WORDS * i), (int) approvals.number(i)))
        .toList();
  }

  /**
   * Whether the contract would count consent under {@link Condition#IRB} for this, at that block.
   */
  public boolean approves(Bytes32 dataset, Address requester, Purpose purpose, BlockRef at) {
    byte[] call = Abi.call("approved(bytes32,address,bytes32)", dataset, requester, purpose.code());
    return reads.read(contract, call, at).at(0).length() != 0;
  }

  /** The committee at that block. */
  public Quorum quorum(BlockRef at) {
    List<Abi.Reader> answers =
        reads.read(contract, List.of(Abi.call("members()"), Abi.call("threshold()")), at);
    byte[] seats = answers.getFirst().word(0).toBytes();
    return new Quorum(
        java.util.BitSet.valueOf(seats).cardinality(), (int) answers.getLast().number(0));
  }
}
