// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sealome.ledger.Account;
import org.sealome.ledger.Address;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.EthicsCommittee;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.Protocol;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.consent.ScopeSecret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sealome ethics}. */
@Command(
    name = "ethics",
    description =
        "The ethics committee's protocols. Consent under the condition IRB counts while as many"
            + " members as the threshold says approve one. It acts on the next query.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sealome ethics approve --dataset cohort --requester researcher --purpose HMB \\",
      "      --until 2027-01-01 --document protocol.pdf",
      "  sealome ethics withdraw --dataset cohort --requester researcher 0x5a1e",
      "  sealome ethics show --dataset cohort --requester researcher",
    })
final class EthicsCommand implements Runnable {
  @ParentCommand private SealomeCommand root;
  @Spec private CommandSpec spec;

  /** Which requester on which dataset. */
  static final class Matter {
    @Option(names = "--dataset", required = true, paramLabel = "N", description = "The dataset.")
    private String dataset;

    @Option(names = "--requester", required = true, paramLabel = "R", description = "A client.")
    private String requester;
  }

  /** Which member acts. */
  static final class Member {
    @Option(
        names = "--as",
        defaultValue = Clients.ETHICS,
        paramLabel = "M",
        description = "The member; default ${DEFAULT-VALUE}.")
    private String name;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "What with protocols: approve, withdraw or show?");
  }

  @Command(
      name = "approve",
      description = "Approves a protocol, as one member.",
      footerHeading = "%nExample:%n",
      footer =
          "  sealome ethics approve --dataset cohort --requester alice --purpose GRU --document"
              + " p.pdf")
  void approve(
      @Mixin Matter matter,
      @Mixin Member member,
      @Option(
              names = "--purpose",
              required = true,
              paramLabel = "P",
              description = Purposes.HELP + ".")
          String purpose,
      @Option(
              names = "--until",
              paramLabel = "DATE",
              description = "The first day (UTC) that is not covered; default no end.")
          String until,
      @Option(
              names = "--document",
              required = true,
              paramLabel = "FILE",
              description = "What is approved; its hash stands on the ledger.")
          Path document) {
    LocalDate end = Dates.day(until);
    try (Workspace workspace = root.workspace();
        Dataset dataset = workspace.dataset(matter.dataset);
        Account by = workspace.clients().account(member.name)) {
      Ledger ledger = workspace.ledger();
      Protocol protocol =
          new Protocol(
              workspace.datasetId(dataset.name()),
              workspace.clients().get(matter.requester).address(),
              Purposes.parse(
                  purpose,
                  ScopeSecret.load(workspace.home().root(), Clients.CUSTODIAN, dataset.name())),
              null,
              end,
              Bytes32.keccak(read(document)));
      ledger.ethics().approve(by, protocol);
      EthicsCommittee.Quorum quorum = ledger.ethics().quorum(null);
      int approvals =
          ledger.ethics().protocols(protocol.dataset(), protocol.requester(), null).stream()
              .filter(f -> f.protocol().id().equals(protocol.id()))
              .mapToInt(EthicsCommittee.Filed::approvals)
              .sum();
      root.console()
          .answer(
              "Protocol "
                  + protocol.id().hex()
                  + " has "
                  + approvals
                  + " of "
                  + quorum.threshold()
                  + " approvals"
                  + (approvals >= quorum.threshold() ? " and stands" : "")
                  + "\n");
    }
  }

  @Command(
      name = "withdraw",
      description = "Takes one member's approval back.",
      footerHeading = "%nExample:%n",
      footer = "  sealome ethics withdraw --dataset cohort --requester alice 0x5a1e")
  void withdraw(
      @Mixin Matter matter,
      @Mixin Member member,
      @Parameters(paramLabel = "PROTOCOL", description = "Its hash, or the beginning of it.")
          String protocol) {
    try (Workspace workspace = root.workspace();
        Account by = workspace.clients().account(member.name)) {
      List<Bytes32> found =
          filed(workspace, matter).stream()
              .map(f -> f.protocol().id())
              .filter(id -> id.hex().startsWith(protocol))
              .toList();
      if (found.size() != 1) {
        throw new SealomeException(
            ErrorCode.USAGE,
            (found.isEmpty() ? "No protocol" : "More than one protocol")
                + " of "
                + matter.requester
                + " begins with "
                + protocol
                + ".",
            "sealome ethics show --dataset N --requester R");
      }
      workspace.ledger().ethics().withdraw(by, found.getFirst());
      root.console()
          .answer(member.name + " no longer approves protocol " + found.getFirst().hex() + "\n");
    }
  }

  @Command(
      name = "show",
      description = "Shows a requester's protocols before the committee.",
      footerHeading = "%nExample:%n",
      footer = "  sealome ethics show --dataset cohort --requester alice --format json")
  void show(
      @Mixin Matter matter,
      @Option(
              names = "--format",
              defaultValue = "table",
              description = "table, json or csv; default ${DEFAULT-VALUE}.")
          Format format) {
    try (Workspace workspace = root.workspace()) {
      List<EthicsCommittee.Filed> filed = filed(workspace, matter);
      EthicsCommittee.Quorum quorum = workspace.ledger().ethics().quorum(null);
      List<Map<String, Object>> rows = new ArrayList<>();
      for (EthicsCommittee.Filed f : filed) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("protocol", f.protocol().id().hex());
        row.put("purpose", f.protocol().purpose().toString());
        row.put("approvals", f.approvals());
        row.put("needed", quorum.threshold());
        row.put("until", f.protocol().until() == null ? null : f.protocol().until().toString());
        row.put("document", f.protocol().documentHash().hex());
        rows.add(row);
      }
      root.console()
          .answer(
              Listing.write(
                  List.of("protocol", "purpose", "approvals", "needed", "until", "document"),
                  rows,
                  format));
    }
  }

  private static List<EthicsCommittee.Filed> filed(Workspace workspace, Matter matter) {
    Ledger ledger = workspace.ledger();
    try (Dataset dataset = workspace.dataset(matter.dataset)) {
      Address requester = workspace.clients().get(matter.requester).address();
      return ledger.ethics().protocols(workspace.datasetId(dataset.name()), requester, null);
    }
  }

  private static byte[] read(Path document) {
    try {
      return Files.readAllBytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
