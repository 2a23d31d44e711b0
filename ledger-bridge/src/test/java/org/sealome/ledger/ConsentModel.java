// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
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
  private record Approval(Address requester, Purpose purpose, Bytes32 document) {}

  private static final Set<Condition> DUTIES =
      EnumSet.of(
          Condition.NCU,
          Condition.PUB,
          Condition.RTN,
          Condition.NPOA,
          Condition.COL,
          Condition.NMDS,
          Condition.GSO);

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

  void approve(Protocol protocol, boolean stands) {
    Approval approval =
        new Approval(protocol.requester(), protocol.purpose(), protocol.documentHash());
    if (stands) {
      approvals.add(approval);
    } else {
      approvals.remove(approval);
    }
  }

  /** What the requester undertakes by asking. */
  Conditions duties(Purpose purpose, Address requester, List<Bytes32> scope, LocalDate today) {
    Set<Role> has = roles.getOrDefault(requester, Set.of());
    Set<Condition> flags = EnumSet.noneOf(Condition.class);
    LocalDate embargo = today;
    for (Consent c : may(has, purpose) ? consents : List.<Consent>of()) {
      if (allows(c.terms(), purpose, requester, has, today)
          && (c.gene() == null || scope.contains(c.gene()))) {
        flags.addAll(c.terms().conditions().set());
        LocalDate named = c.terms().conditions().embargo().orElse(today);
        embargo = named.isAfter(embargo) ? named : embargo;
      }
    }
    flags.retainAll(DUTIES);
    Conditions duties = Conditions.of(flags.toArray(Condition[]::new));
    return embargo.equals(today) ? duties : duties.embargoedUntil(embargo);
  }

  private static boolean may(Set<Role> has, Purpose purpose) {
    return has.contains(Role.CLINICIAN) || has.contains(Role.RESEARCHER) && purpose != Purpose.CC;
  }

  /** Who may be counted. */
  List<Integer> mask(Purpose purpose, Address requester, List<Bytes32> scope, LocalDate today) {
    Set<Role> has = roles.getOrDefault(requester, Set.of());
    return IntStream.range(0, may(has, purpose) ? patients : 0)
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
            .allMatch(c -> met(c, terms.conditions(), requester, purpose, today));
  }

  private boolean met(
      Condition one, Conditions all, Address requester, Purpose purpose, LocalDate today) {
    Affiliation is = affiliations.get(requester);
    String written = all.toString();
    List<Approval> stands =
        approvals.stream()
            .filter(a -> a.requester().equals(requester) && includes(a.purpose(), purpose))
            .toList();
    return switch (one) {
      case IRB -> !stands.isEmpty();
      case PS -> stands.stream().anyMatch(a -> all.equals(all.inProject(a.document())));
      case NPOA -> purpose != Purpose.POA && purpose != Purpose.GRU;
      case MOR ->
          is != null && is.facts().contains(one) || !today.isBefore(all.embargo().orElseThrow());
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
