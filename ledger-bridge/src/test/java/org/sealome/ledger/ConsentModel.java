// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the contracts should say, from a list of consents: a model that knows neither pages nor
 * bitmaps nor terms ids.
 */
final class ConsentModel {
  /** One consent of one patient to one scope (null: the whole genome). */
  private record Consent(int slot, ConsentTerms terms, Bytes32 gene) {}

  /** A protocol that stands: for this requester, this purpose and what it includes. */
  private record Approval(Address requester, Purpose purpose) {}

  private final int patients;
  private final Map<Address, Set<Role>> roles;
  private final List<Consent> consents = new ArrayList<>();
  private final Map<Address, Affiliation> affiliations = new HashMap<>();
  private final Set<Approval> approvals = new HashSet<>();
  private final Set<Integer> erased = new HashSet<>();

  ConsentModel(int patients, Map<Address, Set<Role>> roles) {
    this.patients = patients;
    this.roles = roles;
  }

  void grant(ConsentTerms terms, int... slots) {
    for (int slot : slots) {
      if (terms.scope().isEmpty()) {
        consents.add(new Consent(slot, terms, null));
      }
      terms.scope().forEach(gene -> consents.add(new Consent(slot, terms, gene)));
    }
  }

  void revoke(Withdrawal withdrawal, int... slots) {
    Set<Integer> who = new HashSet<>(IntStream.of(slots).boxed().toList());
    consents.removeIf(c -> who.contains(c.slot()) && overlaps(c, withdrawal));
  }

  void erase(int slot) {
    erased.add(slot);
  }

  boolean isErased(int slot) {
    return erased.contains(slot);
  }

  /**
   * @param affiliation null: of no institution
   */
  void affiliate(Address requester, Affiliation affiliation) {
    affiliations.put(requester, affiliation);
  }

  void approve(Address requester, Purpose purpose, boolean stands) {
    if (stands) {
      approvals.add(new Approval(requester, purpose));
    } else {
      approvals.remove(new Approval(requester, purpose));
    }
  }

  /** Who may be counted. */
  List<Integer> mask(Purpose purpose, Address requester, List<Bytes32> scope, LocalDate today) {
    Set<Role> has = roles.getOrDefault(requester, Set.of());
    boolean may =
        has.contains(Role.CLINICIAN) || has.contains(Role.RESEARCHER) && purpose != Purpose.CC;
    return IntStream.range(0, may ? patients : 0)
        .filter(slot -> !erased.contains(slot))
        .filter(
            slot -> {
              List<Consent> good =
                  consents.stream()
                      .filter(c -> c.slot() == slot)
                      .filter(c -> allows(c.terms(), purpose, requester, has, today))
                      .toList();
              return good.stream().anyMatch(c -> c.gene() == null)
                  || !scope.isEmpty()
                      && scope.stream()
                          .allMatch(g -> good.stream().anyMatch(c -> g.equals(c.gene())));
            })
        .boxed()
        .toList();
  }

  private boolean allows(
      ConsentTerms terms, Purpose purpose, Address requester, Set<Role> has, LocalDate today) {
    Audience audience = terms.audience();
    boolean admitted =
        audience.equals(Audience.ANYONE)
            || audience.equals(Audience.requester(requester))
            || has.stream().anyMatch(r -> audience.equals(Audience.role(r)));
    boolean within =
        (terms.from() == null || !today.isBefore(terms.from()))
            && (terms.until() == null || today.isBefore(terms.until()));
    return admitted
        && within
        && includes(terms.purpose(), purpose)
        && terms.conditions().set().stream()
            .allMatch(c -> met(c, terms.conditions(), requester, purpose));
  }

  private boolean met(Condition one, Conditions all, Address requester, Purpose purpose) {
    Affiliation is = affiliations.get(requester);
    String written = all.toString();
    return switch (one) {
      case IRB ->
          approvals.stream()
              .anyMatch(a -> a.requester().equals(requester) && includes(a.purpose(), purpose));
      case GS -> is != null && is.country() != null && written.contains("GS:" + is.country());
      // The only institution of these tests is the custodian.
      case IS -> is != null && written.contains("IS:" + TestChain.CUSTODIAN.address().hex());
      default -> is != null && is.facts().contains(one);
    };
  }

  private static boolean includes(Purpose wide, Purpose narrow) {
    return wide.equals(narrow)
        || wide == Purpose.GRU && narrow != Purpose.CC
        || wide == Purpose.HMB && narrow.isDisease();
  }

  private static boolean overlaps(Consent c, Withdrawal w) {
    Purpose purpose = c.terms().purpose();
    boolean same =
        w.purpose() == null || includes(purpose, w.purpose()) || includes(w.purpose(), purpose);
    boolean gene = w.scope().isEmpty() || c.gene() == null || w.scope().contains(c.gene());
    return same && gene && (w.audience() == null || meet(c.terms().audience(), w.audience()));
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
}
