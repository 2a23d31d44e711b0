// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.ledger.TestChain.LEDGER;
import static org.sealome.ledger.TestChain.RESEARCHER;
import static org.sealome.ledger.TestChain.cohort;
import static org.sealome.ledger.TestChain.refusal;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealome.ledger.TestChain.Cohort;

/** Whoever relays signatures can bring them or not, and nothing else. */
class RelayTest {
  private static final ConsentTerms HMB = ConsentTerms.of(Purpose.HMB);

  @Test
  void aSignatureServesOnce() {
    Cohort cohort = cohort(2, 256);
    List<SignedGrant> grants = cohort.grants(HMB, 0);
    LEDGER.consents().submit(grants);
    assertEquals("BadNonce", refusal(() -> LEDGER.consents().submit(grants)));
    cohort.revoke(Withdrawal.EVERYTHING, 0);
    assertEquals("BadNonce", refusal(() -> LEDGER.consents().submit(grants)));
    assertEquals(List.of(), cohort.mask(Purpose.HMB, RESEARCHER));
  }

  @Test
  void aWithdrawalVoidsAGrantThatWasSignedBeforeAndHeldBack() {
    Cohort cohort = cohort(1, 256);
    List<SignedGrant> heldBack = cohort.grants(HMB, 0);
    cohort.revoke(Withdrawal.EVERYTHING, 0);
    assertEquals("BadNonce", refusal(() -> LEDGER.consents().submit(heldBack)));
  }

  @Test
  void nobodySignsForAnother() {
    Cohort cohort = cohort(2, 256);
    Grant grant = new Grant(cohort.id(), 0, HMB, 0, TestChain.deadline());
    SignedGrant forged = LEDGER.consents().sign(grant, cohort.patients().get(1));
    assertEquals("BadSigner", refusal(() -> LEDGER.consents().submit(List.of(forged))));
    Revocation revocation =
        new Revocation(cohort.id(), 0, Withdrawal.EVERYTHING, 0, TestChain.deadline());
    SignedRevocation other = LEDGER.consents().sign(revocation, cohort.patients().get(1));
    assertEquals("BadSigner", refusal(() -> LEDGER.consents().submitRevocations(List.of(other))));
  }

  @Test
  void nothingThatWasSignedCanBeChanged() {
    Cohort cohort = cohort(2, 256);
    Cohort elsewhere = cohort(2, 256);
    SignedGrant signed = cohort.grants(HMB, 0).getFirst();
    Grant g = signed.grant();
    ConsentTerms wider = ConsentTerms.of(Purpose.GRU);
    ConsentTerms narrower =
        new ConsentTerms(Purpose.HMB, Audience.ANYONE, List.of(TestChain.hash("HFE")), null, null);
    for (Grant changed :
        List.of(
            new Grant(elsewhere.id(), 0, g.terms(), 0, g.deadline()),
            new Grant(g.dataset(), 1, g.terms(), 0, g.deadline()),
            new Grant(g.dataset(), 0, wider, 0, g.deadline()),
            new Grant(g.dataset(), 0, narrower, 0, g.deadline()),
            new Grant(g.dataset(), 0, g.terms(), 0, g.deadline() + 1))) {
      SignedGrant mutant = new SignedGrant(changed, signed.signature());
      assertEquals("BadSigner", refusal(() -> LEDGER.consents().submit(List.of(mutant))));
    }
    LEDGER.consents().submit(List.of(signed));
  }

  @Test
  void aSignatureIsForOneContractOnOneChain() {
    Cohort cohort = cohort(1, 256);
    Grant grant = new Grant(cohort.id(), 0, HMB, 0, TestChain.deadline());
    Deployment d = TestChain.DEPLOYMENT;
    for (Eip712 domain :
        List.of(
            Eip712.of(d.chainId() + 1, d.consents().address()),
            Eip712.of(d.chainId(), d.queryLog().address()))) {
      ConsentRegistry other =
          new ConsentRegistry(d.consents().address(), domain, null, null, null, null, null);
      SignedGrant foreign = other.sign(grant, cohort.patients().getFirst());
      assertEquals("BadSigner", refusal(() -> LEDGER.consents().submit(List.of(foreign))));
    }
  }

  @Test
  void aSignatureHasADeadline() {
    Cohort cohort = cohort(1, 256);
    List<SignedGrant> grants = cohort.grants(HMB, 0);
    TestChain.NODE.advanceTime(Duration.ofDays(2));
    assertEquals("PastDeadline", refusal(() -> LEDGER.consents().submit(grants)));
  }

  @Test
  void unknownSlotsPurposesAndAudiencesAreRefused() {
    Cohort cohort = cohort(1, 256);
    Account somebody = TestChain.account(1000);
    Grant beyond = new Grant(cohort.id(), 1, HMB, 0, TestChain.deadline());
    SignedGrant signed = LEDGER.consents().sign(beyond, somebody);
    assertEquals("NotEnrolled", refusal(() -> LEDGER.consents().submit(List.of(signed))));
    Bytes32 odd = Bytes32.fromHex("09" + "0".repeat(62));
    assertEquals(
        "UnknownPurpose", refusal(() -> cohort.grant(ConsentTerms.of(new Purpose(odd)), 0)));
    assertEquals(
        "UnknownAudience",
        refusal(
            () ->
                cohort.grant(
                    new ConsentTerms(Purpose.HMB, new Audience(odd), List.of(), null, null), 0)));
  }

  @Test
  void aRefusalNamesTheSlotAndTakesItsBatchAlong() {
    Cohort cohort = cohort(40, 256);
    List<SignedGrant> grants = new java.util.ArrayList<>(cohort.grants(HMB, cohort.all()));
    grants.set(17, new SignedGrant(grants.get(17).grant(), grants.get(18).signature()));
    try {
      LEDGER.consents().submit(grants);
    } catch (LedgerException.Reverted e) {
      assertTrue(e.getMessage().contains("BadSigner(slot 17)"), e.getMessage());
    }
    assertEquals(List.of(), cohort.mask(Purpose.HMB, RESEARCHER));
  }

  @Test
  void severalOfOnePatientGoInTheirOrderWhateverTheOrderOfSubmission() {
    Cohort cohort = cohort(3, 256);
    List<SignedGrant> grants = cohort.grants(HMB, 2, 0, 2, 1, 0);
    LEDGER.consents().submit(grants);
    assertEquals(List.of(0, 1, 2), cohort.mask(Purpose.HMB, RESEARCHER));
    assertEquals(2, LEDGER.consents().nonces(cohort.id(), 0, 3)[2]);
  }
}
