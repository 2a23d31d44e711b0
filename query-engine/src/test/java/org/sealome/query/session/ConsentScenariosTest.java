// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.sealome.query.session.Bench.PATIENTS;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.Account;
import org.sealome.ledger.Affiliation;
import org.sealome.ledger.Audience;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.Condition;
import org.sealome.ledger.Conditions;
import org.sealome.ledger.ConsentTerms;
import org.sealome.ledger.Delegation;
import org.sealome.ledger.LogEntry;
import org.sealome.ledger.LogFilter;
import org.sealome.ledger.Protocol;
import org.sealome.ledger.Purpose;
import org.sealome.ledger.Role;
import org.sealome.ledger.Withdrawal;
import org.sealome.query.ErrorCode;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.consent.SubjectKeys;
import org.sealome.query.steward.PlanSketch;

/**
 * Consent as people live it, each story whole: who signs what, who asks, what comes back. Carriers
 * of the common variant are patients 5 to 32; cells below 5 are not published.
 */
class ConsentScenariosTest {
  private static final Purpose DIABETES = Purpose.disease(Bytes32.keccak("MONDO:0005148"));
  @TempDir static Path home;
  private static Bench bench;

  @BeforeAll
  static void build() {
    bench = new Bench(home, "cohort", DisclosurePolicy.ofMinCell(5));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void nobodyConsents() {
    bench.revoke(0, PATIENTS);
  }

  @Test
  void aClinicalTrialIsOneSponsorOneDiseaseOneProtocolAndEnds() {
    Account sponsor = known(Role.RESEARCHER);
    Account rival = known(Role.RESEARCHER);
    Account committee = member();
    bench.grant(
        ConsentTerms.of(DIABETES)
            .only(Audience.requester(sponsor.address()))
            .under(Conditions.of(Condition.IRB))
            .until(today().plusDays(365)),
        5,
        21);
    assertNobody(DIABETES, sponsor);

    Protocol protocol = protocol(sponsor, DIABETES);
    bench.ledger.ethics().approve(committee, protocol);
    assertEquals(16L, carriers(DIABETES, sponsor));
    assertNobody(DIABETES, rival);
    assertNobody(Purpose.HMB, sponsor);

    bench.ledger.ethics().withdraw(committee, protocol.id());
    assertNobody(DIABETES, sponsor);
  }

  @Test
  void routineCareIsOnePatientAndHerOwnClinician() {
    Account treating = known(Role.CLINICIAN);
    Account colleague = known(Role.CLINICIAN);
    Account researcher = known(Role.RESEARCHER);
    ConsentTerms care = ConsentTerms.of(Purpose.CC).only(Audience.requester(treating.address()));
    bench.grant(care, 30, 32);
    String aboutHer = bench.carriers(PlanSketch.range(30, 31));
    assertEquals(List.of(List.of(1L)), bench.ask(aboutHer, Purpose.CC, treating).answer().rows());

    // Her access history: she recognises the entry, the patient beside her does not.
    LogEntry entry = bench.ledger.queryLog().entries(LogFilter.ALL).getLast();
    SubjectKeys keys = SubjectKeys.ofPatients(home, bench.name);
    Bytes32 tag = entry.closing().orElseThrow().subjectTag();
    assertEquals(keys.tag(30, entry.entry().queryHash()), tag);
    assertNotEquals(keys.tag(31, entry.entry().queryHash()), tag);
    assertFalse(tag.isZero());

    Refused.with(ErrorCode.CONSENT, 3, "nobody", () -> bench.ask(aboutHer, Purpose.CC, colleague));
    Refused.with(
        ErrorCode.CONSENT, 3, "not entitled", () -> bench.ask(aboutHer, Purpose.CC, researcher));
    assertNobody(Purpose.HMB, treating);
  }

  @Test
  void populationHealthIsForWhoeverIsOfTheRightKindOfInstitution() {
    Account agency = known(Role.RESEARCHER);
    Account company = known(Role.RESEARCHER);
    Account clinician = known(Role.CLINICIAN);
    Affiliation publicHealth =
        new Affiliation("GB", Set.of(Condition.NPU, Condition.NCU, Condition.PUB));
    bench.ledger.credentials().affiliate(bench.custodian, agency.address(), publicHealth);
    bench.ledger.credentials().affiliate(bench.custodian, clinician.address(), publicHealth);
    bench
        .ledger
        .credentials()
        .affiliate(
            bench.custodian, company.address(), new Affiliation("GB", Set.of(Condition.PUB)));
    bench.grant(
        ConsentTerms.of(Purpose.HMB)
            .only(Audience.role(Role.RESEARCHER))
            .under(Conditions.of(Condition.NPU, Condition.PUB).inCountry("GB")),
        0,
        PATIENTS);
    assertEquals(28L, carriers(Purpose.HMB, agency));
    assertEquals(28L, carriers(DIABETES, agency));
    assertNobody(Purpose.POA, agency);
    assertNobody(Purpose.HMB, company);
    assertNobody(Purpose.HMB, clinician);
    LogEntry entry =
        bench.ledger.queryLog().entries(new LogFilter(bench.id, agency.address(), 0)).getFirst();
    assertEquals(Bytes32.ZERO, entry.closing().orElseThrow().subjectTag(), "a cohort's question");
  }

  @Test
  void aMoratoriumIsUndertakenFirstAndToldWithEveryAnswerUntilItEnds() {
    Account willing = known(Role.RESEARCHER);
    Account other = known(Role.RESEARCHER);
    bench
        .ledger
        .credentials()
        .affiliate(
            bench.custodian, willing.address(), new Affiliation(null, Set.of(Condition.MOR)));
    LocalDate published = today().plusDays(10);
    bench.grant(
        ConsentTerms.of(Purpose.GRU).under(Conditions.of(Condition.NPOA).embargoedUntil(published)),
        0,
        PATIENTS);
    assertNobody(Purpose.HMB, other);
    assertNobody(Purpose.POA, willing);
    QueryOutcome early = bench.ask(bench.carriers(), Purpose.HMB, willing);
    assertEquals(List.of(List.of(28L)), early.answer().rows());
    assertEquals(
        List.of(
            "patients consent on these terms: origins and ancestry are not studied (NPOA),"
                + " nothing is published before "
                + published
                + " (MOR)"),
        early.warnings());

    bench.node.advanceTime(Duration.ofDays(10));
    known(Role.AUDITOR);
    QueryOutcome late = bench.ask(bench.carriers(), Purpose.HMB, other);
    assertEquals(List.of(List.of(28L)), late.answer().rows());
    assertEquals(1, late.warnings().size());
    assertFalse(late.warnings().getFirst().contains("MOR"), late.warnings().toString());
  }

  @Test
  void aChildsDataNeedAGuardianAndTheCommittee() {
    Account guardian = Account.generate();
    Account researcher = known(Role.RESEARCHER);
    Account committee = member();
    List<Integer> children = IntStream.range(6, 16).boxed().toList();
    for (int child : children) {
      bench
          .ledger
          .delegates()
          .submit(
              bench
                  .ledger
                  .delegates()
                  .sign(
                      new Delegation(
                          bench.id,
                          guardian.address(),
                          Delegation.Kind.GUARDIAN,
                          Delegation.NO_END),
                      0,
                      bench.ledger.head().timestamp() + 3600,
                      bench.patients.get(child)));
    }
    ConsentTerms terms = ConsentTerms.of(Purpose.HMB).under(Conditions.of(Condition.IRB));
    bench.ledger.consents().grantDirectly(guardian, bench.id, terms, children);
    assertNobody(Purpose.HMB, researcher);
    bench.ledger.ethics().approve(committee, protocol(researcher, Purpose.HMB));
    assertEquals(10L, carriers(Purpose.HMB, researcher));

    bench
        .ledger
        .consents()
        .revokeDirectly(guardian, bench.id, Withdrawal.EVERYTHING, children.subList(0, 5));
    assertEquals(5L, carriers(Purpose.HMB, researcher));
  }

  @Test
  void consentOfSeveralSignaturesIsHersAndTwoOfThreeMembers() {
    Account researcher = known(Role.RESEARCHER);
    Account first = member();
    Account second = member();
    Account third = member();
    bench.ledger.ethics().setThreshold(bench.custodian, 2);
    Protocol protocol = protocol(researcher, Purpose.HMB);
    bench.ledger.ethics().approve(first, protocol);
    bench.ledger.ethics().approve(second, protocol);
    assertNobody(Purpose.HMB, researcher);
    bench.grant(ConsentTerms.of(Purpose.HMB).under(Conditions.of(Condition.IRB)), 0, PATIENTS);
    assertEquals(28L, carriers(Purpose.HMB, researcher));

    // One of the two takes it back: the next query counts nobody, until the third signs.
    bench.ledger.ethics().withdraw(second, protocol.id());
    assertNobody(Purpose.HMB, researcher);
    bench.ledger.ethics().approve(third, protocol);
    assertEquals(28L, carriers(Purpose.HMB, researcher));
    bench.ledger.ethics().dismiss(bench.custodian, first.address());
    assertNobody(Purpose.HMB, researcher);
    bench.ledger.ethics().setThreshold(bench.custodian, 1);
    assertEquals(28L, carriers(Purpose.HMB, researcher));

    // And without hers, theirs are worth nothing.
    bench.revoke(0, PATIENTS);
    assertNobody(Purpose.HMB, researcher);
  }

  @Test
  void consentForThirtyDaysIsOverOnTheThirtyFirst() {
    Account researcher = known(Role.RESEARCHER);
    bench.grant(ConsentTerms.of(Purpose.HMB).until(today().plusDays(30)), 0, PATIENTS);
    assertEquals(28L, carriers(Purpose.HMB, researcher));
    bench.node.advanceTime(Duration.ofDays(29));
    known(Role.AUDITOR);
    assertEquals(28L, carriers(Purpose.HMB, researcher));
    bench.node.advanceTime(Duration.ofDays(1));
    known(Role.AUDITOR);
    assertNobody(Purpose.HMB, researcher);
  }

  @Test
  void aWithdrawalActsOnTheVeryNextQueryWhoseAnswerMayBeHeldBack() {
    Account asked = known(Role.RESEARCHER);
    Account newcomer = known(Role.RESEARCHER);
    bench.grant(Purpose.HMB);
    assertEquals(28L, carriers(Purpose.HMB, asked));

    // One carrier withdraws: the next query is over 59. Whoever has seen 28 would learn of the one
    // from 27, so it is held back; whoever asks for the first time is told.
    bench.revoke(10, 11);
    assertEquals(null, carriers(Purpose.HMB, asked));
    assertEquals(27L, carriers(Purpose.HMB, newcomer));
    List<LogEntry> his =
        bench.ledger.queryLog().entries(new LogFilter(bench.id, asked.address(), 0));
    assertNotEquals(
        his.get(0).entry().consentDigest(), his.get(1).entry().consentDigest(), "another mask");

    // Five more: no single one can be told from the difference any longer.
    bench.revoke(11, 16);
    assertEquals(22L, carriers(Purpose.HMB, asked));
  }

  private static Object carriers(Purpose purpose, Account by) {
    List<List<Object>> rows = bench.ask(bench.carriers(), purpose, by).answer().rows();
    assertEquals(1, rows.size());
    return rows.getFirst().getFirst();
  }

  private static void assertNobody(Purpose purpose, Account by) {
    String sql = bench.carriers();
    Refused.with(ErrorCode.CONSENT, 3, "nobody", () -> bench.ask(sql, purpose, by));
  }

  private static Account known(Role role) {
    Account account = Account.generate();
    bench.ledger.credentials().attest(bench.custodian, account.address(), role);
    return account;
  }

  private static Account member() {
    Account account = Account.generate();
    bench.ledger.ethics().appoint(bench.custodian, account.address());
    return account;
  }

  private static Protocol protocol(Account requester, Purpose purpose) {
    return new Protocol(
        bench.id, requester.address(), purpose, null, null, Bytes32.keccak("protocol"));
  }

  private static LocalDate today() {
    return LocalDate.ofEpochDay(
        Math.floorDiv(bench.ledger.head().timestamp(), Duration.ofDays(1).toSeconds()));
  }
}
