// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sealome audit}. */
@Command(
    name = "audit",
    sortOptions = false,
    description =
        "Reads the query log from the ledger: one row a logged query, refused ones too. Of one"
            + " patient: her access history, that is, the queries whose mask she was in and the"
            + " questions about her alone, answered or refused.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sealome audit --dataset cohort",
      "  sealome audit --requester researcher --since 2026-01-01 --format csv",
      "  sealome audit --sample HG00096 --dataset cohort",
      "  sealome audit --history-key hers.json --rpc https://ledger.example:8545",
    })
final class AuditCommand implements Runnable {
  @Option(names = "--dataset", paramLabel = "N", description = "Queries on this dataset.")
  private String dataset;

  @Option(names = "--requester", paramLabel = "R", description = "Queries of this client.")
  private String requester;

  @Option(
      names = "--sample",
      paramLabel = "S",
      description =
          "Queries that counted this patient; of every dataset that has the id, or --dataset.")
  private String sample;

  @Option(
      names = "--history-key",
      paramLabel = "FILE",
      description =
          "The access history of the patient whose key this is (consent history-key); needs"
              + " nothing but the ledger: a home with ledger/deployment.json.")
  private Path historyKey;

  @Option(
      names = "--since",
      paramLabel = "DATE",
      description = "From this day on (UTC, YYYY-MM-DD, or a time such as 2026-01-31T12:00:00Z).")
  private String since;

  @Option(
      names = "--all",
      description = "Also entries that began again because consent changed under them.")
  private boolean all;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, json or csv; default ${DEFAULT-VALUE}.")
  private Format format;

  @ParentCommand private SealomeCommand root;

  @Override
  public void run() {
    if (historyKey != null && (dataset != null || sample != null)) {
      throw new SealomeException(
          ErrorCode.USAGE, "--history-key says whose history, of which dataset.", null);
    }
    if (dataset == null && requester == null && sample == null && historyKey == null) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "Whose trail?",
          "One of --dataset N, --requester R, --sample S; they may be combined."
              + " Or --history-key FILE.");
    }
    long from = seconds(since);
    try (Workspace workspace = root.workspace()) {
      workspace.home().requireInitialised();
      List<Map<String, Object>> rows;
      if (historyKey != null) {
        HistoryKey key = HistoryKey.read(historyKey);
        rows = new AuditTrail(workspace, workspace.reader()).of(key, requester, from, all);
      } else if (sample != null) {
        rows = ofSample(workspace, from);
      } else {
        if (dataset != null) {
          workspace.dataset(dataset).close();
        }
        rows = new AuditTrail(workspace).of(dataset, requester, from, all);
      }
      if (format == Format.table) {
        rows.forEach(AuditTrail::shorten);
      }
      root.console().answer(Listing.write(columns(), rows, format));
    }
  }

  private List<Map<String, Object>> ofSample(Workspace workspace, long from) {
    AuditTrail trail = new AuditTrail(workspace);
    List<Map<String, Object>> rows = new ArrayList<>();
    boolean known = false;
    List<String> datasets = datasets(workspace);
    for (String name : datasets) {
      try (Dataset data = workspace.dataset(name)) {
        int slot = data.slotOf(sample);
        if (slot >= 0) {
          known = true;
          HistoryKey key = HistoryKey.of(workspace, data, slot);
          if (key.key().isEmpty()) {
            root.console()
                .say(
                    "sealome: note: "
                        + sample
                        + " was erased from "
                        + name
                        + ", and the key by which questions about her alone are recognised with"
                        + " her");
          }
          rows.addAll(trail.of(key, requester, from, all));
        }
      }
    }
    if (!known) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "No patient of " + String.join(", ", datasets) + " is called '" + sample + "'.",
          "--sample takes a sample id of the VCF.");
    }
    rows.sort(Comparator.comparingLong(row -> (Long) row.get("block")));
    return rows;
  }

  /** Tables show the beginnings of hashes, which is enough to find one; machines get all of it. */
  private List<String> columns() {
    return format == Format.table ? AuditTrail.SHORT_COLUMNS : AuditTrail.COLUMNS;
  }

  private List<String> datasets(Workspace workspace) {
    if (dataset != null) {
      workspace.dataset(dataset).close();
      return List.of(dataset.toLowerCase(java.util.Locale.ROOT));
    }
    return Dataset.names(workspace.home().root());
  }

  private static long seconds(String since) {
    if (since == null) {
      return 0;
    }
    try {
      return since.contains("T")
          ? (since.endsWith("Z") ? Instant.parse(since) : OffsetDateTime.parse(since).toInstant())
              .getEpochSecond()
          : LocalDate.parse(since).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    } catch (DateTimeParseException e) {
      throw new SealomeException(
          ErrorCode.USAGE, "'" + since + "' is no date.", "Such as 2026-01-31.");
    }
  }
}
