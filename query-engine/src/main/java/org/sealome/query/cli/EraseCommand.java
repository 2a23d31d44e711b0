// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.List;
import org.sealome.ledger.Account;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.Ledger;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.session.Erasure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sealome erase}. */
@Command(
    name = "erase",
    sortOptions = false,
    description = {
      "Erases a patient, for good: from the next block on she is counted in no answer, nobody can"
          + " consent in her place, and both halves of her blinding key are destroyed, so that the"
          + " commitments to her genotypes mean nothing any more; so is the key by which she"
          + " recognised the questions about her alone. The ledger keeps that it was done.",
      "What it cannot do: the ciphertexts hold her slot until the custodian writes the dataset's"
          + " next version without it (dataset compact), and backups until the key is rotated."
          + " Answers given before stay given.",
    },
    footerHeading = "%nExample:%n",
    footer = "  sealome erase --dataset cohort --sample HG00096")
final class EraseCommand implements Runnable {
  @Option(names = "--dataset", required = true, paramLabel = "N", description = "The dataset.")
  private String dataset;

  @Option(names = "--sample", required = true, paramLabel = "S", description = "The patient.")
  private String sample;

  @ParentCommand private SealomeCommand root;

  @Override
  public void run() {
    try (Workspace workspace = root.workspace();
        Dataset data = workspace.dataset(dataset)) {
      if (sample.equals("all") || sample.startsWith("@")) {
        throw new SealomeException(
            ErrorCode.USAGE, "Patients are erased one at a time.", "--sample ID");
      }
      List<Integer> slots = SampleSelection.slots(data, sample);
      if (slots.size() != 1) {
        throw new SealomeException(
            ErrorCode.USAGE, "Patients are erased one at a time.", "--sample ID");
      }
      Ledger ledger = workspace.ledger();
      Bytes32 id = workspace.datasetId(data.name());
      try (Account custodian = workspace.custodianOf(workspace.registered(data.name()))) {
        Bytes32 proof =
            new Erasure(workspace.home().root(), ledger, custodian)
                .run(data.manifest(), id, slots.get(0));
        root.console()
            .answer(
                sample
                    + " is erased from "
                    + data.name()
                    + ": in no answer from the next block on, her keys destroyed.\n"
                    + "Logged as "
                    + proof.hex()
                    + ". The ciphertexts hold her slot until: sealome dataset compact "
                    + data.name()
                    + "\n");
      }
    }
  }
}
