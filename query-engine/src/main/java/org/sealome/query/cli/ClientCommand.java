// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sealome.ledger.Account;
import org.sealome.ledger.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sealome client}. */
@Command(
    name = "client",
    description = "Identities that ask: makes more, or lists them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sealome client add alice --role researcher",
      "  sealome client affiliate alice --attest NPU,PUB,GS:GB",
      "  sealome client relayer carrier2",
      "  sealome client list",
    })
final class ClientCommand implements Runnable {
  @ParentCommand private SealomeCommand root;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "What with clients: add, affiliate, relayer or list?");
  }

  @Command(
      name = "add",
      description = "Makes a key for somebody and has the custodian attest the role on the ledger.",
      footerHeading = "%nExample:%n",
      footer = "  sealome client add alice --role researcher")
  void add(
      @Parameters(paramLabel = "NAME", description = "Small letters, digits, - and _.") String name,
      @Option(
              names = "--role",
              required = true,
              paramLabel = "ROLE",
              description = "${COMPLETION-CANDIDATES}, in any case.")
          Role role) {
    try (Workspace workspace = root.workspace()) {
      workspace.home().requireInitialised();
      workspace.ledger();
      workspace.clients().add(name, role.name()).close();
      Clients.Client client = workspace.clients().get(name);
      new Foundation(workspace).attest(client);
      root.console().answer(client.name() + " " + client.role() + " " + client.address() + "\n");
    }
  }

  @Command(
      name = "affiliate",
      description =
          "Has an institution attest that a client works for it, and what else holds of her;"
              + " patients' consent may ask for it.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  sealome client affiliate alice --attest NPU,PUB,GS:GB",
        "  sealome client affiliate alice --end",
      })
  void affiliate(
      @Parameters(paramLabel = "NAME", description = "Who works there.") String name,
      @Option(
              names = "--attest",
              split = ",",
              paramLabel = "C",
              description = ConditionNames.ATTESTED + ".")
          List<String> facts,
      @Option(
              names = "--by",
              defaultValue = Clients.CUSTODIAN,
              paramLabel = "I",
              description = "The institution; default ${DEFAULT-VALUE}.")
          String institution,
      @Option(names = "--end", description = "She no longer does.") boolean end) {
    try (Workspace workspace = root.workspace()) {
      var credentials = workspace.ledger().credentials();
      Clients.Client client = workspace.clients().get(name);
      try (Account by = workspace.clients().account(institution)) {
        if (end) {
          credentials.endAffiliation(by, client.address());
        } else {
          credentials.affiliate(by, client.address(), ConditionNames.affiliation(facts));
        }
      }
      root.console()
          .answer(
              client.name()
                  + (end ? " is no longer of " : " is of ")
                  + institution
                  + (end || facts == null ? "" : ": " + String.join(",", facts))
                  + "\n");
    }
  }

  @Command(
      name = "relayer",
      description =
          "Makes one more key that carries signatures to the ledger. Each command takes one of them"
              + " by chance, so that commands that run at once do not wait for one another.",
      footerHeading = "%nExample:%n",
      footer = "  sealome client relayer carrier2")
  void relayer(
      @Parameters(paramLabel = "NAME", description = "Small letters, digits, - and _.")
          String name) {
    try (Workspace workspace = root.workspace()) {
      workspace.home().requireInitialised();
      workspace.clients().add(name, Clients.RELAYER).close();
      Clients.Client client = workspace.clients().get(name);
      root.console().answer(client.name() + " " + client.role() + " " + client.address() + "\n");
    }
  }

  @Command(
      name = "list",
      description = "Lists everybody with an account here.",
      footerHeading = "%nExample:%n",
      footer = "  sealome client list --format json")
  void list(
      @Option(
              names = "--format",
              defaultValue = "table",
              description = "table, json or csv; default ${DEFAULT-VALUE}.")
          Format format) {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (Workspace workspace = root.workspace()) {
      for (Clients.Client c : workspace.clients().all()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", c.name());
        row.put("role", c.role());
        row.put("address", c.address().hex());
        rows.add(row);
      }
    }
    root.console().answer(Listing.write(List.of("name", "role", "address"), rows, format));
  }
}
