// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.sealome.ledger.TestChain.Cohort;

/**
 * The contract's pages of bitmaps against a list of consents: a model that knows neither pages nor
 * bitmaps nor terms ids.
 */
class ConsentModelTest {
  private static final int PATIENTS = 520;
  private static final List<Purpose> PURPOSES =
      List.of(
          Purpose.GRU,
          Purpose.HMB,
          Purpose.POA,
          Purpose.CC,
          Purpose.disease(TestChain.hash("d1")),
          Purpose.disease(TestChain.hash("d2")));
  private static final List<Account> REQUESTERS =
      List.of(TestChain.RESEARCHER, TestChain.CLINICIAN, TestChain.STRANGER);
  private static final List<Audience> AUDIENCES =
      List.of(
          Audience.ANYONE,
          Audience.ANYONE,
          Audience.requester(TestChain.RESEARCHER.address()),
          Audience.requester(TestChain.CLINICIAN.address()),
          Audience.role(Role.RESEARCHER),
          Audience.role(Role.CLINICIAN));
  private static final List<Bytes32> GENES =
      IntStream.range(0, 4).mapToObj(i -> TestChain.hash("gene" + i)).toList();

  /** One consent of one patient to one scope (null: the whole genome). */
  private record Consent(int slot, Purpose purpose, Audience audience, Bytes32 gene) {}

  @Property(tries = 8, seed = "20261121", shrinking = ShrinkingMode.OFF)
  void masksEqualTheModel(@ForAll Random random) {
    Cohort cohort = TestChain.cohort(PATIENTS, 256);
    List<Consent> model = new ArrayList<>();
    for (int step = 0; step < 10; step++) {
      int[] slots =
          IntStream.range(0, PATIENTS)
              .filter(i -> random.nextInt(4) == 0 || i % 256 == 255 && random.nextBoolean())
              .toArray();
      if (random.nextInt(3) > 0) {
        ConsentTerms terms =
            new ConsentTerms(
                pick(random, PURPOSES), pick(random, AUDIENCES), genes(random), null, null);
        cohort.grant(terms, slots);
        for (int slot : slots) {
          for (Bytes32 gene : terms.scope().isEmpty() ? anyGene() : terms.scope()) {
            model.add(new Consent(slot, terms.purpose(), terms.audience(), gene));
          }
        }
      } else {
        Withdrawal withdrawal =
            new Withdrawal(
                random.nextBoolean() ? null : pick(random, PURPOSES),
                random.nextBoolean() ? null : pick(random, AUDIENCES),
                genes(random));
        cohort.revoke(withdrawal, slots);
        Set<Integer> who = new TreeSet<>(IntStream.of(slots).boxed().toList());
        model.removeIf(c -> who.contains(c.slot()) && overlaps(c, withdrawal));
      }
      for (Account requester : REQUESTERS) {
        Purpose purpose = pick(random, PURPOSES);
        List<Bytes32> scope = genes(random);
        assertEquals(
            expected(model, purpose, requester, scope),
            cohort.mask(purpose, requester, scope.toArray(Bytes32[]::new)));
      }
    }
  }

  private static List<Integer> expected(
      List<Consent> model, Purpose purpose, Account requester, List<Bytes32> scope) {
    boolean clinician = requester == TestChain.CLINICIAN;
    boolean may = clinician || requester == TestChain.RESEARCHER && purpose != Purpose.CC;
    return IntStream.range(0, may ? PATIENTS : 0)
        .filter(
            slot -> {
              List<Consent> good =
                  model.stream()
                      .filter(c -> c.slot() == slot)
                      .filter(c -> includes(c.purpose(), purpose))
                      .filter(
                          c ->
                              c.audience().equals(Audience.ANYONE)
                                  || c.audience().equals(Audience.requester(requester.address()))
                                  || c.audience()
                                      .equals(
                                          Audience.role(
                                              clinician ? Role.CLINICIAN : Role.RESEARCHER)))
                      .toList();
              boolean whole = good.stream().anyMatch(c -> c.gene() == null);
              return whole
                  || !scope.isEmpty()
                      && scope.stream()
                          .allMatch(g -> good.stream().anyMatch(c -> g.equals(c.gene())));
            })
        .boxed()
        .toList();
  }

  private static boolean includes(Purpose wide, Purpose narrow) {
    return wide.equals(narrow)
        || wide == Purpose.GRU && narrow != Purpose.CC
        || wide == Purpose.HMB && narrow.isDisease();
  }

  private static boolean overlaps(Consent c, Withdrawal w) {
    boolean purpose =
        w.purpose() == null
            || includes(c.purpose(), w.purpose())
            || includes(w.purpose(), c.purpose());
    boolean gene = w.scope().isEmpty() || c.gene() == null || w.scope().contains(c.gene());
    return purpose && gene && (w.audience() == null || meet(c.audience(), w.audience()));
  }

  /** Whether one requester can be of both, whatever roles people have now. */
  private static boolean meet(Audience a, Audience b) {
    List<Audience> roles = List.of(Audience.role(Role.RESEARCHER), Audience.role(Role.CLINICIAN));
    return a.equals(b)
        || a.equals(Audience.ANYONE)
        || b.equals(Audience.ANYONE)
        || roles.contains(a)
        || roles.contains(b);
  }

  private static List<Bytes32> genes(Random random) {
    return random.nextBoolean()
        ? List.of()
        : GENES.stream().filter(g -> random.nextBoolean()).toList();
  }

  private static List<Bytes32> anyGene() {
    return java.util.Collections.singletonList(null);
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
