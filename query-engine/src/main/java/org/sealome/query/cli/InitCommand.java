// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code sealome init}. */
@Command(
    name = "init",
    description =
        "Makes keys and identities and puts the contracts on the ledger. Running it again completes"
            + " what is missing and changes nothing else.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sealome init                                  with a development ledger of its own",
      "  sealome init --rpc http://besu:8545           on a network that is there",
      "  SEALOME_HOME=/srv/cohort sealome init         somewhere else than ~/.sealome",
    })
final class InitCommand implements Runnable {
  @ParentCommand private SealomeCommand root;

  @Override
  public void run() {
    try (Workspace workspace = root.workspace()) {
      Foundation foundation = new Foundation(workspace);
      foundation.lay(root.console()::say);
      TextTable table = new TextTable().columns("name", "role", "address");
      for (Clients.Client c : workspace.clients().all()) {
        table.row(c.name(), c.role(), c.address().hex());
      }
      root.console()
          .answer(
              "Sealome is set up under "
                  + workspace.home().root()
                  + "\n\n"
                  + table
                  + "\nNext: sealome dataset ingest --name NAME --vcf FILE\n");
    }
  }
}
