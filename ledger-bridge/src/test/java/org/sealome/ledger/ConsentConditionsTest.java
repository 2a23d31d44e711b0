// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.ledger.TestChain.CUSTODIAN;
import static org.sealome.ledger.TestChain.LEDGER;
import static org.sealome.ledger.TestChain.cohort;
import static org.sealome.ledger.TestChain.refusal;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sealome.ledger.TestChain.Cohort;

/** The Data Use Ontology's modifiers, against what institutions attest of a requester. */
class ConsentConditionsTest {
  private static final Account HOSPITAL = TestChain.account(401);
  private static final Account COMPANY = TestChain.account(402);

  static {
    LEDGER.governance().appointInstitution(CUSTODIAN, HOSPITAL.address());
    LEDGER.governance().appointInstitution(CUSTODIAN, COMPANY.address());
  }

  @Test
  void everyConditionIsMetByWhatIsAttestedAndByNothingElse() {
    Cohort cohort = cohort(8, 256);
    List<Conditions> conditions =
        List.of(
            Conditions.NONE,
            Conditions.of(Condition.NPU),
            Conditions.of(Condition.NPU, Condition.NCU),
            Conditions.of(Condition.PUB, Condition.RTN),
            Conditions.NONE.inCountry("GB"),
            Conditions.NONE.ofInstitution(HOSPITAL.address()),
            Conditions.of(Condition.NPU).inCountry("DE"),
            Conditions.of(Condition.IRB));
    for (int i = 0; i < conditions.size(); i++) {
      cohort.grant(ConsentTerms.of(Purpose.HMB).under(conditions.get(i)), i);
    }
    Account nobody = researcher(410);
    Account charity = researcher(411);
    Account seller = researcher(412);
    Account open = researcher(413);
    affiliate(HOSPITAL, charity, "GB", Condition.NPU, Condition.NCU);
    affiliate(COMPANY, seller, "DE");
    affiliate(HOSPITAL, open, null, Condition.PUB, Condition.RTN, Condition.NPU);
    assertEquals(List.of(0), cohort.mask(Purpose.HMB, nobody));
    assertEquals(List.of(0, 1, 2, 4, 5), cohort.mask(Purpose.HMB, charity));
    assertEquals(List.of(0), cohort.mask(Purpose.HMB, seller));
    assertEquals(List.of(0, 1, 3, 5), cohort.mask(Purpose.HMB, open));

    LEDGER.credentials().endAffiliation(HOSPITAL, charity.address());
    assertEquals(List.of(0), cohort.mask(Purpose.HMB, charity));
    LEDGER.governance().dismissInstitution(CUSTODIAN, HOSPITAL.address());
    assertEquals(List.of(0), cohort.mask(Purpose.HMB, open), "what it attested falls with it");
    LEDGER.governance().appointInstitution(CUSTODIAN, HOSPITAL.address());
    assertEquals(List.of(0, 1, 3, 5), cohort.mask(Purpose.HMB, open));
  }

  @Test
  void researchOfOriginsIsLeftOutOfWhatIsDeclared() {
    Cohort cohort = cohort(2, 256);
    Account anybody = researcher(440);
    cohort.grant(ConsentTerms.of(Purpose.GRU).under(Conditions.of(Condition.NPOA)), 0);
    cohort.grant(ConsentTerms.of(Purpose.GRU), 1);
    assertEquals(List.of(0, 1), cohort.mask(Purpose.HMB, anybody));
    assertEquals(List.of(0, 1), cohort.mask(Purpose.disease(TestChain.hash("d")), anybody));
    assertEquals(List.of(1), cohort.mask(Purpose.POA, anybody));
    assertEquals(List.of(1), cohort.mask(Purpose.GRU, anybody), "any research has origins in it");
  }

  @Test
  void aProjectIsTheOneDocumentThatTheCommitteeApproved() {
    Cohort cohort = cohort(2, 256);
    Account hers = researcher(441);
    Account his = researcher(442);
    Account member = TestChain.account(443);
    LEDGER.ethics().appoint(CUSTODIAN, member.address());
    Bytes32 project = TestChain.hash("project");
    cohort.grant(ConsentTerms.of(Purpose.HMB).under(Conditions.NONE.inProject(project)), 0);
    cohort.grant(ConsentTerms.of(Purpose.HMB).under(Conditions.of(Condition.IRB)), 1);
    Protocol approved = new Protocol(cohort.id(), hers.address(), Purpose.HMB, null, null, project);
    LEDGER.ethics().approve(member, approved);
    LEDGER
        .ethics()
        .approve(
            member,
            new Protocol(
                cohort.id(), his.address(), Purpose.HMB, null, null, TestChain.hash("another")));
    assertEquals(List.of(0, 1), cohort.mask(Purpose.HMB, hers));
    assertEquals(List.of(1), cohort.mask(Purpose.HMB, his));
    assertEquals(List.of(), cohort.mask(Purpose.GRU, hers), "approved for less");
    LEDGER.ethics().withdraw(member, approved.id());
    assertEquals(List.of(), cohort.mask(Purpose.HMB, hers));
    LEDGER.ethics().dismiss(CUSTODIAN, member.address());
  }

  @Test
  void aMoratoriumBindsWhoeverAsksBeforeItsEndAndNobodyAfter() {
    Cohort cohort = cohort(2, 256);
    Account willing = researcher(444);
    Account other = researcher(445);
    affiliate(HOSPITAL, willing, null, Condition.MOR, Condition.COL);
    LocalDate today = LocalDate.ofEpochDay(LEDGER.head().timestamp() / 86_400);
    Conditions until = Conditions.NONE.embargoedUntil(today.plusDays(2));
    Conditions longer = Conditions.of(Condition.COL).embargoedUntil(today.plusDays(3));
    cohort.grant(ConsentTerms.of(Purpose.HMB).under(until), 0);
    cohort.grant(ConsentTerms.of(Purpose.HMB).under(longer), 1);
    assertEquals(List.of(0, 1), cohort.mask(Purpose.HMB, willing));
    assertEquals(longer, cohort.duties(Purpose.HMB, willing));
    assertEquals(List.of(), cohort.mask(Purpose.HMB, other));
    assertEquals(
        Conditions.NONE, cohort.duties(Purpose.HMB, other), "nothing, as she gets nothing");

    TestChain.NODE.advanceTime(Duration.ofDays(2));
    researcher(446);
    assertEquals(List.of(0), cohort.mask(Purpose.HMB, other));
    assertEquals(longer, cohort.duties(Purpose.HMB, willing));
    TestChain.NODE.advanceTime(Duration.ofDays(1));
    researcher(447);
    assertEquals(List.of(0), cohort.mask(Purpose.HMB, other), "the other asks for COL, too");
    assertEquals(Conditions.of(Condition.COL), cohort.duties(Purpose.HMB, willing));
  }

  @Test
  void dutiesAreThoseOfConsentsThatAdmitTheQuestion() {
    Cohort cohort = cohort(300, 256);
    Account asks = researcher(448);
    affiliate(HOSPITAL, asks, "GB", Condition.PUB, Condition.RTN, Condition.NMDS, Condition.NPU);
    Bytes32 gene = TestChain.hash("gene");
    Conditions publish = Conditions.of(Condition.PUB, Condition.NPU).inCountry("GB");
    cohort.grant(ConsentTerms.of(Purpose.HMB).under(publish), 0);
    cohort.grant(ConsentTerms.of(Purpose.POA).under(Conditions.of(Condition.RTN)), 1);
    cohort.grant(
        new ConsentTerms(
            Purpose.HMB, Audience.ANYONE, List.of(gene), Conditions.of(Condition.NMDS), null, null),
        299);
    assertEquals(Conditions.of(Condition.PUB), cohort.duties(Purpose.HMB, asks));
    assertEquals(
        Conditions.of(Condition.PUB, Condition.NMDS), cohort.duties(Purpose.HMB, asks, gene));
    assertEquals(Conditions.of(Condition.RTN), cohort.duties(Purpose.POA, asks));
    assertEquals(Conditions.NONE, cohort.duties(Purpose.CC, asks), "not entitled");
  }

  @Test
  void aPatientWithTwoConsentsIsCountedWhereEitherIsMet() {
    Cohort cohort = cohort(1, 256);
    cohort.grant(ConsentTerms.of(Purpose.HMB).under(Conditions.NONE.inCountry("FR")), 0);
    Account french = researcher(420);
    Account finnish = researcher(421);
    affiliate(COMPANY, french, "FR");
    affiliate(COMPANY, finnish, "FI");
    assertEquals(List.of(), cohort.mask(Purpose.HMB, finnish));
    cohort.grant(ConsentTerms.of(Purpose.HMB).under(Conditions.NONE.inCountry("FI")), 0);
    assertEquals(List.of(0), cohort.mask(Purpose.HMB, finnish));
    assertEquals(List.of(0), cohort.mask(Purpose.HMB, french));
    // A withdrawal asks for no conditions: both go.
    cohort.revoke(new Withdrawal(Purpose.HMB, null, List.of()), 0);
    assertEquals(List.of(), cohort.mask(Purpose.HMB, french));
  }

  @Test
  void nobodyIsOfTwoInstitutions() {
    Account worker = researcher(430);
    Account second = TestChain.account(431);
    LEDGER.governance().appointInstitution(CUSTODIAN, second.address());
    affiliate(COMPANY, worker, "DE");
    Affiliation other = new Affiliation("FR", Set.of(Condition.NPU));
    assertEquals(
        "AttestedByAnother",
        refusal(() -> LEDGER.credentials().affiliate(second, worker.address(), other)));
    assertEquals(
        "NotAttestor",
        refusal(() -> LEDGER.credentials().endAffiliation(second, worker.address())));
    LEDGER.credentials().endAffiliation(COMPANY, worker.address());
    LEDGER.credentials().affiliate(second, worker.address(), other);
    assertEquals(
        Conditions.of(Condition.NPU).code().toBytes()[31],
        LEDGER.credentials().facts(worker.address(), LEDGER.head()).code().toBytes()[31]);
    assertEquals(
        "NotInstitution",
        refusal(() -> LEDGER.credentials().affiliate(worker, worker.address(), other)));
  }

  @Test
  void conditionsThatMeanNothingAreRefused() {
    Cohort cohort = cohort(1, 256);
    byte[] unknownFlag = new byte[32];
    unknownFlag[30] = (byte) 32;
    byte[] placeWithoutFlag = Conditions.NONE.inCountry("GB").code().toBytes();
    placeWithoutFlag[31] = 0;
    byte[] flagWithoutPlace = new byte[32];
    flagWithoutPlace[31] = 8;
    byte[] noInstitution = new byte[32];
    noInstitution[31] = 16;
    byte[] noProject = new byte[32];
    noProject[30] = 16;
    byte[] both = Conditions.NONE.inProject(TestChain.hash("p")).code().toBytes();
    both[31] |= 16;
    byte[] noDay = new byte[32];
    noDay[30] = 8;
    byte[] dayWithoutFlag = new byte[32];
    dayWithoutFlag[27] = 1;
    byte[] elsewhere = new byte[32];
    elsewhere[22] = 1;
    for (byte[] code :
        List.of(
            unknownFlag,
            placeWithoutFlag,
            flagWithoutPlace,
            noInstitution,
            noProject,
            both,
            noDay,
            dayWithoutFlag,
            elsewhere)) {
      ConsentTerms terms = ConsentTerms.of(Purpose.HMB).under(new Conditions(Bytes32.of(code)));
      assertEquals("UnknownConditions", refusal(() -> cohort.grant(terms, 0)));
    }
    assertThrows(IllegalArgumentException.class, () -> Conditions.of(Condition.GS));
    assertThrows(IllegalArgumentException.class, () -> Conditions.of(Condition.MOR));
    assertThrows(IllegalArgumentException.class, () -> Conditions.NONE.inCountry("gb"));
    assertThrows(
        IllegalArgumentException.class,
        () -> Conditions.NONE.inProject(Bytes32.ZERO).ofInstitution(HOSPITAL.address()));
    assertThrows(
        IllegalArgumentException.class, () -> Conditions.NONE.embargoedUntil(Conditions.LAST_DAY));
  }

  @Test
  void conditionsReadAsTheyAreWritten() {
    Conditions all =
        Conditions.of(Condition.RTN, Condition.NPU, Condition.IRB, Condition.GSO)
            .inCountry("GB")
            .embargoedUntil(LocalDate.of(2149, 6, 5))
            .ofInstitution(HOSPITAL.address());
    assertEquals(
        "NPU,IRB,GS:GB,IS:the hospital,RTN,GSO,MOR:2149-06-05", all.toString(a -> "the hospital"));
    assertEquals(
        "PS:0x" + "ab".repeat(20),
        Conditions.NONE.inProject(Bytes32.fromHex("0x" + "ab".repeat(32))).toString());
    assertTrue(all.toString().contains(HOSPITAL.address().hex()));
    Cohort cohort = cohort(1, 256);
    cohort.grant(ConsentTerms.of(Purpose.HMB).under(all), 0);
    assertEquals(
        all,
        LEDGER.consents().terms(cohort.id(), 0, LEDGER.head()).getFirst().terms().conditions());
  }

  private static Account researcher(int seed) {
    Account account = TestChain.account(seed);
    LEDGER.credentials().attest(CUSTODIAN, account.address(), Role.RESEARCHER);
    return account;
  }

  private static void affiliate(
      Account institution, Account subject, String country, Condition... facts) {
    LEDGER
        .credentials()
        .affiliate(institution, subject.address(), new Affiliation(country, Set.of(facts)));
  }
}
