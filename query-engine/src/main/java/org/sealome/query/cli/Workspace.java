// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sealome.ledger.Account;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.DatasetLocation;
import org.sealome.ledger.DatasetRecord;
import org.sealome.ledger.DatasetRegistry;
import org.sealome.ledger.Deployment;
import org.sealome.ledger.DevNode;
import org.sealome.ledger.Endpoint;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.LedgerException;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.consent.HeadFreshness;

/**
 * What a command works with: the home that {@code init} made, who there is, the ledger. The ledger
 * is reached when it is first asked for; without an address of a node the development node is
 * started where it is not running, and outlives the command.
 */
final class Workspace implements AutoCloseable {
  private final Home home;
  private final String rpc;
  private final Clients clients;
  private final NodeSettings settings = new NodeSettings(System.getenv());
  private Account relayer;
  private Ledger ledger;
  private Ledger stewardLedger;
  private URI node;

  /**
   * @param rpc a node's address, or null: {@code SEALOME_RPC_URL}, or else the development node
   */
  Workspace(Home home, String rpc) {
    this.home = home;
    this.rpc = rpc != null ? rpc : blankToNull(System.getenv("SEALOME_RPC_URL"));
    this.clients = new Clients(home);
  }

  Home home() {
    return home;
  }

  Clients clients() {
    return clients;
  }

  /** Whether the ledger is the development node. */
  boolean development() {
    return rpc == null;
  }

  /** Where the development node keeps its chain. */
  static Path nodeFolder(Home home) {
    return home.ledger().resolve("node");
  }

  /**
   * The node's address; starts the development node where that is the one and it is not running.
   */
  URI node() {
    if (node == null) {
      node = findNode();
    }
    return node;
  }

  private URI findNode() {
    if (rpc == null) {
      try (DevNode node = DevNode.startDetached(nodeFolder(home), DevNode.Options.INSTANT)) {
        return node.uri();
      }
    }
    try {
      URI uri = new URI(rpc);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new SealomeException(
        ErrorCode.USAGE, "'" + rpc + "' is no address of a node.", "Such as http://127.0.0.1:8545");
  }

  /** The ledger, its chain and contracts verified. */
  Ledger ledger() {
    if (ledger == null) {
      home.requireInitialised();
      relayer = clients.carrier();
      ledger = connect(home.ledger().resolve("events"));
    }
    return ledger;
  }

  /** The ledger for somebody who only reads: the home need hold no key. */
  Ledger reader() {
    if (ledger == null && clients.find(Clients.ENGINE).isEmpty()) {
      relayer = Account.generate();
      ledger = connect(home.ledger().resolve("events"));
    }
    return ledger();
  }

  /** The steward's own connection: what it believes, it has read itself. */
  Ledger stewardLedger() {
    if (stewardLedger == null) {
      ledger();
      stewardLedger = connect(home.steward().resolve("events"));
    }
    return stewardLedger;
  }

  /** How the node is reached, without an index of its events. */
  Endpoint endpoint() {
    return settings.endpoint(node(), null);
  }

  private Ledger connect(Path index) {
    try {
      return Ledger.connect(
          settings.endpoint(node(), index), Deployment.read(home.deployment()), List.of(relayer));
    } catch (IllegalArgumentException e) {
      throw new SealomeException(
          ErrorCode.USAGE, "The ledger cannot be reached so: " + e.getMessage() + ".", null, e);
    }
  }

  /**
   * How old the newest block may be: on a network that makes blocks by itself five minutes, or
   * {@code SEALOME_HEAD_AGE} seconds ({@code any}: a network that waits for transactions).
   */
  HeadFreshness freshness() {
    String set = blankToNull(System.getenv("SEALOME_HEAD_AGE"));
    if (development() || "any".equals(set)) {
      return HeadFreshness.ANY;
    }
    try {
      return HeadFreshness.within(
          set == null ? Duration.ofMinutes(5) : Duration.ofSeconds(Long.parseLong(set)));
    } catch (NumberFormatException e) {
      throw new SealomeException(
          ErrorCode.USAGE, "SEALOME_HEAD_AGE is '" + set + "'.", "Seconds, or: any", e);
    }
  }

  /**
   * Opens a dataset; the caller closes it.
   *
   * @throws SealomeException {@code USAGE} where there is none of that name
   */
  Dataset dataset(String name) {
    home.requireInitialised();
    return Dataset.open(home.root(), name.toLowerCase(Locale.ROOT));
  }

  /**
   * Opens a dataset to put questions to it; the caller closes it.
   *
   * @throws SealomeException {@code USAGE} where there is none of that name here, or where the
   *     ledger says that another engine computes on it: it says which
   */
  Dataset answering(String name) {
    Dataset here;
    try {
      here = dataset(name);
    } catch (SealomeException missing) {
      try {
        requireHere(name);
      } catch (LedgerException e) {
        missing.addSuppressed(e);
      }
      throw missing;
    }
    try {
      requireHere(name);
      return here;
    } catch (RuntimeException e) {
      here.close();
      throw e;
    }
  }

  private void requireHere(String name) {
    Optional<DatasetLocation> location =
        home.initialised()
            ? ledger().datasets().location(datasetId(name), ledger().head())
            : Optional.empty();
    if (location.isPresent()
        && !location.get().engine().equals(clients.get(Clients.ENGINE).address())) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "Dataset "
              + name
              + " is computed on by another engine: "
              + location.get().uri()
              + " ("
              + clients.nameOf(location.get().engine())
              + ").",
          "Ask there. Its custodian says where it lies: sealome dataset locate " + name);
    }
  }

  /**
   * What the ledger calls the dataset that this home registered under a name; the same whoever its
   * custodian is by now.
   */
  Bytes32 datasetId(String name) {
    return DatasetRegistry.id(
        clients.get(Clients.CUSTODIAN).address(), name.toLowerCase(Locale.ROOT));
  }

  /**
   * A dataset as it is registered now.
   *
   * @throws SealomeException {@code LEDGER} where it is not
   */
  DatasetRecord registered(String name) {
    return ledger()
        .datasets()
        .find(datasetId(name), ledger().head())
        .orElseThrow(
            () ->
                new SealomeException(
                    ErrorCode.LEDGER,
                    "Dataset " + name + " is not registered on this ledger.",
                    "The ledger may be another one than it was ingested with."));
  }

  /**
   * The account of a dataset's custodian, whoever that is by now; the caller closes it.
   *
   * @throws SealomeException {@code USAGE} where the custodian's key is not here
   */
  Account custodianOf(DatasetRecord dataset) {
    return clients.all().stream()
        .filter(client -> client.address().equals(dataset.custodian()))
        .findFirst()
        .map(client -> clients.account(client.name()))
        .orElseThrow(
            () ->
                new SealomeException(
                    ErrorCode.USAGE,
                    "The dataset's custodian is " + dataset.custodian() + ", who is nobody here.",
                    "It was handed over: sealome dataset history tells when. Its custodian does"
                        + " this."));
  }

  @Override
  public void close() {
    if (stewardLedger != null) {
      stewardLedger.close();
    }
    if (ledger != null) {
      ledger.close();
    }
    if (relayer != null) {
      relayer.close();
    }
  }

  private static String blankToNull(String s) {
    return s == null || s.isBlank() ? null : s;
  }
}
