// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.session.QueryOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sealome query}. */
@Command(
    name = "query",
    sortOptions = false,
    description = {
      "Asks SQL of an encrypted cohort. Tables: variants (public), samples, genotypes(sample_id,"
          + " variant_id, dosage, ploidy). What may leave: aggregates over patients who consent.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  Carriers of a variant:",
      "    sealome query --dataset cohort --purpose HMB --as researcher \\",
      "        \"SELECT COUNT(*) FROM genotypes WHERE variant_id = '1-169549811-C-T' AND dosage >="
          + " 1\"",
      "  An allele frequency by a public column:",
      "    sealome query --dataset cohort --purpose HMB --as researcher \\",
      "        \"SELECT s.sex, SUM(g.dosage) * 1.0 / SUM(g.ploidy) AS af FROM genotypes g",
      "         JOIN samples s USING (sample_id) WHERE g.variant_id = '1-169549811-C-T' GROUP BY"
          + " s.sex\"",
      "  What it would cost, and who would learn what (EXPLAIN ANALYZE asks it, too):",
      "    sealome query --dataset cohort --purpose HMB --as researcher \"EXPLAIN SELECT …\"",
      "  Many statements, one JSON document a line:",
      "    sealome query --dataset cohort --purpose HMB --as researcher --format json -f study.sql",
    })
final class QueryCommand implements Callable<Integer> {
  /** A document for a statement that defines something, so that there is a line for each. */
  private static final String NO_ROWS =
      "{\"columns\":[],\"rows\":[],\"suppressed\":[],\"receipt\":null}\n";

  @Option(names = "--dataset", required = true, paramLabel = "N", description = "The dataset.")
  private String dataset;

  @Option(
      names = "--purpose",
      required = true,
      paramLabel = "P",
      description = "What for: " + Purposes.HELP + ".")
  private String purpose;

  @Option(names = "--as", required = true, paramLabel = "R", description = "Who asks: a client.")
  private String requester;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, json or csv; default ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--receipt",
      paramLabel = "F",
      description =
          "Writes the receipt to F, and what verifies it to F.columns (with -f: F.1, F.2, …); as"
              + " CBOR where F ends in .cbor.")
  private Path receipt;

  @Option(
      names = "--disclose-parts",
      description =
          "Lets the receipt show the integers that the answer was computed from, also where they do"
              + " not follow from it (HAVING, LIMIT, ratios): so that more of it is proven.")
  private boolean discloseParts;

  @Option(
      names = "-f",
      paramLabel = "FILE",
      description = {
        "Runs the file's ;-separated statements in order, and goes on after a refusal. CREATE VIEW"
            + " holds until its end."
      })
  private Path file;

  @Option(names = "--timings", description = "Says on standard error where the time went.")
  private boolean timings;

  @Parameters(arity = "0..1", paramLabel = "SQL", description = "The statement.")
  private String sql;

  @ParentCommand private SealomeCommand root;

  @Override
  public Integer call() {
    if ((sql == null) == (file == null)) {
      throw new SealomeException(
          ErrorCode.USAGE,
          sql == null ? "There is no statement." : "There is a statement and a file of them.",
          "Either \"SELECT …\" or -f FILE.");
    }
    List<String> statements = Statements.split(sql != null ? sql : read(file));
    if (statements.isEmpty()) {
      throw new SealomeException(
          ErrorCode.USAGE, "There is no statement in it.", "Such as SELECT COUNT(*) FROM samples");
    }
    if (file == null && statements.size() > 1) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "These are " + statements.size() + " statements.",
          "Put them into a file: sealome query … -f FILE");
    }
    try (Workspace workspace = root.workspace();
        Dataset data = workspace.answering(dataset);
        QueryDesk desk = new QueryDesk(workspace, data, requester, purpose)) {
      if (file == null) {
        ReceiptFile to = receipt == null ? null : ReceiptFile.at(receipt);
        show(statements.get(0), desk, data, to, workspace);
      } else {
        return all(statements, desk, data, workspace);
      }
      // Rows are out; what is left is to close the log entry, which a failure here does not undo.
      desk.session().awaitClosings().forEach(w -> root.console().say("sealome: note: " + w));
      return 0;
    }
  }

  private int all(List<String> statements, QueryDesk desk, Dataset data, Workspace workspace) {
    int exit = 0;
    Views views = new Views();
    for (int i = 0; i < statements.size(); i++) {
      try {
        if (views.take(statements.get(i))) {
          if (format == Format.json) {
            root.console().answer(NO_ROWS);
          }
          continue;
        }
        ReceiptFile to =
            receipt == null
                ? null
                : ReceiptFile.at(receipt.resolveSibling(receipt.getFileName() + "." + (i + 1)));
        show(views.expanded(statements.get(i)), desk, data, to, workspace);
        if (format != Format.json && i + 1 < statements.size()) {
          root.console().answer("\n");
        }
      } catch (RuntimeException e) {
        SealomeException failure = Failures.sorted(e);
        if (format == Format.json) {
          root.console().answer(Failures.asJson(failure) + "\n");
        } else {
          root.console().say("sealome: statement " + (i + 1) + ":");
          new Failures(root.console(), false).report(e);
        }
        exit = exit == 0 ? failure.code().exitCode() : exit;
      }
    }
    desk.session().awaitClosings().forEach(w -> root.console().say("sealome: note: " + w));
    return exit;
  }

  /** A question, or {@code EXPLAIN} of one. */
  private void show(
      String text, QueryDesk desk, Dataset data, ReceiptFile to, Workspace workspace) {
    ExplainStatement statement = ExplainStatement.of(text);
    if (!statement.explain()) {
      show(desk.answer(text, discloseParts), data, to);
      return;
    }
    ExplainDesk.Form form =
        switch (format) {
          case table -> ExplainDesk.Form.table;
          case json -> ExplainDesk.Form.json;
          case csv ->
              throw new SealomeException(
                  ErrorCode.USAGE, "A plan does not fit CSV.", "--format table or --format json");
        };
    ExplainDesk explain = new ExplainDesk(workspace, data, root.console());
    root.console()
        .answer(
            statement.analyze()
                ? explain.analyze(desk, statement.sql(), form, statement.verbose())
                : explain.explain(statement.sql(), form, statement.verbose()));
  }

  private void show(QueryOutcome outcome, Dataset data, ReceiptFile receiptFile) {
    String json = outcome.receipt() == null ? null : outcome.receipt().toJson();
    if (receiptFile != null && json != null) {
      receiptFile.write(outcome.receipt());
    }
    String text = format.write(outcome.answer(), json, data.policy().minCell());
    root.console().answer(text);
    outcome.warnings().forEach(w -> root.console().say("sealome: note: " + w));
    if (timings) {
      root.console().say(TimingsText.of(outcome.timings()));
    }
  }

  private static String read(Path file) {
    try {
      return file.toString().equals("-")
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(file);
    } catch (java.nio.charset.MalformedInputException e) {
      throw new SealomeException(ErrorCode.USAGE, file + " is not UTF-8 text.", null, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
