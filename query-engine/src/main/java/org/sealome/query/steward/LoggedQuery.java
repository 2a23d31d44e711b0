// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.List;
import java.util.Optional;
import org.sealome.ledger.Address;
import org.sealome.ledger.BatchPlace;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.DatasetRecord;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.LogEntry;
import org.sealome.ledger.QueryEntry;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.consent.ConsentMask;
import org.sealome.query.consent.ConsentReader;
import org.sealome.query.consent.ScopeSecret;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.PlanFormatException;
import org.sealome.zk.plan.PlanJson;
import org.sealome.zk.plan.QueryHash;

/**
 * A query as the steward itself found it on the ledger, with the plan and the mask that stand
 * behind the logged hash. Whoever holds one may release what its plan says, to its requester.
 *
 * @param place among the entries that were logged with it; empty where it was logged alone
 * @param mask at the block of the entry
 */
record LoggedQuery(
    LogEntry logged,
    Optional<BatchPlace> place,
    Bytes32 salt,
    byte[] planBytes,
    Plan plan,
    ConsentMask mask) {

  /** By the chain's clock, from the entry's block to the head when the release begins. */
  static final long MAX_AGE_SECONDS = 600;

  QueryEntry entry() {
    return logged.entry();
  }

  /**
   * Reads and verifies. The requester's signature was verified by the contract, whose code the
   * connection verified: an entry without one cannot be there.
   *
   * @throws SealomeException LEDGER where there is no such entry; INTEGRITY where the request is
   *     not what was logged, or the dataset is not what is anchored, or is frozen; CONSENT where
   *     nobody may be counted
   * @throws SupersededException where the mask at the entry's block is not the logged one
   */
  static LoggedQuery read(
      Ledger ledger,
      ConsentReader consent,
      ReleaseRequest request,
      DatasetFacts dataset,
      ScopeSecret secret,
      Address steward)
      throws SupersededException {
    BlockRef head = consent.head();
    LogEntry logged =
        ledger
            .queryLog()
            .entry(request.queryHash(), request.requester())
            .orElseThrow(
                () ->
                    new SealomeException(
                        ErrorCode.LEDGER,
                        "the steward finds no log entry " + request.queryHash().hex(),
                        "a query is logged before it is answered; ask again"));
    QueryEntry entry = logged.entry();
    if (!entry.queryHash().equals(request.queryHash()) || !entry.dataset().equals(dataset.id())) {
      throw notLogged("the log entry is of another query or dataset");
    }
    if (logged.closing().isPresent()) {
      throw notLogged("the log entry is closed: a query is answered once");
    }
    requireRecent(logged.block(), head);
    ledger.awaitFinal(logged.block());
    Plan plan = plan(request, entry, dataset);
    if (!secret.scope(plan.scope()).equals(sorted(entry.scope()))) {
      throw notLogged("the logged scope is not the plan's");
    }
    DatasetRecord record = record(ledger, logged, dataset, steward);
    ConsentMask mask =
        plan.touchesNobody()
            ? ConsentMask.nobody(logged.block())
            : consent.read(
                record, entry.purpose(), entry.requester(), entry.scope(), logged.block());
    if (!mask.digest().equals(entry.consentDigest())) {
      throw new SupersededException();
    }
    if (!plan.touchesNobody() && mask.size() == 0) {
      throw new SealomeException(
          ErrorCode.CONSENT,
          "nobody in " + dataset.name() + " consents to this purpose and requester",
          null);
    }
    return new LoggedQuery(
        logged, ledger.queryLog().place(logged), request.salt(), request.plan(), plan, mask);
  }

  /** An engine that keeps entries for later finds them worth nothing. */
  static void requireRecent(BlockRef opened, BlockRef head) {
    if (head.timestamp() - opened.timestamp() > MAX_AGE_SECONDS) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "the steward refuses: the log entry is older than " + MAX_AGE_SECONDS + " seconds",
          "ask again");
    }
  }

  /** Whether a request's plan and salt are what stands behind an entry on this dataset. */
  static boolean isOf(ReleaseRequest request, QueryEntry entry, DatasetFacts dataset) {
    byte[] hash =
        QueryHash.of(
            request.salt().toBytes(),
            QueryHash.planDigest(request.plan()),
            dataset.manifestHash().toBytes(),
            entry.purpose().code().toBytes(),
            entry.requester().toBytes(),
            entry.consentDigest().toBytes());
    return entry.dataset().equals(dataset.id()) && Bytes32.of(hash).equals(entry.queryHash());
  }

  private static Plan plan(ReleaseRequest request, QueryEntry entry, DatasetFacts dataset) {
    if (!isOf(request, entry, dataset)) {
      throw notLogged("the plan is not the one that was logged");
    }
    Plan plan;
    try {
      plan = PlanJson.read(request.plan());
    } catch (PlanFormatException e) {
      throw new SealomeException(
          ErrorCode.INTEGRITY, "the logged plan does not read: " + e.getMessage(), null, e);
    }
    if (plan.refusal() != null || !plan.dataset().equals(dataset.name())) {
      throw notLogged("the plan is of another dataset, or was refused");
    }
    if (plan.populations().stream().anyMatch(p -> p.patients() != dataset.patients())) {
      throw notLogged("the plan is over another number of patients");
    }
    PlanAudit.require(
        plan, dataset.blockSlots(), dataset.policy().minCell(), dataset.publicForms());
    return plan;
  }

  private static DatasetRecord record(
      Ledger ledger, LogEntry logged, DatasetFacts dataset, Address steward) {
    DatasetRecord record =
        ledger
            .datasets()
            .find(dataset.id(), logged.block())
            .orElseThrow(() -> notLogged("the dataset is not registered"));
    if (!record.anchor().manifestHash().equals(dataset.manifestHash())
        || record.anchor().patients() != dataset.patients()
        || record.pageSlots() != dataset.blockSlots()) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "dataset " + dataset.name() + " is not the one that is anchored on the ledger",
          "restore the dataset's folder, or ingest it again");
    }
    if (!record.steward().equals(steward)) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "the ledger names another steward for dataset " + dataset.name(),
          "the dataset was ingested for " + record.steward());
    }
    requireThawed(record, dataset.name());
    return record;
  }

  /**
   * @throws SealomeException INTEGRITY where the dataset is frozen
   */
  static void requireThawed(DatasetRecord record, String name) {
    if (record.frozen()) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "dataset " + name + " is frozen after an integrity failure",
          "when the custodian has looked into it: sealome dataset unfreeze " + name);
    }
  }

  private static List<Bytes32> sorted(List<Bytes32> scope) {
    return scope.stream().sorted().toList();
  }

  private static SealomeException notLogged(String why) {
    return new SealomeException(
        ErrorCode.INTEGRITY, "the steward refuses: " + why, "nothing was released");
  }
}
