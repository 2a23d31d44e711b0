// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealome.ledger.Account;
import org.sealome.ledger.Address;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.DatasetLocation;
import org.sealome.ledger.DatasetRecord;
import org.sealome.ledger.Ledger;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.steward.Steward;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * What a dataset's custodian says of it on the ledger: whose it is, where it lies, that it answers
 * again.
 */
final class CustodyCommands {
  private CustodyCommands() {}

  /** {@code sealome dataset transfer}. */
  @Command(
      name = "transfer",
      description =
          "Offers a dataset to another custodian, who takes it over by accept; nothing changes"
              + " before. Its name on the ledger, versions, patients and their consent stay.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  sealome dataset transfer cohort --to hospital",
        "  sealome dataset transfer cohort --to 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "  sealome dataset transfer cohort --take-back",
      })
  static final class Transfer implements Runnable {
    @Parameters(paramLabel = "N", description = "The dataset's name.")
    private String name;

    @Option(
        names = "--to",
        paramLabel = "C",
        description = "The next custodian: a client, or an address.")
    private String to;

    @Option(names = "--take-back", description = "Takes an offer back.")
    private boolean takeBack;

    @ParentCommand private DatasetCommand parent;

    @Override
    public void run() {
      if ((to == null) != takeBack) {
        throw new SealomeException(
            ErrorCode.USAGE,
            "A dataset is offered to somebody, or an offer is taken back.",
            "--to C, or --take-back");
      }
      try (Workspace workspace = parent.root().workspace()) {
        Address next = takeBack ? Address.ZERO : workspace.clients().addressOf(to);
        DatasetRecord record = workspace.registered(name);
        try (Account custodian = workspace.custodianOf(record)) {
          workspace.ledger().datasets().offerCustody(custodian, record.id(), next);
        }
        parent
            .root()
            .console()
            .answer(
                takeBack
                    ? name + " is offered to nobody\n"
                    : "%s is offered to %s, who takes it over by: sealome dataset accept %s --as %s%n"
                        .formatted(
                            name,
                            to,
                            to.startsWith("0x") ? record.id().hex() : name,
                            to.startsWith("0x") ? "NAME" : to));
      }
    }
  }

  /** {@code sealome dataset accept}. */
  @Command(
      name = "accept",
      description =
          "Takes over a dataset that is offered. From then on its new custodian anchors versions,"
              + " enrols, erases, locates and lifts freezes.",
      footerHeading = "%nExample:%n",
      footer = "  sealome dataset accept cohort --as hospital")
  static final class Accept implements Runnable {
    @Parameters(
        paramLabel = "N",
        description = "The dataset's name, or its identifier on the ledger (0x…).")
    private String name;

    @Option(names = "--as", required = true, paramLabel = "C", description = "Who: a client.")
    private String client;

    @ParentCommand private DatasetCommand parent;

    @Override
    public void run() {
      try (Workspace workspace = parent.root().workspace();
          Account next = workspace.clients().account(client)) {
        Bytes32 id =
            name.matches("0x[0-9a-fA-F]{64}")
                ? Bytes32.fromHex(name)
                : workspace.registered(name).id();
        workspace.ledger().datasets().takeCustody(next, id);
        parent.root().console().answer(client + " is the custodian of " + name + "\n");
      }
    }
  }

  /** {@code sealome dataset locate}. */
  @Command(
      name = "locate",
      description =
          "Says on the ledger which engine computes on a dataset and where it is reached, so that"
              + " questions are sent there; without --uri, tells.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  sealome dataset locate cohort --uri https://engine.example.org:8443",
        "  sealome dataset locate cohort --engine 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed \\",
        "      --uri https://other.example.org",
        "  sealome dataset locate cohort --format json",
      })
  static final class Locate implements Runnable {
    private static final int LONGEST = 256;

    @Parameters(paramLabel = "N", description = "The dataset's name.")
    private String name;

    @Option(
        names = "--engine",
        paramLabel = "E",
        description = "The engine: a client, or an address; default this home's.")
    private String engine;

    @Option(names = "--uri", paramLabel = "U", description = "Where it is reached.")
    private String uri;

    @Option(
        names = "--format",
        defaultValue = "table",
        description = "table, json or csv; default ${DEFAULT-VALUE}.")
    private Format format;

    @ParentCommand private DatasetCommand parent;

    @Override
    public void run() {
      if (uri == null && engine != null) {
        throw new SealomeException(
            ErrorCode.USAGE, "An engine is reached somewhere.", "--engine E --uri U");
      }
      URI where = uri == null ? null : address(uri);
      try (Workspace workspace = parent.root().workspace()) {
        DatasetRecord record = workspace.registered(name);
        Ledger ledger = workspace.ledger();
        if (where != null) {
          Address by = workspace.clients().addressOf(engine == null ? Clients.ENGINE : engine);
          try (Account custodian = workspace.custodianOf(record)) {
            ledger.datasets().locate(custodian, record.id(), new DatasetLocation(by, where));
          }
        }
        Optional<DatasetLocation> found = ledger.datasets().location(record.id(), ledger.head());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("dataset", name);
        row.put("engine", found.map(l -> workspace.clients().nameOf(l.engine())).orElse(null));
        row.put("address", found.map(l -> l.engine().hex()).orElse(null));
        row.put("uri", found.map(l -> l.uri().toString()).orElse(null));
        row.put("custodian", workspace.clients().nameOf(record.custodian()));
        parent
            .root()
            .console()
            .answer(Listing.write(List.copyOf(row.keySet()), List.of(row), format));
      }
    }

    private static URI address(String text) {
      try {
        URI uri = new URI(text);
        if (uri.isAbsolute()
            && uri.getHost() != null
            && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
          return uri;
        }
      } catch (URISyntaxException e) {
        // Said below.
      }
      throw new SealomeException(
          ErrorCode.USAGE,
          "'" + text + "' is no address of an engine.",
          "Such as https://engine.example.org:8443, " + LONGEST + " bytes at most.");
    }
  }

  /** {@code sealome dataset history}. */
  @Command(
      name = "history",
      description =
          "Lists what became of a dataset, from the ledger alone: versions, stewards, custodians,"
              + " places, erasures, freezes. Every version's anchor stays, so that old receipts"
              + " stay checkable.",
      footerHeading = "%nExample:%n",
      footer = "  sealome dataset history cohort --format json")
  static final class History implements Runnable {
    @Parameters(paramLabel = "N", description = "The dataset's name.")
    private String name;

    @Option(
        names = "--format",
        defaultValue = "table",
        description = "table, json or csv; default ${DEFAULT-VALUE}.")
    private Format format;

    @ParentCommand private DatasetCommand parent;

    @Override
    public void run() {
      try (Workspace workspace = parent.root().workspace()) {
        DatasetRecord record = workspace.registered(name);
        Ledger ledger = workspace.ledger();
        parent
            .root()
            .console()
            .answer(
                Listing.write(
                    CustodyText.COLUMNS,
                    CustodyText.rows(
                        ledger.datasets().history(record.id(), ledger.head()),
                        workspace.clients()::nameOf),
                    format));
      }
    }
  }

  /** {@code sealome dataset unfreeze}. */
  @Command(
      name = "unfreeze",
      description =
          "Lifts the freeze that an integrity failure put on a dataset: in the custodian's name,"
              + " who has looked into it. Verify the dataset first.",
      footerHeading = "%nExample:%n",
      footer = "  sealome dataset verify cohort && sealome dataset unfreeze cohort")
  static final class Unfreeze implements Runnable {
    @Parameters(paramLabel = "N", description = "The dataset's name.")
    private String name;

    @ParentCommand private DatasetCommand parent;

    @Override
    public void run() {
      try (Workspace workspace = parent.root().workspace();
          Dataset dataset = workspace.dataset(name)) {
        DatasetRecord record = workspace.registered(dataset.name());
        boolean frozen = record.frozen();
        if (frozen) {
          try (Account custodian = workspace.custodianOf(record)) {
            workspace.ledger().datasets().unfreeze(custodian, record.id());
          }
        }
        // The steward's own note, which stands where the ledger could not be told of the freeze.
        frozen |= Steward.thaw(workspace.home().root(), dataset.name());
        parent
            .root()
            .console()
            .answer(dataset.name() + (frozen ? " answers again\n" : " is not frozen\n"));
      }
    }
  }
}
