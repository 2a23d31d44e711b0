// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import org.sealome.ledger.DevNode;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sealome node}. */
@Command(
    name = "node",
    description =
        "Runs the development ledger in the background, or stops it. Its chain is kept under"
            + " SEALOME_HOME/ledger. Other commands start it by themselves.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sealome node                  start it where it is not running; print its address",
      "  sealome node --stop           stop it; the chain stays",
    })
final class NodeCommand implements Runnable {
  @Option(names = "--stop", description = "Stop it.")
  private boolean stop;

  @ParentCommand private SealomeCommand root;

  @Override
  public void run() {
    try (Workspace workspace = root.workspace()) {
      Home home = workspace.home();
      if (stop) {
        boolean stopped = DevNode.stop(Workspace.nodeFolder(home));
        root.console().answer(stopped ? "stopped\n" : "not running\n");
        return;
      }
      if (!workspace.development()) {
        throw new SealomeException(
            ErrorCode.USAGE,
            "The ledger is " + workspace.node() + ", which is not Sealome's to run.",
            "Unset SEALOME_RPC_URL and leave out --rpc for the development node.");
      }
      home.create();
      root.console().answer(workspace.node() + "\n");
    }
  }
}
