// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.ledger.TestChain.CUSTODIAN;
import static org.sealome.ledger.TestChain.LEDGER;
import static org.sealome.ledger.TestChain.cohort;
import static org.sealome.ledger.TestChain.refusal;

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
    unknownFlag[31] = (byte) 128;
    byte[] placeWithoutFlag = Conditions.NONE.inCountry("GB").code().toBytes();
    placeWithoutFlag[31] = 0;
    byte[] flagWithoutPlace = new byte[32];
    flagWithoutPlace[31] = 8;
    byte[] noInstitution = new byte[32];
    noInstitution[31] = 16;
    for (byte[] code : List.of(unknownFlag, placeWithoutFlag, flagWithoutPlace, noInstitution)) {
      ConsentTerms terms = ConsentTerms.of(Purpose.HMB).under(new Conditions(Bytes32.of(code)));
      assertEquals("UnknownConditions", refusal(() -> cohort.grant(terms, 0)));
    }
    assertThrows(IllegalArgumentException.class, () -> Conditions.of(Condition.GS));
    assertThrows(IllegalArgumentException.class, () -> Conditions.NONE.inCountry("gb"));
  }

  @Test
  void conditionsReadAsTheyAreWritten() {
    Conditions all =
        Conditions.of(Condition.RTN, Condition.NPU, Condition.IRB)
            .inCountry("GB")
            .ofInstitution(HOSPITAL.address());
    assertEquals("NPU,IRB,GS:GB,IS:the hospital,RTN", all.toString(a -> "the hospital"));
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
