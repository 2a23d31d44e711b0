// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.List;
import java.util.Locale;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.explain.Calibration;
import org.sealome.query.explain.KernelCosts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sealome explain}. */
@Command(
    name = "explain",
    sortOptions = false,
    description = {
      "Shows what a statement would do, without asking it: its plan, what is released, each circuit"
          + " node by node with its noise bound, the bytes read, the time expected on this machine,"
          + " who learns what, and on what each column rests. Needs neither consent nor ledger, and"
          + " is not logged.",
      "",
      "With --analyze the statement is asked, as 'sealome query' asks it (consented, logged,"
          + " remembered by the repetition rule), and what happened stands beside what was"
          + " expected; its rows are not shown.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  What an allele count releases, and what it costs:",
      "    sealome explain --dataset cohort \"SELECT SUM(dosage) FROM genotypes",
      "         WHERE variant_id = '1-169549811-C-T'\"",
      "  The circuits as a picture:",
      "    sealome explain --dataset cohort --format dot \"SELECT …\" | dot -Tsvg > circuits.svg",
      "  Expected against actual:",
      "    sealome explain --dataset cohort --analyze --purpose HMB --as researcher \"SELECT …\"",
      "  The same from SQL: EXPLAIN [ANALYZE] [VERBOSE] SELECT …, here and in 'sealome query'.",
    })
final class ExplainCommand implements Runnable {
  @Option(names = "--dataset", required = true, paramLabel = "N", description = "The dataset.")
  private String dataset;

  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "F",
      description =
          "table, json (every node of every circuit) or dot (Graphviz, one circuit for each shape"
              + " of release); default ${DEFAULT-VALUE}.")
  private ExplainDesk.Form format;

  @Option(names = "--verbose", description = "Shows the plan after each pass of the planner.")
  private boolean verbose;

  @Option(
      names = "--calibrate",
      description =
          "Measures this machine again first; it is measured once for each profile and kept under"
              + " engine/calibration. Without a statement the measured times are shown.")
  private boolean calibrate;

  @Option(names = "--analyze", description = "Asks the statement; needs --purpose and --as.")
  private boolean analyze;

  @Option(
      names = "--purpose",
      paramLabel = "P",
      description = "With --analyze, what for: " + Purposes.HELP + ".")
  private String purpose;

  @Option(names = "--as", paramLabel = "R", description = "With --analyze, who asks: a client.")
  private String requester;

  @Parameters(arity = "0..1", paramLabel = "SQL", description = "The statement.")
  private String sql;

  @ParentCommand private SealomeCommand root;

  @Override
  public void run() {
    ExplainStatement statement = sql == null ? null : statement();
    try (Workspace workspace = root.workspace();
        Dataset data = workspace.dataset(dataset)) {
      ExplainDesk desk = new ExplainDesk(workspace, data, root.console());
      KernelCosts measured = calibrate ? desk.calibrate() : null;
      if (statement == null) {
        root.console().answer(times(measured));
      } else if (statement.analyze() || analyze) {
        try (QueryDesk queries = new QueryDesk(workspace, data, requester, purpose)) {
          root.console().answer(desk.analyze(queries, statement.sql(), format, verbose(statement)));
        }
      } else {
        root.console().answer(desk.explain(statement.sql(), format, verbose(statement)));
      }
    }
  }

  private boolean verbose(ExplainStatement statement) {
    return verbose || statement.verbose();
  }

  /** The one statement, what it needs being there. */
  private ExplainStatement statement() {
    List<String> statements = Statements.split(sql);
    if (statements.size() != 1) {
      throw new SealomeException(
          ErrorCode.USAGE, "One statement at a time; here are " + statements.size() + ".", null);
    }
    ExplainStatement statement = ExplainStatement.of(statements.getFirst());
    boolean asks = analyze || statement.analyze();
    if (asks && (purpose == null || requester == null)) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "ANALYZE asks the statement, and it is not said who asks and what for.",
          "--purpose HMB --as researcher, or explain without --analyze.");
    }
    if (!asks && (purpose != null || requester != null)) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "--purpose and --as are for --analyze; explain itself asks nobody.",
          "Leave them out, or add --analyze.");
    }
    return statement;
  }

  private String times(KernelCosts measured) {
    if (measured == null) {
      throw new SealomeException(
          ErrorCode.USAGE, "There is no statement.", "sealome explain --dataset N \"SELECT …\"");
    }
    if (format != ExplainDesk.Form.table) {
      throw new SealomeException(
          ErrorCode.USAGE, "Measured times alone are shown as a table.", "--format table");
    }
    TextTable table = new TextTable().columns("kernel").column("µs", TextTable.Align.RIGHT);
    measured.all().forEach((k, time) -> table.row(Calibration.name(k), microseconds(time)));
    table.row("digest", microseconds(measured.digest()));
    return table.toString();
  }

  private static String microseconds(long nanoseconds) {
    return nanoseconds == 0 ? "–" : String.format(Locale.ROOT, "%.1f", nanoseconds / 1e3);
  }
}
