// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.ledger.TestChain.CUSTODIAN;
import static org.sealome.ledger.TestChain.LEDGER;
import static org.sealome.ledger.TestChain.RESEARCHER;
import static org.sealome.ledger.TestChain.STEWARD;
import static org.sealome.ledger.TestChain.STRANGER;
import static org.sealome.ledger.TestChain.hash;
import static org.sealome.ledger.TestChain.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealome.ledger.TestChain.Cohort;

/** Stopping, and what follows. */
class GovernanceTest {
  private final Governance governance = LEDGER.governance();

  @Test
  void aStopLetsNothingOutAndEveryWithdrawalThrough() {
    Cohort cohort = TestChain.cohort(3, 256);
    cohort.grant(ConsentTerms.of(Purpose.HMB), 0, 1, 2);
    SignedQuery open = TestChain.query(cohort, "before", RESEARCHER);
    LEDGER.queryLog().open(open);
    assertEquals("AccessControlUnauthorizedAccount", refusal(() -> governance.pause(STRANGER)));
    governance.pause(CUSTODIAN);
    try {
      assertTrue(governance.paused(LEDGER.head()));
      SignedQuery query = TestChain.query(cohort, "while", RESEARCHER);
      Delegation delegation =
          new Delegation(
              cohort.id(), STRANGER.address(), Delegation.Kind.GUARDIAN, Delegation.NO_END);
      Account patient = cohort.patients().get(0);
      List<Runnable> stopped =
          List.of(
              () -> LEDGER.queryLog().open(query),
              () -> LEDGER.queryLog().openBatch(List.of(query)),
              () -> cohort.grant(ConsentTerms.of(Purpose.POA), 0),
              () ->
                  LEDGER
                      .consents()
                      .grantDirectly(
                          patient, cohort.id(), ConsentTerms.of(Purpose.POA), List.of(0)),
              () -> LEDGER.credentials().attest(CUSTODIAN, STRANGER.address(), Role.RESEARCHER),
              () -> LEDGER.delegates().name(patient, delegation),
              () -> LEDGER.ethics().appoint(CUSTODIAN, STRANGER.address()),
              () -> TestChain.cohort(1, 256));
      stopped.forEach(call -> assertEquals("Stopped", refusal(call)));

      cohort.revoke(Withdrawal.EVERYTHING, 0);
      LEDGER
          .consents()
          .revokeDirectly(cohort.patients().get(1), cohort.id(), Withdrawal.EVERYTHING, List.of(1));
      LEDGER.datasets().erase(cohort.patients().get(2), cohort.id(), 2);
      LEDGER.delegates().name(patient, Delegation.dismissal(cohort.id(), STRANGER.address()));
      LEDGER.datasets().freeze(STEWARD, cohort.id(), hash("why"));
      LEDGER
          .queryLog()
          .close(
              STEWARD,
              open.entry().queryHash(),
              RESEARCHER.address(),
              Outcome.LEDGER,
              Bytes32.ZERO,
              Bytes32.ZERO);
      assertEquals(List.of(), cohort.mask(Purpose.HMB, RESEARCHER));
      assertEquals("AccessControlUnauthorizedAccount", refusal(() -> governance.unpause(STRANGER)));
    } finally {
      governance.unpause(CUSTODIAN);
    }
    LEDGER.queryLog().open(TestChain.query(cohort, "after", RESEARCHER));
  }

  @Test
  void aPauserStopsAndDoesNothingElse() {
    Account watch = TestChain.account(701);
    governance.appointPauser(CUSTODIAN, watch.address());
    governance.pause(watch);
    assertEquals("AccessControlUnauthorizedAccount", refusal(() -> governance.unpause(watch)));
    governance.unpause(CUSTODIAN);
    assertEquals(
        "AccessControlUnauthorizedAccount",
        refusal(() -> governance.appointInstitution(watch, watch.address())));
    assertEquals(
        "NotInstitution",
        refusal(() -> LEDGER.credentials().attest(watch, watch.address(), Role.RESEARCHER)));
    assertFalse(governance.paused(LEDGER.head()));
  }

  @Test
  void aSuccessorIsAnnouncedAheadAndNobodyIsMoved() {
    Bytes32 next = TestChain.DEPLOYMENT.onChain(77).digest();
    long now = LEDGER.head().timestamp();
    Governance.Successor soon =
        new Governance.Successor(next, now + Duration.ofDays(6).toSeconds());
    Governance.Successor later =
        new Governance.Successor(next, now + Duration.ofDays(8).toSeconds());
    assertEquals("BadSuccessor", refusal(() -> governance.announce(CUSTODIAN, soon)));
    assertEquals(
        "AccessControlUnauthorizedAccount", refusal(() -> governance.announce(STRANGER, later)));
    assertEquals(Optional.empty(), governance.successor(LEDGER.head()));
    governance.announce(CUSTODIAN, later);
    assertEquals(Optional.of(later), governance.successor(LEDGER.head()));
    TestChain.cohort(1, 256);
    governance.callOff(CUSTODIAN);
    assertEquals(Optional.empty(), governance.successor(LEDGER.head()));
  }
}
