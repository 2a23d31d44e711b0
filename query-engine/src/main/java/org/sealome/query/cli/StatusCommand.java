// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.DevNode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.steward.Steward;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sealome status}: exits 0 where every part is well, else with the first fault's code. */
@Command(
    name = "status",
    description = "Health of every part: home, keys, ledger, datasets. Starts nothing.",
    footerHeading = "%nExamples:%n",
    footer = {"  sealome status", "  sealome status --format json"})
final class StatusCommand implements java.util.concurrent.Callable<Integer> {
  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, json or csv; default ${DEFAULT-VALUE}.")
  private Format format;

  @ParentCommand private SealomeCommand root;

  private final List<Map<String, Object>> rows = new java.util.ArrayList<>();

  @Override
  public Integer call() {
    try (Workspace workspace = root.workspace()) {
      Home home = workspace.home();
      row("home", home.initialised(), home.initialised() ? home.root() + "" : "run: sealome init");
      for (String name : List.of(Clients.CUSTODIAN, Clients.ENGINE, Clients.STEWARD)) {
        part(name, workspace);
      }
      ledger(workspace);
      for (String name : home.initialised() ? Dataset.names(home.root()) : List.<String>of()) {
        try (Dataset d = Dataset.open(home.root(), name)) {
          row(
              "dataset " + name,
              true,
              d.patients()
                  + " patients, "
                  + d.manifest().variants()
                  + " variants"
                  + d.commitments()
                      .map(c -> ", " + c.directory().entries().size() + " committed columns")
                      .orElse(""));
        } catch (SealomeException e) {
          row("dataset " + name, false, e.getMessage());
        }
      }
    }
    root.console().answer(Listing.write(List.of("part", "state", "detail"), rows, format));
    return 0;
  }

  private void part(String name, Workspace workspace) {
    workspace
        .clients()
        .find(name)
        .ifPresent(
            c -> {
              try {
                if (name.equals(Clients.STEWARD)) {
                  Steward.open(workspace.home().root()).close();
                } else {
                  workspace.clients().account(name).close();
                }
                row(name, true, c.address().hex());
              } catch (SealomeException e) {
                row(name, false, e.getMessage());
              }
            });
  }

  private void ledger(Workspace workspace) {
    Home home = workspace.home();
    if (!home.initialised()) {
      return;
    }
    if (workspace.development() && !Files.exists(Workspace.nodeFolder(home))
        || workspace.development() && DevNode.attach(Workspace.nodeFolder(home)).isEmpty()) {
      row("ledger", true, "development node, not running; started when needed");
      return;
    }
    try {
      BlockRef head = workspace.ledger().head();
      row(
          "ledger",
          true,
          workspace.node()
              + ", chain "
              + workspace.ledger().deployment().chainId()
              + ", block "
              + head.number()
              + ", final: "
              + workspace.ledger().finality());
    } catch (org.sealome.ledger.LedgerException e) {
      row("ledger", false, e.getMessage());
    }
  }

  private void row(String part, boolean well, String detail) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("part", part);
    row.put("state", well ? "ok" : "fault");
    row.put("detail", detail);
    rows.add(row);
  }
}
