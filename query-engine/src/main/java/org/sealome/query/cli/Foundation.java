// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.Locale;
import java.util.function.Consumer;
import org.sealome.ledger.Account;
import org.sealome.ledger.Contracts;
import org.sealome.ledger.Deployment;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.Role;
import org.sealome.query.steward.Steward;

/**
 * What {@code init} lays: folders, identities, contracts, attested roles. Every step is skipped
 * where it was done before, so that an interrupted one can be completed.
 */
final class Foundation {
  private final Workspace workspace;

  Foundation(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * @param say told of each step that takes time
   */
  void lay(Consumer<String> say) {
    Home home = workspace.home();
    Clients clients = workspace.clients();
    home.create();
    identity(Clients.CUSTODIAN, Clients.CUSTODIAN);
    identity(Clients.ENGINE, Clients.ENGINE);
    if (clients.find(Clients.STEWARD).isEmpty()) {
      Steward.create(home.root());
      try (Steward steward = Steward.open(home.root())) {
        clients.enter(new Clients.Client(Clients.STEWARD, Clients.STEWARD, steward.address()));
      }
    }
    identity(Clients.ETHICS, Clients.ETHICS);
    identity("researcher", "researcher");
    identity("clinician", "clinician");
    if (!home.initialised()) {
      say.accept(
          workspace.development()
              ? "Starting the development ledger and deploying the contracts"
              : "Deploying the contracts");
      try (Account custodian = clients.account(Clients.CUSTODIAN)) {
        Deployment deployment = Contracts.deploy(workspace.endpoint(), custodian);
        deployment.write(home.deployment());
      }
    }
    seatEthics();
    for (Clients.Client c : clients.all()) {
      attest(c);
    }
  }

  /** The ethics committee is this one identity until the governor appoints more. */
  private void seatEthics() {
    Ledger ledger = workspace.ledger();
    if (ledger.ethics().quorum(ledger.head()).members() == 0) {
      try (Account custodian = workspace.clients().account(Clients.CUSTODIAN)) {
        ledger.ethics().appoint(custodian, workspace.clients().get(Clients.ETHICS).address());
      }
    }
  }

  private void identity(String name, String role) {
    if (workspace.clients().find(name).isEmpty()) {
      workspace.clients().add(name, role).close();
    }
  }

  /** Has the custodian, as an institution, attest a client's role; parts of Sealome have none. */
  void attest(Clients.Client client) {
    Role role;
    try {
      role = Role.valueOf(client.role().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return;
    }
    Ledger ledger = workspace.ledger();
    if (!ledger.credentials().roles(client.address(), ledger.head()).contains(role)) {
      try (Account custodian = workspace.clients().account(Clients.CUSTODIAN)) {
        ledger.credentials().attest(custodian, client.address(), role);
      }
    }
  }
}
