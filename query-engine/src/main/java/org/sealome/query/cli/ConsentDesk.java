// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.sealome.ledger.Account;
import org.sealome.ledger.Audience;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.ConsentRegistry;
import org.sealome.ledger.ConsentTerms;
import org.sealome.ledger.DatasetRecord;
import org.sealome.ledger.Delegation;
import org.sealome.ledger.Grant;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.LiveTerms;
import org.sealome.ledger.Purpose;
import org.sealome.ledger.Revocation;
import org.sealome.ledger.Role;
import org.sealome.ledger.Withdrawal;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.consent.ScopeSecret;

/** Where patients sign: each with her own key; a relayer carries the signatures to the ledger. */
final class ConsentDesk {
  private static final Duration SUBMIT_WITHIN = Duration.ofDays(1);

  private final Workspace workspace;
  private final Dataset dataset;
  private final Ledger ledger;
  private final ScopeSecret secret;
  private final Bytes32 id;

  /**
   * @throws SealomeException {@code INTEGRITY} where the dataset's folder is not what the ledger
   *     anchors: its list of patients would say which slot signs
   */
  ConsentDesk(Workspace workspace, Dataset dataset) {
    this.workspace = workspace;
    this.dataset = dataset;
    this.secret = ScopeSecret.load(workspace.home().root(), Clients.CUSTODIAN, dataset.name());
    this.ledger = workspace.ledger();
    this.id = workspace.datasetId(dataset.name());
    requireAnchored();
  }

  private void requireAnchored() {
    DatasetRecord record = workspace.registered(dataset.name());
    if (!record.anchor().manifestHash().equals(Bytes32.of(dataset.manifestHash()))
        || record.anchor().patients() != dataset.patients()
        || record.pageSlots() != dataset.blockSlots()) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "Dataset " + dataset.name() + " is not the one that is anchored on the ledger.",
          "Restore the dataset's folder, or ingest it again.");
    }
  }

  /**
   * Terms from what people write.
   *
   * @param requester a client's name, {@code class:ROLE}, or null for everybody entitled
   * @param until the first day that is not covered, or null
   * @throws SealomeException {@code USAGE} where something is unknown or past
   */
  ConsentTerms terms(String purpose, String requester, List<String> genes, LocalDate until) {
    if (until != null) {
      LocalDate today =
          LocalDate.ofInstant(Instant.ofEpochSecond(ledger.head().timestamp()), ZoneOffset.UTC);
      if (!until.isAfter(today)) {
        throw new SealomeException(
            ErrorCode.USAGE,
            "A consent until " + until + " would have ended already.",
            "--until names the first day (UTC) that is not covered; today is " + today + ".");
      }
    }
    return new ConsentTerms(
        Purposes.parse(purpose, secret), audience(requester), scope(genes), null, until);
  }

  /** Nulls and an empty list mean: whatever it is. */
  Withdrawal withdrawal(String purpose, String requester, List<String> genes) {
    return new Withdrawal(
        purpose == null ? null : Purposes.parse(purpose, secret),
        requester == null ? null : audience(requester),
        scope(genes));
  }

  /** Slots whose patients are erased, by the newest block. */
  BitSet erased() {
    return ledger.datasets().erased(id, dataset.patients(), ledger.head());
  }

  /**
   * The slots whose patients were not erased: of several, the others are passed over.
   *
   * @throws SealomeException USAGE where nobody is left
   */
  List<Integer> living(List<Integer> slots) {
    BitSet erased = erased();
    List<Integer> living = slots.stream().filter(s -> !erased.get(s)).toList();
    if (living.isEmpty()) {
      throw new SealomeException(
          ErrorCode.USAGE,
          slots.size() == 1
              ? "This patient is erased: nobody can consent in her place."
              : "All of these patients are erased.",
          "Erasure is for good.");
    }
    return living;
  }

  /**
   * Has the patients of these slots sign, and submits; mined when this returns.
   *
   * @param delegate a client who signs in their stead; null: they sign themselves
   */
  void grant(List<Integer> slots, ConsentTerms terms, String delegate) {
    ConsentRegistry consents = ledger.consents();
    long[] nonces = consents.nonces(id, 0, dataset.patients());
    long deadline = ledger.head().deadline(SUBMIT_WITHIN);
    consents.submit(
        signed(
            slots,
            delegate,
            (slot, account) ->
                consents.sign(new Grant(id, slot, terms, nonces[slot], deadline), account)));
  }

  /** Likewise, to withdraw. */
  void revoke(List<Integer> slots, Withdrawal withdrawal, String delegate) {
    ConsentRegistry consents = ledger.consents();
    long[] nonces = consents.nonces(id, 0, dataset.patients());
    long deadline = ledger.head().deadline(SUBMIT_WITHIN);
    consents.submitRevocations(
        signed(
            slots,
            delegate,
            (slot, account) ->
                consents.sign(
                    new Revocation(id, slot, withdrawal, nonces[slot], deadline), account)));
  }

  /**
   * Has the patients of these slots name a delegate, or dismiss him; mined when this returns.
   *
   * @param kind null: dismissed
   * @param until the first day that is not covered, or null
   */
  void delegate(List<Integer> slots, String to, Delegation.Kind kind, LocalDate until) {
    long end =
        until == null ? Delegation.NO_END : until.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    Delegation delegation =
        new Delegation(id, workspace.clients().get(to).address(), kind, kind == null ? 0 : end);
    long deadline = ledger.head().deadline(SUBMIT_WITHIN);
    Patients patients = Patients.load(workspace.home(), dataset.name());
    for (int slot : slots) {
      try (Account patient = patients.account(slot)) {
        long nonce = ledger.delegates().nonce(patient.address());
        ledger.delegates().submit(ledger.delegates().sign(delegation, nonce, deadline, patient));
      }
    }
  }

  private <T> List<T> signed(
      List<Integer> slots, String delegate, BiFunction<Integer, Account, T> sign) {
    if (delegate != null) {
      try (Account stead = workspace.clients().account(delegate)) {
        return slots.parallelStream().map(slot -> sign.apply(slot, stead)).toList();
      }
    }
    Patients patients = Patients.load(workspace.home(), dataset.name());
    return slots.parallelStream()
        .map(
            slot -> {
              try (Account patient = patients.account(slot)) {
                return sign.apply(slot, patient);
              }
            })
        .toList();
  }

  /**
   * Terms that stand, with the slots that they stand for.
   *
   * @param slots by slot; terms are shown with those of them that hold
   */
  record Standing(ConsentTerms terms, List<Integer> slots) {}

  /** What these patients consent to at the newest block. */
  List<Standing> standing(List<Integer> slots) {
    BlockRef head = ledger.head();
    int pageSlots = dataset.blockSlots();
    Map<ConsentTerms, List<Integer>> found = new java.util.LinkedHashMap<>();
    for (int page = 0; page < dataset.blocks(); page++) {
      List<LiveTerms> live = ledger.consents().terms(id, page, head);
      for (int slot : slots) {
        if (slot / pageSlots == page) {
          for (LiveTerms l : live) {
            if (l.has(slot % pageSlots)) {
              found.computeIfAbsent(l.terms(), t -> new ArrayList<>()).add(slot);
            }
          }
        }
      }
    }
    return found.entrySet().stream().map(e -> new Standing(e.getKey(), e.getValue())).toList();
  }

  /** What a keyed hash on the ledger stands for, as far as the dataset's own genes tell. */
  Map<Bytes32, String> genes() {
    Map<Bytes32, String> names = new HashMap<>();
    try (var metadata = dataset.publicMetadata();
        var statement = metadata.createStatement();
        var rows = statement.executeQuery("SELECT DISTINCT gene FROM variants WHERE gene <> ''")) {
      while (rows.next()) {
        names.put(secret.gene(rows.getString(1)), rows.getString(1));
      }
      return names;
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException("The dataset's public metadata cannot be read.", e);
    }
  }

  /** For people: a client's name, a class, or {@code anyone}. */
  String nameOf(Audience audience) {
    String text = audience.toString();
    if (text.startsWith("0x") && text.length() == 42) {
      return workspace.clients().nameOf(new org.sealome.ledger.Address(text));
    }
    return audience.equals(Audience.ANYONE) ? text : "class:" + text;
  }

  Purpose purpose(String text) {
    return Purposes.parse(text, secret);
  }

  private Audience audience(String requester) {
    if (requester == null) {
      return Audience.ANYONE;
    }
    if (requester.startsWith("class:")) {
      try {
        return Audience.role(Role.valueOf(requester.substring(6).toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw new SealomeException(
            ErrorCode.USAGE,
            "'" + requester + "' is no class of requesters.",
            "class:researcher or class:clinician");
      }
    }
    return Audience.requester(workspace.clients().get(requester).address());
  }

  private List<Bytes32> scope(List<String> genes) {
    return genes.stream().map(secret::gene).distinct().sorted().toList();
  }
}
