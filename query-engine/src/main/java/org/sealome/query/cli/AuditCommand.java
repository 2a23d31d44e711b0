// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
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
            + " patient: the queries whose mask she was in.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sealome audit --dataset cohort",
      "  sealome audit --requester researcher --since 2026-01-01 --format csv",
      "  sealome audit --sample HG00096 --dataset cohort",
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
    if (dataset == null && requester == null && sample == null) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "Whose trail?",
          "One of --dataset N, --requester R, --sample S; they may be combined.");
    }
    long from = seconds(since);
    try (Workspace workspace = root.workspace()) {
      workspace.home().requireInitialised();
      AuditTrail trail = new AuditTrail(workspace);
      List<Map<String, Object>> rows;
      if (sample != null) {
        rows = trail.ofSample(datasets(workspace), sample, requester, from, all);
      } else {
        if (dataset != null) {
          workspace.dataset(dataset).close();
        }
        rows = trail.of(dataset, requester, from, all);
      }
      root.console().answer(Listing.write(columns(), rows, format));
    }
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
