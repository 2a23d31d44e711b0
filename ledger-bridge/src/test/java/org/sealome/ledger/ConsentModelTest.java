// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.ledger.TestChain.CUSTODIAN;
import static org.sealome.ledger.TestChain.LEDGER;
import static org.sealome.ledger.TestChain.refusal;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.sealome.ledger.TestChain.Cohort;

/**
 * Random histories of consent against {@link ConsentModel}: after every step every requester's mask
 * is the model's, and now and then an old block's mask, made again from the events, is what the
 * contract said then. {@code -Dsealome.model.steps=100000} for a long night.
 */
class ConsentModelTest {
  private static final int PATIENTS = 520;
  private static final int STEPS = Integer.getInteger("sealome.model.steps", 1_000);
  private static final int STEPS_A_COHORT = 100;
  private static final List<Purpose> PURPOSES =
      List.of(
          Purpose.GRU,
          Purpose.HMB,
          Purpose.POA,
          Purpose.CC,
          Purpose.disease(TestChain.hash("d1")),
          Purpose.disease(TestChain.hash("d2")));
  private static final Account RESEARCHER = TestChain.account(901);
  private static final Account CLINICIAN = TestChain.account(902);
  private static final Account BOTH = TestChain.account(903);
  private static final Account NOBODY = TestChain.account(904);
  private static final Account MEMBER = TestChain.account(905);
  private static final Account GUARDIAN = TestChain.account(906);
  private static final List<Account> REQUESTERS = List.of(RESEARCHER, CLINICIAN, BOTH, NOBODY);
  private static final Map<Address, Set<Role>> ROLES =
      Map.of(
          RESEARCHER.address(), Set.of(Role.RESEARCHER),
          CLINICIAN.address(), Set.of(Role.CLINICIAN),
          BOTH.address(), Set.of(Role.RESEARCHER, Role.CLINICIAN));
  private static final List<Audience> AUDIENCES =
      List.of(
          Audience.ANYONE,
          Audience.ANYONE,
          Audience.requester(RESEARCHER.address()),
          Audience.requester(CLINICIAN.address()),
          Audience.role(Role.RESEARCHER),
          Audience.role(Role.CLINICIAN));
  private static final List<Conditions> CONDITIONS =
      List.of(
          Conditions.NONE,
          Conditions.NONE,
          Conditions.NONE,
          Conditions.of(Condition.IRB),
          Conditions.of(Condition.NPU, Condition.PUB),
          Conditions.of(Condition.NCU, Condition.IRB).inCountry("GB"),
          Conditions.of(Condition.RTN).ofInstitution(CUSTODIAN.address()),
          Conditions.NONE.inCountry("DE"),
          Conditions.of(Condition.NPOA),
          Conditions.of(Condition.COL, Condition.GSO),
          Conditions.of(Condition.NMDS, Condition.NPOA).inProject(TestChain.hash("document")),
          Conditions.NONE.inProject(TestChain.hash("another")).inCountry("GB"));
  private static final List<Condition> FACTS =
      List.of(
          Condition.NPU,
          Condition.NCU,
          Condition.PUB,
          Condition.RTN,
          Condition.COL,
          Condition.GSO,
          Condition.NMDS,
          Condition.MOR);
  private static final List<Bytes32> GENES =
      IntStream.range(0, 3).mapToObj(i -> TestChain.hash("gene" + i)).toList();

  @Property(tries = 1, seed = "20261121", shrinking = ShrinkingMode.OFF)
  void masksEqualTheModel(@ForAll Random random) {
    ROLES.forEach(
        (who, roles) -> roles.forEach(r -> LEDGER.credentials().attest(CUSTODIAN, who, r)));
    refusal(() -> LEDGER.ethics().appoint(CUSTODIAN, MEMBER.address()));
    JsonRpc rpc = new JsonRpc(TestChain.NODE.uri());
    ConsentHistory history =
        new ConsentHistory(
            new Blocks(rpc),
            TestChain.DEPLOYMENT,
            new Reads(rpc),
            new EventIndex(rpc, TestChain.DEPLOYMENT, null));
    int counted = 0;
    for (int done = 0; done < STEPS; done += STEPS_A_COHORT) {
      Walk walk = new Walk(random, TestChain.cohort(PATIENTS, 256));
      for (int step = 0; step < Math.min(STEPS_A_COHORT, STEPS - done); step++) {
        walk.step();
        counted += walk.compare();
        if (step % 25 == 24) {
          walk.replay(history);
        }
      }
    }
    LEDGER.ethics().dismiss(CUSTODIAN, MEMBER.address());
    assertTrue(counted > STEPS / 2, "of four masks a step only " + counted + " counted anybody");
  }

  /** One cohort's history. */
  private static final class Walk {
    private final Random random;
    private final Cohort cohort;
    private final ConsentModel model = new ConsentModel(PATIENTS, ROLES);
    private final Set<Integer> guarded = new HashSet<>();
    private BlockRef sometime;

    Walk(Random random, Cohort cohort) {
      this.random = random;
      this.cohort = cohort;
      this.sometime = LEDGER.head();
      REQUESTERS.forEach(r -> refusal(() -> leave(r)));
    }

    void step() {
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3, 4, 5, 6 -> grant();
        case 7, 8, 9, 10, 11 -> revoke();
        case 12, 13 -> byGuardian();
        case 14 -> delegate();
        case 15, 16 -> affiliate();
        case 17, 18 -> approve();
        default -> timeOrErasure();
      }
      if (random.nextInt(10) == 0) {
        sometime = LEDGER.head();
      }
    }

    private void grant() {
      int[] slots = slots(12);
      ConsentTerms terms = terms();
      // A page that is full takes nothing, or all: then the model changes neither.
      if (!accepted(refusal(() -> cohort.grant(terms, slots)))) {
        return;
      }
      model.grant(terms, slots);
    }

    private void revoke() {
      int[] slots = slots(random.nextBoolean() ? 12 : 2);
      Withdrawal withdrawal = withdrawal();
      cohort.revoke(withdrawal, slots);
      model.revoke(withdrawal, slots);
    }

    /** Somebody who is a guardian of some acts for one: what is not hers is refused. */
    private void byGuardian() {
      int slot = random.nextInt(PATIENTS);
      if (!guarded.isEmpty() && random.nextInt(4) > 0) {
        slot = guarded.stream().sorted().toList().get(random.nextInt(guarded.size()));
      }
      int one = slot;
      boolean hers = guarded.contains(one) && !model.isErased(one);
      if (random.nextBoolean()) {
        ConsentTerms terms = terms();
        String said =
            refusal(
                () -> LEDGER.consents().grantDirectly(GUARDIAN, cohort.id(), terms, List.of(one)));
        assertEquals(hers, !Set.of("NotController", "NotEnrolled").contains(said), said);
        if (hers && accepted(said)) {
          model.grant(terms, one);
        }
      } else {
        Withdrawal withdrawal = withdrawal();
        String said =
            refusal(
                () ->
                    LEDGER
                        .consents()
                        .revokeDirectly(GUARDIAN, cohort.id(), withdrawal, List.of(one)));
        assertEquals(hers ? "none" : model.isErased(one) ? "NotEnrolled" : "NotController", said);
        if (hers) {
          model.revoke(withdrawal, one);
        }
      }
    }

    private void delegate() {
      int slot = random.nextInt(PATIENTS);
      boolean named = guarded.isEmpty() || random.nextInt(3) > 0;
      LEDGER
          .delegates()
          .name(
              cohort.patients().get(slot),
              named
                  ? new Delegation(
                      cohort.id(), GUARDIAN.address(), Delegation.Kind.GUARDIAN, Delegation.NO_END)
                  : Delegation.dismissal(cohort.id(), GUARDIAN.address()));
      if (named) {
        guarded.add(slot);
      } else {
        guarded.remove(slot);
      }
    }

    private void affiliate() {
      Account who = pick(REQUESTERS);
      if (random.nextInt(4) == 0) {
        refusal(() -> leave(who));
        model.affiliate(who.address(), null);
        return;
      }
      Affiliation is =
          new Affiliation(
              pick(Arrays.asList("GB", "DE", null)),
              Set.copyOf(FACTS.stream().filter(f -> random.nextInt(3) > 0).toList()));
      LEDGER.credentials().affiliate(CUSTODIAN, who.address(), is);
      model.affiliate(who.address(), is);
    }

    private void approve() {
      Account who = pick(REQUESTERS);
      Purpose purpose = pick(PURPOSES);
      Protocol protocol =
          new Protocol(
              cohort.id(),
              who.address(),
              purpose,
              null,
              null,
              TestChain.hash(random.nextBoolean() ? "document" : "another"));
      boolean stands = random.nextInt(3) > 0;
      if (stands) {
        LEDGER.ethics().approve(MEMBER, protocol);
      } else {
        refusal(() -> LEDGER.ethics().withdraw(MEMBER, protocol.id()));
      }
      model.approve(protocol, stands);
    }

    private void timeOrErasure() {
      if (random.nextInt(3) > 0) {
        TestChain.NODE.advanceTime(Duration.ofHours(1 + random.nextInt(72)));
      } else {
        int slot = random.nextInt(PATIENTS);
        LEDGER.datasets().erase(CUSTODIAN, cohort.id(), slot);
        model.erase(slot);
      }
    }

    /** How many of the masks counted anybody: histories of nothing would show nothing. */
    int compare() {
      int counted = 0;
      for (Account requester : REQUESTERS) {
        Purpose purpose = pick(PURPOSES);
        List<Bytes32> scope = genes();
        List<Integer> mask = cohort.mask(purpose, requester, scope.toArray(Bytes32[]::new));
        assertEquals(model.mask(purpose, requester.address(), scope, today()), mask);
        assertEquals(
            model.duties(purpose, requester.address(), scope, today()),
            cohort.duties(purpose, requester, scope.toArray(Bytes32[]::new)));
        counted += mask.isEmpty() ? 0 : 1;
      }
      return counted;
    }

    void replay(ConsentHistory history) {
      Address requester = pick(REQUESTERS).address();
      Purpose purpose = pick(PURPOSES);
      List<Bytes32> scope = genes();
      int page = random.nextInt(3);
      byte[] then =
          LEDGER.consents().consentMask(cohort.id(), page, purpose, requester, scope, sometime);
      assertEquals(
          JsonRpc.hex(then),
          JsonRpc.hex(history.mask(cohort.id(), page, 256, purpose, requester, scope, sometime)));
    }

    private static boolean accepted(String said) {
      if (Set.of("TooManyTerms", "TooManyOwnTerms").contains(said)) {
        return false;
      }
      assertEquals("none", said);
      return true;
    }

    private static void leave(Account who) {
      LEDGER.credentials().endAffiliation(CUSTODIAN, who.address());
    }

    private int[] slots(int some) {
      Set<Integer> chosen = new HashSet<>();
      for (int i = 0; i <= random.nextInt(some); i++) {
        // Neighbours share words: the edges of pages are where it goes wrong.
        int first = random.nextBoolean() ? random.nextInt(PATIENTS) : 250 + random.nextInt(12);
        IntStream.range(first, Math.min(PATIENTS, first + 1 + random.nextInt(4)))
            .filter(slot -> !model.isErased(slot))
            .forEach(chosen::add);
      }
      return chosen.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private ConsentTerms terms() {
      LocalDate from = random.nextInt(6) == 0 ? today().plusDays(random.nextInt(5)) : null;
      LocalDate until = random.nextInt(4) == 0 ? today().plusDays(6 + random.nextInt(4)) : null;
      Conditions conditions = pick(CONDITIONS);
      return new ConsentTerms(
          pick(PURPOSES),
          pick(AUDIENCES),
          genes(),
          random.nextInt(6) == 0
              ? conditions.embargoedUntil(today().plusDays(random.nextInt(8)))
              : conditions,
          from,
          until);
    }

    private Withdrawal withdrawal() {
      return new Withdrawal(
          random.nextBoolean() ? null : pick(PURPOSES),
          random.nextBoolean() ? null : pick(AUDIENCES),
          genes());
    }

    private List<Bytes32> genes() {
      return random.nextInt(3) > 0
          ? List.of()
          : GENES.stream().filter(g -> random.nextBoolean()).toList();
    }

    private static LocalDate today() {
      return LocalDate.ofEpochDay(LEDGER.head().timestamp() / 86_400);
    }

    private <T> T pick(List<T> from) {
      return from.get(random.nextInt(from.size()));
    }
  }
}
