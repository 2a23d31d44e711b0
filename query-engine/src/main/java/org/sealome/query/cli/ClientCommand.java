// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      "  sealome client list",
    })
final class ClientCommand implements Runnable {
  @ParentCommand private SealomeCommand root;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "What with clients: add or list?");
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
