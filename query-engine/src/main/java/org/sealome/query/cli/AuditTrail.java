// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.time.Instant;
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

  /** What is logged where no mask was looked at: the digest of no pages. */
  private static final Bytes32 NOBODY = Bytes32.keccak(new byte[0]);

  private final Workspace workspace;
  private final Ledger ledger;
  private final Map<Bytes32, String> names = new HashMap<>();
  private final Map<String, Integer> patients = new HashMap<>();
  private final Map<Bytes32, String> genes = new HashMap<>();

  AuditTrail(Workspace workspace) {
    this(workspace, workspace.ledger());
    for (String name : Dataset.names(workspace.home().root())) {
      names.put(workspace.datasetId(name), name);
    }
  }

  /** With no names but the clients' that the home may have. */
  AuditTrail(Workspace workspace, Ledger ledger) {
    this.workspace = workspace;
    this.ledger = ledger;
  }

  /**
   * Rows in the order of the chain.
   *
   * @param dataset null: all
   * @param requester null: all
   * @param all those superseded too
   */
  List<Map<String, Object>> of(String dataset, String requester, long since, boolean all) {
    Bytes32 id = dataset == null ? null : workspace.datasetId(dataset);
    return entries(id, requester, since, all).stream().map(this::row).toList();
  }

  /**
   * A patient's access history, from the log alone: the queries in whose mask she was, by the mask
   * at each entry's own block, answered or refused; and the questions about her alone, by their
   * tags. What was refused before consent was looked at, or is about public metadata, is about
   * nobody.
   */
  List<Map<String, Object>> of(HistoryKey patient, String requester, long since, boolean all) {
    names.putIfAbsent(patient.dataset(), patient.name());
    genes.putAll(patient.genes());
    int pageSlots =
        ledger
            .datasets()
            .find(patient.dataset(), null)
            .orElseThrow(
                () ->
                    new SealomeException(
                        ErrorCode.USAGE,
                        "The dataset " + patient.name() + " is not registered on this ledger.",
                        "The ledger may be another one than hers."))
            .pageSlots();
    return entries(patient.dataset(), requester, since, all).stream()
        .filter(e -> concerns(e, patient, pageSlots))
        .map(this::row)
        .toList();
  }

  /** A question about one patient alone is in that patient's history and in no other's. */
  private boolean concerns(LogEntry entry, HistoryKey patient, int pageSlots) {
    Bytes32 tag = entry.closing().map(LogEntry.Closing::subjectTag).orElse(Bytes32.ZERO);
    if (!tag.isZero()) {
      return patient.recognises(tag, entry.entry().queryHash());
    }
    if (entry.entry().consentDigest().equals(NOBODY) || patient.slot() >= patients(entry)) {
      return false;
    }
    byte[] mask =
        ledger
            .consents()
            .consentMask(
                entry.entry().dataset(),
                patient.slot() / pageSlots,
                entry.entry().purpose(),
                entry.entry().requester(),
                entry.entry().scope(),
                entry.block());
    int inPage = patient.slot() % pageSlots;
    return (mask[inPage >> 3] >> (inPage & 7) & 1) != 0;
  }

  /** How many the dataset had then: whoever came with a later version was not asked about. */
  private int patients(LogEntry entry) {
    Bytes32 dataset = entry.entry().dataset();
    return patients.computeIfAbsent(
        dataset + "/" + entry.datasetVersion(),
        version -> ledger.datasets().anchor(dataset, entry.datasetVersion()).patients());
  }

  private List<LogEntry> entries(Bytes32 dataset, String requester, long since, boolean all) {
    LogFilter filter =
        new LogFilter(
            dataset, requester == null ? null : workspace.clients().addressOf(requester), since);
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
    row.put("purpose", e.entry().purpose().toString());
    row.put(
        "genes",
        e.entry().scope().stream()
            .map(gene -> genes.getOrDefault(gene, gene.hex()))
            .collect(Collectors.joining(" ")));
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

  /** For a terminal: a disease's hash is 62 digits; its beginning tells it from others. */
  static void shorten(Map<String, Object> row) {
    String purpose = (String) row.get("purpose");
    if (purpose.length() > 16) {
      row.put("purpose", purpose.substring(0, 13) + "…");
    }
  }
}
