// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.LogEntry;
import org.sealome.ledger.LogFilter;
import org.sealome.ledger.Outcome;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.consent.SubjectKeys;

/** The ledger's query log, with the names that this home knows. */
final class AuditTrail {
  /** Everything of an entry. */
  static final List<String> COLUMNS =
      List.of(
          "time",
          "block",
          "dataset",
          "version",
          "requester",
          "purpose",
          "genes",
          "about",
          "outcome",
          "query_hash",
          "consent_digest",
          "receipt_hash",
          "transaction");

  /** What fits a terminal. */
  static final List<String> SHORT_COLUMNS =
      List.of("time", "block", "dataset", "requester", "purpose", "outcome", "query", "receipt");

  private final Workspace workspace;
  private final Ledger ledger;
  private final Map<Bytes32, String> names = new HashMap<>();
  private final Map<String, Integer> patients = new HashMap<>();

  AuditTrail(Workspace workspace) {
    this.workspace = workspace;
    this.ledger = workspace.ledger();
    for (String name : Dataset.names(workspace.home().root())) {
      names.put(workspace.datasetId(name), name);
    }
  }

  /**
   * Rows in the order of the chain.
   *
   * @param dataset null: all
   * @param requester null: all
   * @param all those superseded too
   */
  List<Map<String, Object>> of(String dataset, String requester, long since, boolean all) {
    return entries(dataset, requester, since, all).stream().map(this::row).toList();
  }

  /**
   * Rows of the queries in whose mask the patient was, by the mask at each entry's own block. A
   * query that was refused before it ran counted nobody.
   *
   * @throws SealomeException {@code USAGE} where no dataset has that patient
   */
  List<Map<String, Object>> ofSample(
      List<String> datasets, String sample, String requester, long since, boolean all) {
    boolean known = false;
    List<LogEntry> found = new ArrayList<>();
    for (String name : datasets) {
      try (Dataset dataset = Dataset.open(workspace.home().root(), name)) {
        int slot = dataset.slotOf(sample);
        if (slot >= 0) {
          known = true;
          SubjectKeys keys = SubjectKeys.ofPatients(workspace.home().root(), name);
          entries(name, requester, since, all).stream()
              .filter(e -> counted(e, dataset, keys, slot))
              .forEach(found::add);
        }
      }
    }
    if (!known) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "No patient of " + String.join(", ", datasets) + " is called '" + sample + "'.",
          "--sample takes a sample id of the VCF.");
    }
    found.sort(java.util.Comparator.comparingLong(e -> e.block().number()));
    return found.stream().map(this::row).toList();
  }

  /** A question about one patient alone is in that patient's history and in no other's. */
  private boolean counted(LogEntry entry, Dataset dataset, SubjectKeys keys, int slot) {
    if (slot >= patients(entry)) {
      return false;
    }
    if (entry.closing().isPresent()) {
      LogEntry.Closing closing = entry.closing().get();
      if (closing.outcome() != Outcome.ANSWERED) {
        return false;
      }
      if (!closing.subjectTag().isZero()) {
        return closing.subjectTag().equals(keys.tag(slot, entry.entry().queryHash()));
      }
    }
    byte[] mask =
        ledger
            .consents()
            .consentMask(
                entry.entry().dataset(),
                slot / dataset.blockSlots(),
                entry.entry().purpose(),
                entry.entry().requester(),
                entry.entry().scope(),
                entry.block());
    int inPage = slot % dataset.blockSlots();
    return (mask[inPage >> 3] >> (inPage & 7) & 1) != 0;
  }

  /** How many the dataset had then: whoever came with a later version was not asked about. */
  private int patients(LogEntry entry) {
    Bytes32 dataset = entry.entry().dataset();
    return patients.computeIfAbsent(
        dataset + "/" + entry.datasetVersion(),
        version -> ledger.datasets().anchor(dataset, entry.datasetVersion()).patients());
  }

  private List<LogEntry> entries(String dataset, String requester, long since, boolean all) {
    LogFilter filter =
        new LogFilter(
            dataset == null ? null : workspace.datasetId(dataset),
            requester == null ? null : workspace.clients().get(requester).address(),
            since);
    return ledger.queryLog().entries(filter).stream()
        .filter(
            e -> all || e.closing().isEmpty() || e.closing().get().outcome() != Outcome.SUPERSEDED)
        .toList();
  }

  private Map<String, Object> row(LogEntry e) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("time", Instant.ofEpochSecond(e.block().timestamp()).toString());
    row.put("block", e.block().number());
    row.put("dataset", names.getOrDefault(e.entry().dataset(), e.entry().dataset().hex()));
    row.put("version", e.datasetVersion());
    row.put("requester", workspace.clients().nameOf(e.entry().requester()));
    row.put("purpose", purpose(e.entry().purpose().toString()));
    row.put("genes", e.entry().scope().stream().map(Bytes32::hex).collect(Collectors.joining(" ")));
    row.put(
        "about",
        e.closing().map(c -> c.subjectTag().isZero() ? "cohort" : "one patient").orElse(null));
    row.put(
        "outcome",
        e.closing().map(c -> c.outcome().name().toLowerCase(Locale.ROOT)).orElse("open"));
    row.put("query_hash", e.entry().queryHash().hex());
    row.put("consent_digest", e.entry().consentDigest().hex());
    String receipt =
        e.closing()
            .map(LogEntry.Closing::receiptHash)
            .filter(h -> !h.isZero())
            .map(Bytes32::hex)
            .orElse(null);
    row.put("receipt_hash", receipt);
    row.put("transaction", e.transaction().hex());
    row.put("query", e.entry().queryHash().hex().substring(0, 14) + "…");
    row.put("receipt", receipt == null ? null : receipt.substring(0, 14) + "…");
    return row;
  }

  /** A disease's hash is 62 digits; its beginning tells it from others. */
  private static String purpose(String text) {
    return text.length() > 16 ? text.substring(0, 13) + "…" : text;
  }
}
