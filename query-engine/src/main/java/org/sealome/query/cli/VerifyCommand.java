// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.receipt.Finding;
import org.sealome.zk.receipt.Finding.Status;
import org.sealome.zk.receipt.ReceiptDocument;
import org.sealome.zk.receipt.ReceiptFiles;
import org.sealome.zk.receipt.ReceiptFormatException;
import org.sealome.zk.receipt.ReceiptVerifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sealome verify}. */
@Command(
    name = "verify",
    sortOptions = false,
    description = {
      "Verifies a receipt, and what it says of the ledger against the ledger. Says of each claim"
          + " what was checked and what has to be assumed, and of each column whether it is"
          + " proven.",
      "Without the ledger, on any Java from 17: java -jar zk-verifier/target/zk-verifier.jar"
          + " verify RECEIPT",
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  sealome query --dataset cohort --purpose HMB --as researcher --receipt counts.json"
          + " \"SELECT …\"",
      "  sealome verify counts.json",
    })
final class VerifyCommand implements Callable<Integer> {
  @Option(
      names = "--columns",
      paramLabel = "DIR",
      description = "The files that came with the receipt; default RECEIPT.columns.")
  private Path columns;

  @Parameters(paramLabel = "RECEIPT", description = "As query --receipt wrote it.")
  private Path file;

  @ParentCommand private SealomeCommand root;

  @Override
  public Integer call() {
    ReceiptDocument receipt;
    try {
      receipt = ReceiptDocument.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new SealomeException(
          ErrorCode.USAGE, "Cannot read " + file + ".", "It is a file that query --receipt wrote.");
    } catch (ReceiptFormatException e) {
      throw new SealomeException(
          ErrorCode.INTEGRITY, file + " is no receipt: " + e.getMessage(), null, e);
    }
    Path beside = columns != null ? columns : file.resolveSibling(file.getFileName() + ".columns");
    List<Finding> findings = new ArrayList<>();
    try (Workspace workspace = root.workspace()) {
      findings.addAll(LedgerFindings.of(workspace.ledger(), receipt));
    }
    findings.addAll(ReceiptVerifier.verify(receipt, new ReceiptFiles(beside), null, true));
    StringBuilder text = new StringBuilder();
    for (Finding f : findings) {
      text.append(
          String.format(
              Locale.ROOT, "%-8s %s%n", f.status().name().toLowerCase(Locale.ROOT), f.claim()));
    }
    long failed = findings.stream().filter(f -> f.status() == Status.FAILED).count();
    if (failed > 0) {
      root.console().say(text.toString().stripTrailing());
      throw new SealomeException(
          ErrorCode.INTEGRITY, "The receipt does not hold: " + failed + " claims failed.", null);
    }
    root.console().answer(text + "the receipt holds, as far as checked\n");
    return 0;
  }
}
