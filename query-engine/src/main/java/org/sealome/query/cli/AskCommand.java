// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.session.QueryOutcome;
import org.sealome.zk.plan.ColumnIntegrity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sealome ask}. */
@Command(
    name = "ask",
    sortOptions = false,
    description =
        "Asks whether one patient carries a variant: yes, no or not called, and nothing else. It is"
            + " about copies of the ALT allele; whether there is one or two does not leave. Needs"
            + " her own consent to clinical care (CC), and a clinician.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sealome consent grant --dataset cohort --sample HG00096 --purpose CC",
      "  sealome ask --dataset cohort --sample HG00096 --variant 10-94781859-G-A --as clinician \\",
      "      --receipt answer.json",
      "  sealome verify answer.json",
    })
final class AskCommand implements Runnable {
  @Option(names = "--dataset", required = true, paramLabel = "N", description = "The dataset.")
  private String dataset;

  @Option(names = "--sample", required = true, paramLabel = "S", description = "The patient.")
  private String sample;

  @Option(
      names = "--variant",
      required = true,
      paramLabel = "V",
      description = "A variant of the panel: CHROM-POS-REF-ALT, or an rsid that names only one.")
  private String variant;

  @Option(names = "--as", required = true, paramLabel = "R", description = "Who asks: a clinician.")
  private String requester;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table (a sentence) or json; default ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--receipt",
      paramLabel = "F",
      description =
          "Writes the receipt to F, and what verifies it to F.columns; as CBOR where F ends in"
              + " .cbor.")
  private Path receipt;

  @ParentCommand private SealomeCommand root;

  @Override
  public void run() {
    if (format == Format.csv) {
      throw new SealomeException(
          ErrorCode.USAGE, "One word is no table.", "--format table or --format json");
    }
    try (Workspace workspace = root.workspace();
        Dataset data = workspace.answering(dataset)) {
      String patient = (String) data.publicValue("sample_id", slot(data));
      PanelVariant asked = PanelVariant.find(data, variant);
      ReceiptFile to = receipt == null ? null : ReceiptFile.at(receipt);
      try (QueryDesk desk = new QueryDesk(workspace, data, requester, "CC")) {
        QueryOutcome outcome = desk.answer(asked.question(patient));
        if (to != null) {
          to.write(outcome.receipt());
        }
        root.console().answer(text(patient, asked, outcome));
        outcome.warnings().forEach(w -> root.console().say("sealome: note: " + w));
        desk.session().awaitClosings().forEach(w -> root.console().say("sealome: note: " + w));
      }
    }
  }

  private int slot(Dataset data) {
    int slot = data.slotOf(sample);
    if (slot < 0) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "No patient of '" + data.name() + "' is called '" + sample + "'.",
          "--sample takes one sample id of the VCF.");
    }
    return slot;
  }

  private String text(String patient, PanelVariant asked, QueryOutcome outcome) {
    String answer = PanelVariant.answer(outcome.answer());
    if (format == Format.json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("answer", answer);
      document.put("receipt", new Json.Raw(outcome.receipt().toJson()));
      return Json.write(document) + "\n";
    }
    ColumnIntegrity integrity = outcome.receipt().document().integrity().get(0);
    return switch (answer) {
          case "yes" -> "yes: " + patient + " carries " + asked.alleles();
          case "no" -> "no: " + patient + " does not carry " + asked.alleles();
          default -> "not called: whether " + patient + " carries " + asked.alleles();
        }
        + (integrity.isProven()
            ? "\nproven: it opens what the custodian committed to\n"
            : "\ntrusted, not proven: " + integrity.reason() + "\n");
  }
}
