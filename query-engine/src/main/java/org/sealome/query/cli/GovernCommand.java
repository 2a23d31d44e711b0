// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.sealome.ledger.Account;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.Deployment;
import org.sealome.ledger.EthicsCommittee;
import org.sealome.ledger.Governance;
import org.sealome.ledger.Ledger;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
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
            + " resume, appoint institutions, pausers and members of the ethics committee, announce"
            + " the contracts that follow.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sealome govern pause                          no query is logged, nothing is granted",
      "  sealome govern resume",
      "  sealome govern institution hospital           may attest of requesters",
      "  sealome govern member ethics2                 of the ethics committee",
      "  sealome govern threshold 2                    approvals that a protocol needs",
      "  sealome govern pauser watch                   may stop, and nothing else",
      "  sealome govern announce next.json --from 2027-01-01",
      "  sealome govern show",
    })
final class GovernCommand implements Runnable {
  @ParentCommand private SealomeCommand root;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Govern what: pause, resume, institution, member, threshold, pauser, announce, call-off or"
            + " show?");
  }

  @Command(
      name = "pause",
      description = "Stops queries and grants; withdrawals go on.",
      footerHeading = "%nExample:%n",
      footer = "  sealome govern pause")
  void pause(
      @Option(
              names = "--as",
              defaultValue = Clients.CUSTODIAN,
              paramLabel = "P",
              description = "A pauser; default ${DEFAULT-VALUE}.")
          String pauser) {
    as(pauser, (ledger, by) -> ledger.governance().pause(by), "Stopped");
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

  @Command(
      name = "pauser",
      description = "Lets a client stop queries and grants, or no more; only the governor resumes.",
      footerHeading = "%nExample:%n",
      footer = "  sealome govern pauser watch && sealome govern pause --as watch")
  void pauser(
      @Parameters(paramLabel = "NAME", description = "A client.") String name,
      @Option(names = "--dismiss", description = "She may no longer.") boolean dismiss) {
    as(
        (ledger, governor) -> {
          var address = clients().get(name).address();
          if (dismiss) {
            ledger.governance().dismissPauser(governor, address);
          } else {
            ledger.governance().appointPauser(governor, address);
          }
        },
        name + (dismiss ? " may stop nothing any more" : " may stop queries and grants"));
  }

  @Command(
      name = "announce",
      description =
          "Announces the contracts that follow these, at least seven days ahead. Nobody is moved:"
              + " who follows puts the new deployment file into the home.",
      footerHeading = "%nExample:%n",
      footer = "  sealome govern announce next/deployment.json --from 2027-01-01")
  void announce(
      @Parameters(paramLabel = "FILE", description = "The deployment file of those contracts.")
          Path file,
      @Option(
              names = "--from",
              required = true,
              paramLabel = "DATE",
              description = "The first day (UTC, YYYY-MM-DD) on which they are the ones to use.")
          String from) {
    DatasetCommand.requireReadable(file);
    Bytes32 deployment = digest(file);
    long start = Dates.day(from).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    as(
        (ledger, governor) ->
            ledger.governance().announce(governor, new Governance.Successor(deployment, start)),
        deployment.hex() + " follows from " + from);
  }

  private static Bytes32 digest(Path file) {
    try {
      return Deployment.read(file).digest();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new SealomeException(
          ErrorCode.USAGE,
          file + " is no deployment.",
          "It is the file that init writes: ledger/deployment.json under SEALOME_HOME.",
          e);
    }
  }

  @Command(
      name = "call-off",
      description = "Calls the announced contracts off.",
      footerHeading = "%nExample:%n",
      footer = "  sealome govern call-off")
  void callOff() {
    as((ledger, governor) -> ledger.governance().callOff(governor), "Nothing follows");
  }

  @Command(
      name = "show",
      description = "Shows whether it is stopped, what the committee is, and what follows.",
      footerHeading = "%nExample:%n",
      footer = "  sealome govern show --format json")
  void show(
      @Option(
              names = "--format",
              defaultValue = "table",
              description = "table, json or csv; default ${DEFAULT-VALUE}.")
          Format format) {
    try (Workspace workspace = root.workspace()) {
      Ledger ledger = workspace.ledger();
      BlockRef head = ledger.head();
      EthicsCommittee.Quorum quorum = ledger.ethics().quorum(head);
      Optional<Governance.Successor> successor = ledger.governance().successor(head);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("stopped", ledger.governance().paused(head));
      row.put("members", quorum.members());
      row.put("threshold", quorum.threshold());
      row.put("successor", successor.map(s -> s.deployment().hex()).orElse(null));
      row.put("from", successor.map(s -> Instant.ofEpochSecond(s.from()).toString()).orElse(null));
      root.console().answer(Listing.write(List.copyOf(row.keySet()), List.of(row), format));
    }
  }

  private Clients clients() {
    return new Clients(Home.fromEnvironment());
  }

  private void as(BiConsumer<Ledger, Account> act, String done) {
    as(Clients.CUSTODIAN, act, done);
  }

  private void as(String client, BiConsumer<Ledger, Account> act, String done) {
    try (Workspace workspace = root.workspace()) {
      Ledger ledger = workspace.ledger();
      try (Account by = workspace.clients().account(client)) {
        act.accept(ledger, by);
      }
      root.console().answer(done + "\n");
    }
  }
}
