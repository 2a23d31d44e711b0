// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.sealome.ledger.Account;
import org.sealome.ledger.Deployment;
import org.sealome.ledger.DevNode;
import org.sealome.ledger.Ledger;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/**
 * What a command works with: the home that {@code init} made, who there is, the ledger. The ledger
 * is reached when it is first asked for; without an address of a node the development node is
 * started where it is not running, and outlives the command.
 */
final class Workspace implements AutoCloseable {
  private final Home home;
  private final String rpc;
  private final Clients clients;
  private Account relayer;
  private Ledger ledger;

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
      relayer = clients.account(Clients.ENGINE);
      ledger = Ledger.connect(node(), Deployment.read(home.deployment()), relayer);
    }
    return ledger;
  }

  @Override
  public void close() {
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
