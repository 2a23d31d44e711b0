// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.ledger.TestChain.CLINICIAN;
import static org.sealome.ledger.TestChain.LEDGER;
import static org.sealome.ledger.TestChain.RESEARCHER;
import static org.sealome.ledger.TestChain.STRANGER;
import static org.sealome.ledger.TestChain.cohort;
import static org.sealome.ledger.TestChain.hash;

import java.time.Duration;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sealome.ledger.TestChain.Cohort;

/** What the contract says about purposes, requesters, days and genes. */
class ConsentRulesTest {
  private static final Purpose DISEASE = Purpose.disease(hash("MONDO:0005015"));
  private static final Purpose OTHER_DISEASE = Purpose.disease(hash("MONDO:0004975"));
  private static final List<Purpose> PURPOSES =
      List.of(Purpose.GRU, Purpose.HMB, DISEASE, OTHER_DISEASE, Purpose.POA, Purpose.CC);
  private static final Bytes32 BRCA1 = hash("BRCA1");
  private static final Bytes32 BRCA2 = hash("BRCA2");
  private static final Bytes32 HFE = hash("HFE");

  @Test
  void everyPurposeIncludesWhatTheOntologySays() {
    Cohort cohort = cohort(PURPOSES.size(), 256);
    for (int i = 0; i < PURPOSES.size(); i++) {
      cohort.grant(ConsentTerms.of(PURPOSES.get(i)), i);
    }
    assertEquals(List.of(0), cohort.mask(Purpose.GRU, CLINICIAN));
    assertEquals(List.of(0, 1), cohort.mask(Purpose.HMB, CLINICIAN));
    assertEquals(List.of(0, 1, 2), cohort.mask(DISEASE, CLINICIAN));
    assertEquals(List.of(0, 1, 3), cohort.mask(OTHER_DISEASE, CLINICIAN));
    assertEquals(List.of(0, 4), cohort.mask(Purpose.POA, CLINICIAN));
    assertEquals(List.of(5), cohort.mask(Purpose.CC, CLINICIAN));
  }

  @Test
  void onlyEntitledRequestersSeeAnybody() {
    Cohort cohort = cohort(3, 256);
    cohort.grant(ConsentTerms.of(Purpose.GRU), 0, 1, 2);
    cohort.grant(ConsentTerms.of(Purpose.CC), 0, 1, 2);
    assertEquals(3, cohort.mask(Purpose.HMB, RESEARCHER).size());
    assertEquals(3, cohort.mask(Purpose.CC, CLINICIAN).size());
    assertEquals(List.of(), cohort.mask(Purpose.CC, RESEARCHER));
    assertEquals(List.of(), cohort.mask(Purpose.HMB, STRANGER));
    BlockRef head = LEDGER.head();
    assertTrue(LEDGER.credentials().entitled(CLINICIAN.address(), Purpose.CC, head));
    assertFalse(LEDGER.credentials().entitled(RESEARCHER.address(), Purpose.CC, head));
    assertFalse(LEDGER.credentials().entitled(STRANGER.address(), Purpose.HMB, head));
  }

  @Test
  void anAttestationTakenBackEndsEntitlement() {
    Cohort cohort = cohort(2, 256);
    cohort.grant(ConsentTerms.of(Purpose.GRU), 0, 1);
    Account passing = TestChain.account(77);
    LEDGER.credentials().attest(TestChain.CUSTODIAN, passing.address(), Role.RESEARCHER);
    assertEquals(2, cohort.mask(Purpose.GRU, passing).size());
    LEDGER.credentials().revoke(TestChain.CUSTODIAN, passing.address(), Role.RESEARCHER);
    assertEquals(List.of(), cohort.mask(Purpose.GRU, passing));
    assertEquals(
        "NotInstitution",
        TestChain.refusal(
            () -> LEDGER.credentials().attest(STRANGER, passing.address(), Role.RESEARCHER)));
  }

  @Test
  void aConsentToOneRequesterOrRoleIsForNobodyElse() {
    Cohort cohort = cohort(3, 256);
    cohort.grant(terms(Purpose.HMB, Audience.requester(RESEARCHER.address())), 0);
    cohort.grant(terms(Purpose.HMB, Audience.role(Role.CLINICIAN)), 1);
    cohort.grant(ConsentTerms.of(Purpose.HMB), 2);
    assertEquals(List.of(0, 2), cohort.mask(Purpose.HMB, RESEARCHER));
    assertEquals(List.of(1, 2), cohort.mask(Purpose.HMB, CLINICIAN));
  }

  @Test
  void everyGeneOfAQuestionMustBeCovered() {
    Cohort cohort = cohort(5, 256);
    cohort.grant(scoped(BRCA1, BRCA2), 0);
    cohort.grant(scoped(BRCA1), 1, 2);
    cohort.grant(scoped(BRCA2), 2);
    cohort.grant(ConsentTerms.of(Purpose.HMB), 3);
    assertEquals(List.of(0, 1, 2, 3), cohort.mask(Purpose.HMB, RESEARCHER, BRCA1));
    assertEquals(List.of(0, 2, 3), cohort.mask(Purpose.HMB, RESEARCHER, BRCA1, BRCA2));
    assertEquals(List.of(0, 2, 3), cohort.mask(Purpose.HMB, RESEARCHER, BRCA2, BRCA1, BRCA2));
    assertEquals(List.of(3), cohort.mask(Purpose.HMB, RESEARCHER, BRCA1, HFE));
    // Nothing with a gene, a variant without one, too many genes: the whole genome is needed.
    assertEquals(List.of(3), cohort.mask(Purpose.HMB, RESEARCHER));
    assertEquals(List.of(3), cohort.mask(Purpose.HMB, RESEARCHER, BRCA1, Bytes32.ZERO));
    Bytes32[] many = Collections.nCopies(33, BRCA1).toArray(Bytes32[]::new);
    assertEquals(List.of(3), cohort.mask(Purpose.HMB, RESEARCHER, many));
  }

  @Test
  void consentHoldsFromItsFirstDayToTheDayBeforeItsEnd() {
    Cohort cohort = cohort(3, 256);
    LocalDate today = LocalDate.ofEpochDay(LEDGER.head().timestamp() / 86_400);
    cohort.grant(window(null, today.plusDays(30)), 0);
    cohort.grant(window(today.plusDays(10), null), 1);
    assertEquals(List.of(0), cohort.mask(Purpose.HMB, RESEARCHER));
    TestChain.NODE.advanceTime(Duration.ofDays(10));
    assertEquals(List.of(0, 1), cohort.mask(Purpose.HMB, RESEARCHER));
    TestChain.NODE.advanceTime(Duration.ofDays(20));
    assertEquals(List.of(1), cohort.mask(Purpose.HMB, RESEARCHER));
    assertEquals(
        "EmptyWindow", TestChain.refusal(() -> cohort.grant(window(null, today.plusDays(30)), 2)));
    assertEquals(
        "EmptyWindow",
        TestChain.refusal(() -> cohort.grant(window(today.plusDays(60), today.plusDays(60)), 2)));
  }

  @Test
  void aWithdrawalTakesEveryConsentThatOverlapsIt() {
    Cohort cohort = cohort(6, 256);
    cohort.grant(ConsentTerms.of(Purpose.GRU), cohort.all());
    cohort.grant(ConsentTerms.of(Purpose.CC), cohort.all());
    cohort.grant(scoped(BRCA1), cohort.all());
    cohort.grant(terms(Purpose.HMB, Audience.requester(RESEARCHER.address())), cohort.all());

    cohort.revoke(Withdrawal.EVERYTHING, 0);
    cohort.revoke(new Withdrawal(Purpose.HMB, null, List.of()), 1);
    cohort.revoke(new Withdrawal(Purpose.CC, null, List.of()), 2);
    cohort.revoke(new Withdrawal(null, Audience.requester(RESEARCHER.address()), List.of()), 3);
    cohort.revoke(new Withdrawal(null, null, List.of(HFE)), 4);

    // A consent to anybody and to everything includes what 1, 3 and 4 withdrew, so it went too.
    assertEquals(List.of(2, 5), cohort.mask(Purpose.HMB, RESEARCHER));
    assertEquals(List.of(2, 4, 5), cohort.mask(Purpose.HMB, RESEARCHER, BRCA1));
    assertEquals(List.of(1, 5), cohort.mask(Purpose.CC, CLINICIAN));
    assertEquals(
        List.of(2, 5), cohort.mask(Purpose.POA, RESEARCHER), "a withdrawal of HMB takes GRU");
    assertFalse(
        LEDGER.consents().terms(cohort.id(), 0, LEDGER.head()).stream().anyMatch(t -> t.has(0)));
  }

  @Test
  void aWithdrawalFromARequesterTakesConsentToRolesThatHeGetsLater() {
    Cohort cohort = cohort(2, 256);
    Account later = TestChain.account(88);
    cohort.grant(terms(Purpose.HMB, Audience.role(Role.RESEARCHER)), 0, 1);
    cohort.revoke(new Withdrawal(null, Audience.requester(later.address()), List.of()), 0);
    LEDGER.credentials().attest(TestChain.CUSTODIAN, later.address(), Role.RESEARCHER);
    assertEquals(List.of(1), cohort.mask(Purpose.HMB, later));
    // Likewise from a role: consent to an account that gets it later, or had it once.
    cohort.grant(terms(Purpose.HMB, Audience.requester(RESEARCHER.address())), 0, 1);
    cohort.revoke(new Withdrawal(null, Audience.role(Role.CLINICIAN), List.of()), 1);
    assertEquals(List.of(0), cohort.mask(Purpose.HMB, RESEARCHER));
  }

  @Test
  void noInstitutionAttestsOverAnother() {
    Credentials credentials = LEDGER.credentials();
    Account one = TestChain.account(91);
    Account two = TestChain.account(92);
    Address subject = TestChain.account(93).address();
    Transactions transactions =
        new Transactions(
            new JsonRpc(TestChain.NODE.uri()), TestChain.DEPLOYMENT.chainId(), Finality.MINED);
    Address contract = TestChain.DEPLOYMENT.credentials().address();
    for (Account institution : List.of(one, two)) {
      LEDGER.governance().appointInstitution(TestChain.CUSTODIAN, institution.address());
    }
    long soon = LEDGER.head().timestamp() + 3_600;
    transactions.send(
        one,
        contract,
        Abi.call("attest(address,uint8,uint64)", subject, Role.RESEARCHER.code(), soon));
    assertEquals(
        "AttestedByAnother",
        TestChain.refusal(() -> credentials.attest(two, subject, Role.RESEARCHER)));
    credentials.attest(two, subject, Role.AUDITOR);
    TestChain.NODE.advanceTime(Duration.ofHours(2));
    credentials.attest(two, subject, Role.RESEARCHER);
    assertEquals(
        "AttestedByAnother",
        TestChain.refusal(() -> credentials.attest(one, subject, Role.RESEARCHER)));
    credentials.attest(TestChain.CUSTODIAN, subject, Role.RESEARCHER);
    assertEquals(
        "NotAttestor", TestChain.refusal(() -> credentials.revoke(two, subject, Role.RESEARCHER)));
  }

  @Test
  void noPatientFillsAPageAlone() {
    Cohort cohort = cohort(3, 256);
    LocalDate today = LocalDate.ofEpochDay(LEDGER.head().timestamp() / 86_400);
    for (int i = 0; i < 8; i++) {
      cohort.grant(window(null, today.plusDays(10 + i)), 0);
    }
    ConsentTerms ninth = window(null, today.plusDays(30));
    assertEquals("TooManyOwnTerms", TestChain.refusal(() -> cohort.grant(ninth, 0)));
    // What another patient brought she can join; among several, whoever has a place left brings it.
    cohort.grant(ninth, 1);
    cohort.grant(ninth, 0);
    cohort.grant(window(null, today.plusDays(31)), 0, 2);
    // A place comes back when nobody has the terms, and when they are over.
    cohort.revoke(Withdrawal.EVERYTHING, 0);
    for (int i = 0; i < 8; i++) {
      cohort.grant(window(null, today.plusDays(10 + i)), 0);
    }
    assertEquals(
        "TooManyOwnTerms",
        TestChain.refusal(() -> cohort.grant(window(null, today.plusDays(40)), 0)));
    TestChain.NODE.advanceTime(Duration.ofDays(11));
    cohort.grant(window(null, today.plusDays(40)), 0);
    assertEquals(List.of(0, 1, 2), cohort.mask(Purpose.HMB, RESEARCHER));
  }

  @Test
  void aPageHoldsSixtyFourSetsOfTermsAndReclaimsDeadOnes() {
    Cohort cohort = cohort(300, 256);
    LocalDate today = LocalDate.ofEpochDay(LEDGER.head().timestamp() / 86_400);
    for (int i = 0; i < 64; i++) {
      cohort.grant(window(today.minusDays(i), today.plusDays(i < 32 ? 5 : 500)), i);
    }
    assertEquals(64, LEDGER.consents().terms(cohort.id(), 0, LEDGER.head()).size());
    assertEquals(
        "TooManyTerms", TestChain.refusal(() -> cohort.grant(ConsentTerms.of(Purpose.HMB), 70)));
    // Another page has room; so has this one when somebody was the last of her terms.
    cohort.grant(ConsentTerms.of(Purpose.HMB), 256);
    cohort.revoke(Withdrawal.EVERYTHING, 63);
    cohort.grant(ConsentTerms.of(Purpose.HMB), 70);
    assertEquals(
        "TooManyTerms", TestChain.refusal(() -> cohort.grant(ConsentTerms.of(Purpose.POA), 71)));
    TestChain.NODE.advanceTime(Duration.ofDays(5));
    cohort.grant(ConsentTerms.of(Purpose.POA), 71);
    assertEquals(33, LEDGER.consents().terms(cohort.id(), 0, LEDGER.head()).size());
    assertEquals(
        IntStream.of(IntStream.concat(IntStream.range(32, 63), IntStream.of(70, 256)).toArray())
            .boxed()
            .toList(),
        cohort.mask(Purpose.HMB, RESEARCHER));
  }

  @Test
  void anOldMaskIsMadeAgainFromTheEvents() {
    Cohort cohort = cohort(300, 256);
    cohort.grant(ConsentTerms.of(Purpose.HMB), 3, 258);
    cohort.grant(scoped(BRCA1), 4);
    BlockRef then = LEDGER.head();
    cohort.revoke(Withdrawal.EVERYTHING, 3, 4);
    LEDGER.datasets().erase(TestChain.CUSTODIAN, cohort.id(), 258);
    JsonRpc rpc = new JsonRpc(TestChain.NODE.uri());
    ConsentHistory history =
        new ConsentHistory(
            new Blocks(rpc),
            TestChain.DEPLOYMENT,
            new Reads(rpc),
            new EventIndex(rpc, TestChain.DEPLOYMENT, null));
    for (BlockRef at : List.of(then, LEDGER.head())) {
      for (Account requester : List.of(RESEARCHER, STRANGER)) {
        for (List<Bytes32> scope : List.of(List.<Bytes32>of(), List.of(BRCA1))) {
          for (int page = 0; page < 2; page++) {
            byte[] expected =
                LEDGER
                    .consents()
                    .consentMask(cohort.id(), page, Purpose.HMB, requester.address(), scope, at);
            byte[] replayed =
                history.mask(cohort.id(), page, 256, Purpose.HMB, requester.address(), scope, at);
            assertEquals(JsonRpc.hex(expected), JsonRpc.hex(replayed));
          }
        }
      }
    }
  }

  @Test
  void anErasedPatientIsInNoMaskEverAgain() {
    Cohort cohort = cohort(300, 256);
    cohort.grant(ConsentTerms.of(Purpose.GRU), cohort.all());
    BlockRef before = LEDGER.head();
    DatasetRegistry datasets = LEDGER.datasets();
    assertEquals(
        "NotController", TestChain.refusal(() -> datasets.erase(STRANGER, cohort.id(), 257)));
    assertEquals(
        "BadSlot", TestChain.refusal(() -> datasets.erase(TestChain.CUSTODIAN, cohort.id(), 300)));
    assertEquals(
        "NotErased",
        TestChain.refusal(() -> datasets.proveErasure(TestChain.CUSTODIAN, cohort.id(), 1, BRCA1)));
    datasets.erase(TestChain.CUSTODIAN, cohort.id(), 257);
    datasets.erase(cohort.patients().get(0), cohort.id(), 0);
    datasets.erase(TestChain.CUSTODIAN, cohort.id(), 0);
    datasets.proveErasure(TestChain.CUSTODIAN, cohort.id(), 0, BRCA1);
    BitSet erased = new BitSet();
    erased.set(0);
    erased.set(257);
    assertEquals(erased, datasets.erased(cohort.id(), 300, LEDGER.head()));
    assertEquals(new BitSet(), datasets.erased(cohort.id(), 300, before));
    assertEquals(
        IntStream.range(1, 300).filter(s -> s != 257).boxed().toList(),
        cohort.mask(Purpose.HMB, RESEARCHER));
    assertEquals(
        "NotEnrolled", TestChain.refusal(() -> cohort.grant(ConsentTerms.of(Purpose.HMB), 257)));
    // Naming all accounts again, as a next version does, gives the slot to nobody.
    datasets.enrol(
        TestChain.CUSTODIAN,
        cohort.id(),
        0,
        cohort.patients().stream().map(Account::address).toList());
    assertEquals(Address.ZERO, datasets.controllers(cohort.id(), 257, 1).get(0));
  }

  private static ConsentTerms terms(Purpose purpose, Audience audience) {
    return new ConsentTerms(purpose, audience, List.of(), null, null);
  }

  private static ConsentTerms scoped(Bytes32... genes) {
    return new ConsentTerms(Purpose.HMB, Audience.ANYONE, List.of(genes), null, null);
  }

  private static ConsentTerms window(LocalDate from, LocalDate until) {
    return new ConsentTerms(Purpose.HMB, Audience.ANYONE, List.of(), from, until);
  }
}
