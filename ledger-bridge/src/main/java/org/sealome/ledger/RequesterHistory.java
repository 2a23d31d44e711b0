// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What was attested of a requester, and approved for him, at blocks whose state the node has
 * forgotten: folded from the events. Whether that is enough is asked of the contracts.
 */
final class RequesterHistory {
  private static final Bytes32 ATTESTED = Bytes32.keccak("Attested(address,uint8,address,uint64)");
  private static final Bytes32 WITHDRAWN =
      Bytes32.keccak("AttestationRevoked(address,uint8,address)");
  private static final Bytes32 AFFILIATED =
      Bytes32.keccak("Affiliated(address,address,bytes2,uint16,uint64)");
  private static final Bytes32 ENDED = Bytes32.keccak("AffiliationEnded(address,address)");
  private static final Bytes32 GIVEN = Bytes32.keccak("RoleGranted(bytes32,address,address)");
  private static final Bytes32 TAKEN = Bytes32.keccak("RoleRevoked(bytes32,address,address)");
  private static final Bytes32 INSTITUTION = Bytes32.keccak("sealome/institution");
  private static final Bytes32 COMMITTEE =
      Bytes32.keccak("CommitteeChanged(uint256,uint8,address)");
  private static final Bytes32 FILED =
      Bytes32.keccak("ProtocolFiled(bytes32,(bytes32,address,bytes32,uint32,uint32,bytes32))");
  private static final Bytes32 APPROVALS =
      Bytes32.keccak("ApprovalsChanged(bytes32,bytes32,address,uint256)");

  /** The document's hash among a protocol's words. */
  private static final int DOCUMENT = 5;

  private final Address credentials;
  private final Address governance;
  private final Address ethics;
  private final EventIndex events;
  private final Reads reads;

  RequesterHistory(Deployment deployment, Reads reads, EventIndex events) {
    this.credentials = deployment.credentials().address();
    this.governance = deployment.governance().address();
    this.ethics = deployment.ethics().address();
    this.events = events;
    this.reads = reads;
  }

  /** The contract's {@code Question}: who asked for what, with what stood then. */
  Abi.Dynamic question(Bytes32 dataset, Purpose purpose, Address requester, BlockRef at) {
    Map<Address, Boolean> institutions = institutions(at);
    return new Abi.Dynamic(
        Abi.tuple(
            purpose.code(),
            requester,
            roles(requester, institutions, at),
            facts(requester, institutions, at),
            Abi.array(approved(dataset, purpose, requester, at)),
            at.timestamp()));
  }

  private Map<Address, Boolean> institutions(BlockRef at) {
    Map<Address, Boolean> institutions = new HashMap<>();
    events.forEach(
        governance,
        at,
        event -> {
          if ((event.is(GIVEN) || event.is(TAKEN)) && event.topic(1).equals(INSTITUTION)) {
            institutions.put(event.address(2), event.is(GIVEN));
          }
        });
    return institutions;
  }

  /** What {@code Credentials.rolesOf} said then: bit r is role r. */
  private long roles(Address subject, Map<Address, Boolean> institutions, BlockRef at) {
    record Attestation(Address institution, Bytes32 until) {}
    Map<Long, Attestation> attested = new HashMap<>();
    events.forEach(
        credentials,
        at,
        event -> {
          if (event.is(ATTESTED) && event.address(1).equals(subject)) {
            Bytes32 until = event.reader().word(0);
            attested.put(event.number(2), new Attestation(event.address(3), until));
          } else if (event.is(WITHDRAWN) && event.address(1).equals(subject)) {
            attested.remove(event.number(2));
          }
        });
    long roles = 0;
    for (Map.Entry<Long, Attestation> one : attested.entrySet()) {
      if (holds(one.getValue().institution(), one.getValue().until(), institutions, at)) {
        roles |= 1L << one.getKey();
      }
    }
    return roles;
  }

  /** What {@code Credentials.factsOf} said then. */
  private Bytes32 facts(Address subject, Map<Address, Boolean> institutions, BlockRef at) {
    List<Event> newest = new ArrayList<>();
    events.forEach(
        credentials,
        at,
        event -> {
          if ((event.is(AFFILIATED) || event.is(ENDED)) && event.address(1).equals(subject)) {
            newest.clear();
            newest.add(event);
          }
        });
    if (newest.isEmpty() || newest.getFirst().is(ENDED)) {
      return Bytes32.ZERO;
    }
    Event event = newest.getFirst();
    Abi.Reader data = event.reader();
    if (!holds(event.address(2), data.word(2), institutions, at)) {
      return Bytes32.ZERO;
    }
    byte[] facts = new byte[32];
    System.arraycopy(event.address(2).toBytes(), 0, facts, 0, 20);
    System.arraycopy(data.word(0).toBytes(), 0, facts, 28, 2);
    System.arraycopy(data.word(1).toBytes(), 30, facts, 30, 2);
    return Bytes32.of(facts);
  }

  private static boolean holds(
      Address institution, Bytes32 until, Map<Address, Boolean> institutions, BlockRef at) {
    Bytes32 now = Bytes32.of(Abi.tuple(at.timestamp()));
    return institutions.getOrDefault(institution, false) && until.compareTo(now) > 0;
  }

  /** What {@code EthicsCommittee.approved} said then. */
  private List<Bytes32> approved(Bytes32 dataset, Purpose purpose, Address requester, BlockRef at) {
    Map<Bytes32, Bytes32> approvals = new LinkedHashMap<>();
    events.forEach(
        ethics,
        at,
        event -> approvals.put(event.topic(1), event.reader().word(0)),
        APPROVALS,
        null,
        dataset,
        Bytes32.of(Abi.tuple(requester)));
    if (approvals.isEmpty()) {
      return List.of();
    }
    Map<Bytes32, byte[]> protocols = new HashMap<>();
    events.forEach(ethics, at, event -> protocols.put(event.topic(1), event.data()), FILED);
    // As it was deployed: nobody, and one approval needed.
    Abi.Reader[] committee = {new Abi.Reader(Abi.tuple(0, 1))};
    events.forEach(ethics, at, event -> committee[0] = event.reader(), COMMITTEE);
    List<byte[]> calls = new ArrayList<>();
    approvals.forEach(
        (id, seats) ->
            calls.add(
                Abi.call(
                    "covers((bytes32,address,bytes32,uint32,uint32,bytes32),uint256,uint256,"
                        + "uint8,bytes32,uint256)",
                    protocols.get(id),
                    seats,
                    committee[0].word(0),
                    committee[0].word(1),
                    purpose.code(),
                    at.timestamp())));
    List<Bytes32> ids = List.copyOf(approvals.keySet());
    List<Abi.Reader> covered = reads.read(ethics, calls, null);
    return IntStream.range(0, ids.size())
        .filter(i -> covered.get(i).number(0) != 0)
        .mapToObj(i -> new Abi.Reader(protocols.get(ids.get(i))).word(DOCUMENT))
        .toList();
  }
}
