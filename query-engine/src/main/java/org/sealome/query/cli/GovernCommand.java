// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.function.BiConsumer;
import org.sealome.ledger.Account;
import org.sealome.ledger.EthicsCommittee;
import org.sealome.ledger.Ledger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sealome govern}. */
@Command(
    name = "govern",
    description =
        "What the governor does, who is the custodian where init deployed the contracts: stop and"
            + " resume, appoint institutions and members of the ethics committee.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sealome govern pause                          no query is logged, nothing is granted",
      "  sealome govern resume",
      "  sealome govern institution hospital           may attest of requesters",
      "  sealome govern member ethics2                 of the ethics committee",
      "  sealome govern threshold 2                    approvals that a protocol needs",
    })
final class GovernCommand implements Runnable {
  @ParentCommand private SealomeCommand root;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Govern what: pause, resume, institution, member or threshold?");
  }

  @Command(
      name = "pause",
      description = "Stops queries and grants; withdrawals go on.",
      footerHeading = "%nExample:%n",
      footer = "  sealome govern pause")
  void pause() {
    as((ledger, governor) -> ledger.governance().pause(governor), "Stopped");
  }

  @Command(
      name = "resume",
      description = "Ends a stop.",
      footerHeading = "%nExample:%n",
      footer = "  sealome govern resume")
  void resume() {
    as((ledger, governor) -> ledger.governance().unpause(governor), "Running");
  }

  @Command(
      name = "institution",
      description = "Lets a client attest of requesters, or no more.",
      footerHeading = "%nExample:%n",
      footer = "  sealome govern institution hospital")
  void institution(
      @Parameters(paramLabel = "NAME", description = "A client.") String name,
      @Option(names = "--dismiss", description = "What it attested falls too.") boolean dismiss) {
    as(
        (ledger, governor) -> {
          var address = clients().get(name).address();
          if (dismiss) {
            ledger.governance().dismissInstitution(governor, address);
          } else {
            ledger.governance().appointInstitution(governor, address);
          }
        },
        name + (dismiss ? " is no institution any more" : " is an institution"));
  }

  @Command(
      name = "member",
      description = "Appoints or dismisses a member of the committee.",
      footerHeading = "%nExample:%n",
      footer = "  sealome govern member ethics2")
  void member(
      @Parameters(paramLabel = "NAME", description = "A client.") String name,
      @Option(names = "--dismiss", description = "Her approvals count no more.") boolean dismiss) {
    as(
        (ledger, governor) -> {
          EthicsCommittee ethics = ledger.ethics();
          if (dismiss) {
            ethics.dismiss(governor, clients().get(name).address());
          } else {
            ethics.appoint(governor, clients().get(name).address());
          }
        },
        name + (dismiss ? " has left the ethics committee" : " is of the ethics committee"));
  }

  @Command(
      name = "threshold",
      description = "Says how many approvals a protocol needs.",
      footerHeading = "%nExample:%n",
      footer = "  sealome govern threshold 2")
  void threshold(
      @Parameters(paramLabel = "M", description = "At least 1; acts on those that stand too.")
          int approvals) {
    as(
        (ledger, governor) -> ledger.ethics().setThreshold(governor, approvals),
        "A protocol needs " + approvals + (approvals == 1 ? " approval" : " approvals"));
  }

  private Clients clients() {
    return new Clients(Home.fromEnvironment());
  }

  private void as(BiConsumer<Ledger, Account> act, String done) {
    try (Workspace workspace = root.workspace()) {
      Ledger ledger = workspace.ledger();
      try (Account governor = workspace.clients().account(Clients.CUSTODIAN)) {
        act.accept(ledger, governor);
      }
      root.console().answer(done + "\n");
    }
  }
}
