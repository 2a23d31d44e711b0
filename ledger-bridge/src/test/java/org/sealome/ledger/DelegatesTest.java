// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sealome.ledger.TestChain.LEDGER;
import static org.sealome.ledger.TestChain.RESEARCHER;
import static org.sealome.ledger.TestChain.STRANGER;
import static org.sealome.ledger.TestChain.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealome.ledger.TestChain.Cohort;

/** Guardians and proxies, and patients who send transactions themselves. */
class DelegatesTest {
  private static final ConsentTerms HMB = ConsentTerms.of(Purpose.HMB);
  private final Delegates delegates = LEDGER.delegates();
  private final ConsentRegistry consents = LEDGER.consents();
  private final Cohort cohort = TestChain.cohort(3, 256);
  private final Account patient = cohort.patients().get(1);
  private final Account mother = TestChain.account(601);

  @Test
  void aGuardianConsentsAndWithdrawsUntilDismissed() {
    assertEquals("BadSigner", refusal(() -> submit(grant(1, mother))));
    delegates.submit(sign(named(Delegation.Kind.GUARDIAN, Delegation.NO_END)));
    submit(grant(1, mother));
    assertEquals(List.of(1), cohort.mask(Purpose.HMB, RESEARCHER));
    assertEquals("BadSigner", refusal(() -> submit(grant(2, mother))), "another patient");
    consents.submitRevocations(List.of(consents.sign(revocation(Withdrawal.EVERYTHING), mother)));
    assertEquals(List.of(), cohort.mask(Purpose.HMB, RESEARCHER));

    SignedGrant onItsWay = grant(1, mother);
    delegates.submit(sign(Delegation.dismissal(cohort.id(), mother.address())));
    assertEquals(Optional.empty(), kind());
    assertEquals("BadSigner", refusal(() -> submit(onItsWay)), "what she signed before, too");
    cohort.grant(HMB, 1);
    assertEquals(List.of(1), cohort.mask(Purpose.HMB, RESEARCHER), "the patient always can");
  }

  @Test
  void aProxyEndsByHerself() {
    long soon = LEDGER.head().timestamp() + Duration.ofDays(3).toSeconds();
    delegates.name(patient, named(Delegation.Kind.PROXY, soon));
    assertEquals(Optional.of(Delegation.Kind.PROXY), kind());
    submit(grant(1, mother));
    TestChain.NODE.advanceTime(Duration.ofDays(3));
    assertEquals(Optional.empty(), kind());
    assertEquals("BadSigner", refusal(() -> submit(grant(1, mother))));
    assertEquals(
        "BadDelegation",
        refusal(() -> delegates.name(patient, named(Delegation.Kind.PROXY, Delegation.NO_END))));
    delegates.name(patient, named(Delegation.Kind.GUARDIAN, Delegation.NO_END));
    delegates.resign(mother, patient.address(), cohort.id());
    assertEquals(Optional.empty(), kind());
  }

  @Test
  void aDelegateIsForOneDatasetAndNamesNobody() {
    Cohort other = TestChain.cohort(3, 256);
    delegates.name(patient, named(Delegation.Kind.GUARDIAN, Delegation.NO_END));
    assertEquals(
        "NotController",
        refusal(() -> consents.grantDirectly(mother, other.id(), HMB, List.of(1))));
    delegates.name(
        mother,
        new Delegation(
            cohort.id(), STRANGER.address(), Delegation.Kind.GUARDIAN, Delegation.NO_END));
    assertEquals(
        "NotController",
        refusal(() -> consents.grantDirectly(STRANGER, cohort.id(), HMB, List.of(1))));
    delegates.name(mother, Delegation.dismissal(cohort.id(), STRANGER.address()));
    delegates.name(patient, Delegation.dismissal(cohort.id(), mother.address()));
  }

  @Test
  void aDelegationServesOnce() {
    SignedDelegation named = sign(named(Delegation.Kind.GUARDIAN, Delegation.NO_END));
    delegates.submit(named);
    assertEquals("BadNonce", refusal(() -> delegates.submit(named)));
    SignedDelegation forged =
        delegates.sign(
            named(Delegation.Kind.GUARDIAN, Delegation.NO_END),
            delegates.nonce(patient.address()),
            TestChain.deadline(),
            STRANGER);
    assertEquals(
        "BadSigner",
        refusal(
            () ->
                delegates.submit(
                    new SignedDelegation(
                        patient.address(),
                        forged.delegation(),
                        forged.nonce(),
                        forged.deadline(),
                        forged.signature()))));
    // Signed before, and overtaken by what the account sent itself.
    SignedDelegation overtaken = sign(named(Delegation.Kind.GUARDIAN, Delegation.NO_END));
    delegates.name(patient, Delegation.dismissal(cohort.id(), mother.address()));
    assertEquals("BadNonce", refusal(() -> delegates.submit(overtaken)));
    SignedDelegation late =
        delegates.sign(
            named(Delegation.Kind.GUARDIAN, Delegation.NO_END),
            delegates.nonce(patient.address()),
            LEDGER.head().timestamp() - 1,
            patient);
    assertEquals("PastDeadline", refusal(() -> delegates.submit(late)));
  }

  @Test
  void aPatientSendsHerOwnTransactions() {
    consents.grantDirectly(patient, cohort.id(), HMB, List.of(1));
    assertEquals(List.of(1), cohort.mask(Purpose.HMB, RESEARCHER));
    SignedGrant onItsWay = grant(1, patient);
    consents.revokeDirectly(patient, cohort.id(), Withdrawal.EVERYTHING, List.of(1));
    assertEquals(List.of(), cohort.mask(Purpose.HMB, RESEARCHER));
    assertEquals("BadNonce", refusal(() -> submit(onItsWay)), "older than the withdrawal");
    assertEquals(
        "NotController",
        refusal(() -> consents.grantDirectly(patient, cohort.id(), HMB, List.of(1, 2))));
    assertEquals(
        "NotEnrolled",
        refusal(() -> consents.grantDirectly(patient, cohort.id(), HMB, List.of(7))));
  }

  @Test
  void aSlotThatIsErasedOrGivenAwayHasNoOldDelegates() {
    delegates.name(patient, named(Delegation.Kind.GUARDIAN, Delegation.NO_END));
    LEDGER.datasets().erase(patient, cohort.id(), 1);
    assertEquals("NotEnrolled", refusal(() -> submit(grant(1, mother))));
    delegates.name(patient, Delegation.dismissal(cohort.id(), mother.address()));
  }

  private Optional<Delegation.Kind> kind() {
    return delegates.kind(patient.address(), cohort.id(), mother.address(), LEDGER.head());
  }

  private Delegation named(Delegation.Kind kind, long until) {
    return new Delegation(cohort.id(), mother.address(), kind, until);
  }

  private SignedDelegation sign(Delegation delegation) {
    return delegates.sign(
        delegation, delegates.nonce(patient.address()), TestChain.deadline(), patient);
  }

  private SignedGrant grant(int slot, Account by) {
    long nonce = consents.nonces(cohort.id(), slot, 1)[0];
    return consents.sign(new Grant(cohort.id(), slot, HMB, nonce, TestChain.deadline()), by);
  }

  private Revocation revocation(Withdrawal withdrawal) {
    long nonce = consents.nonces(cohort.id(), 1, 1)[0];
    return new Revocation(cohort.id(), 1, withdrawal, nonce, TestChain.deadline());
  }

  private void submit(SignedGrant grant) {
    consents.submit(List.of(grant));
  }
}
