// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sealome.ledger.TestChain.CLINICIAN;
import static org.sealome.ledger.TestChain.CUSTODIAN;
import static org.sealome.ledger.TestChain.LEDGER;
import static org.sealome.ledger.TestChain.RESEARCHER;
import static org.sealome.ledger.TestChain.STRANGER;
import static org.sealome.ledger.TestChain.hash;
import static org.sealome.ledger.TestChain.refusal;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealome.ledger.TestChain.Cohort;

/** Two of three members approve; consent under IRB counts while they do. */
class EthicsCommitteeTest {
  private static final Purpose DISEASE = Purpose.disease(hash("MONDO:0005015"));
  private final EthicsCommittee ethics = LEDGER.ethics();
  private final List<Account> members =
      List.of(TestChain.account(501), TestChain.account(502), TestChain.account(503));
  private final Cohort cohort = TestChain.cohort(2, 256);

  @BeforeEach
  void twoOfThree() {
    members.forEach(m -> ethics.appoint(CUSTODIAN, m.address()));
    ethics.setThreshold(CUSTODIAN, 2);
    cohort.grant(ConsentTerms.of(Purpose.GRU).under(Conditions.of(Condition.IRB)), 0);
    cohort.grant(ConsentTerms.of(Purpose.GRU), 1);
  }

  @AfterEach
  void nobody() {
    for (Account member : members) {
      refusal(() -> ethics.dismiss(CUSTODIAN, member.address()));
    }
    ethics.setThreshold(CUSTODIAN, 1);
  }

  @Test
  void aProtocolStandsWhileEnoughApproveIt() {
    Protocol protocol = protocol(Purpose.HMB, null, null);
    ethics.approve(members.get(0), protocol);
    assertEquals(List.of(1), cohort.mask(Purpose.HMB, RESEARCHER), "one of two");
    ethics.approve(members.get(0), protocol);
    assertEquals(List.of(1), cohort.mask(Purpose.HMB, RESEARCHER), "twice is once");
    ethics.approve(members.get(2), protocol);
    BlockRef approved = LEDGER.head();
    assertEquals(List.of(0, 1), cohort.mask(Purpose.HMB, RESEARCHER));
    assertEquals(List.of(0, 1), cohort.mask(DISEASE, RESEARCHER), "HMB includes it");
    assertEquals(List.of(1), cohort.mask(Purpose.GRU, RESEARCHER), "GRU is more");
    assertEquals(List.of(1), cohort.mask(Purpose.HMB, CLINICIAN), "another requester");
    assertEquals(
        List.of(new EthicsCommittee.Filed(protocol, 2)),
        ethics.protocols(cohort.id(), RESEARCHER.address(), approved));

    ethics.withdraw(members.get(2), protocol.id());
    assertEquals(List.of(1), cohort.mask(Purpose.HMB, RESEARCHER), "at the next block");
    ethics.approve(members.get(1), protocol);
    assertEquals(List.of(0, 1), cohort.mask(Purpose.HMB, RESEARCHER));
    ethics.dismiss(CUSTODIAN, members.get(1).address());
    assertEquals(List.of(1), cohort.mask(Purpose.HMB, RESEARCHER), "who is dismissed counts not");
    ethics.appoint(CUSTODIAN, members.get(1).address());
    assertEquals(List.of(1), cohort.mask(Purpose.HMB, RESEARCHER), "nor when appointed again");
    ethics.setThreshold(CUSTODIAN, 1);
    assertEquals(List.of(0, 1), cohort.mask(Purpose.HMB, RESEARCHER));
    replaysAsItWas(approved);
    replaysAsItWas(LEDGER.head());
  }

  @Test
  void aProtocolHasAWindow() {
    LocalDate today = LocalDate.ofEpochDay(LEDGER.head().timestamp() / 86_400);
    approve(protocol(Purpose.GRU, today.plusDays(2), today.plusDays(4)));
    assertEquals(List.of(1), cohort.mask(Purpose.HMB, RESEARCHER));
    TestChain.NODE.advanceTime(Duration.ofDays(2));
    assertEquals(List.of(0, 1), cohort.mask(Purpose.HMB, RESEARCHER));
    TestChain.NODE.advanceTime(Duration.ofDays(2));
    assertEquals(List.of(1), cohort.mask(Purpose.HMB, RESEARCHER));
    assertEquals(
        "BadProtocol",
        refusal(() -> approve(protocol(Purpose.GRU, today.plusDays(2), today.plusDays(4)))));
  }

  @Test
  void onlyMembersApproveAndOnlyTheGovernorAppoints() {
    Protocol protocol = protocol(Purpose.HMB, null, null);
    assertEquals("NotMember", refusal(() -> ethics.approve(STRANGER, protocol)));
    assertEquals("NotMember", refusal(() -> ethics.approve(RESEARCHER, protocol)));
    assertEquals("NotMember", refusal(() -> ethics.withdraw(STRANGER, protocol.id())));
    assertEquals("NotApproved", refusal(() -> ethics.withdraw(members.get(0), protocol.id())));
    assertEquals("NotGovernor", refusal(() -> ethics.appoint(STRANGER, STRANGER.address())));
    assertEquals("NotGovernor", refusal(() -> ethics.dismiss(STRANGER, members.get(0).address())));
    assertEquals("NotGovernor", refusal(() -> ethics.setThreshold(members.get(0), 1)));
    assertEquals("BadThreshold", refusal(() -> ethics.setThreshold(CUSTODIAN, 0)));
    assertEquals(
        "AlreadyMember", refusal(() -> ethics.appoint(CUSTODIAN, members.get(0).address())));
    assertEquals(new EthicsCommittee.Quorum(3, 2), ethics.quorum(LEDGER.head()));
  }

  @Test
  void aMemberWhoIsGoneHoldsNoPlaceOnTheList() {
    LocalDate today = LocalDate.ofEpochDay(LEDGER.head().timestamp() / 86_400);
    for (int i = 0; i < 16; i++) {
      ethics.approve(members.get(0), protocol(Purpose.HMB, null, today.plusDays(10 + i)));
    }
    Protocol next = protocol(Purpose.HMB, null, null);
    assertEquals("TooManyProtocols", refusal(() -> ethics.approve(members.get(1), next)));
    ethics.dismiss(CUSTODIAN, members.get(0).address());
    ethics.approve(members.get(1), next);
    ethics.approve(members.get(2), next);
    assertEquals(List.of(0, 1), cohort.mask(Purpose.HMB, RESEARCHER));
    assertEquals(
        List.of(new EthicsCommittee.Filed(next, 2)),
        ethics.protocols(cohort.id(), RESEARCHER.address(), LEDGER.head()));
  }

  private void replaysAsItWas(BlockRef at) {
    JsonRpc rpc = new JsonRpc(TestChain.NODE.uri());
    ConsentHistory history =
        new ConsentHistory(
            new Blocks(rpc),
            TestChain.DEPLOYMENT,
            new Reads(rpc),
            new EventIndex(rpc, TestChain.DEPLOYMENT, null));
    Address requester = RESEARCHER.address();
    assertEquals(
        JsonRpc.hex(
            LEDGER.consents().consentMask(cohort.id(), 0, Purpose.HMB, requester, List.of(), at)),
        JsonRpc.hex(history.mask(cohort.id(), 0, 256, Purpose.HMB, requester, List.of(), at)));
  }

  private void approve(Protocol protocol) {
    ethics.approve(members.get(0), protocol);
    ethics.approve(members.get(1), protocol);
  }

  private Protocol protocol(Purpose purpose, LocalDate from, LocalDate until) {
    return new Protocol(
        cohort.id(), RESEARCHER.address(), purpose, from, until, hash("protocol 7"));
  }
}
