// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sealome.ledger.Account;
import org.sealome.ledger.Address;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/**
 * Who there is: names, roles, addresses in {@code clients/clients.tsv}, each key in a file of its
 * own in the folder of whoever holds it.
 */
final class Clients {
  /** Keeps the data; registers datasets, attests roles. */
  static final String CUSTODIAN = "custodian";

  /** Computes; carries other people's signatures to the ledger. */
  static final String ENGINE = "engine";

  /** Approves protocols; the first member of the committee. */
  static final String ETHICS = "ethics";

  /** The role of those who do nothing but carry, beside the engine. */
  static final String RELAYER = "relayer";

  /** Holds the HE secret key. */
  static final String STEWARD = "steward";

  /**
   * Somebody with an account.
   *
   * @param role lower case: the ledger's roles, or the name of a part of Sealome
   */
  record Client(String name, String role, Address address) {}

  private final Home home;

  Clients(Home home) {
    this.home = home;
  }

  /** Everybody, in the order in which they were added. */
  List<Client> all() {
    List<Client> all = new ArrayList<>();
    if (Files.exists(registry())) {
      try {
        for (String line : Files.readAllLines(registry())) {
          String[] cells = line.split("\t");
          all.add(new Client(cells[0], cells[1], new Address(cells[2])));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  Optional<Client> find(String name) {
    return all().stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
  }

  /**
   * @throws SealomeException {@code USAGE} where nobody has that name
   */
  Client get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new SealomeException(
                    ErrorCode.USAGE,
                    "Nobody here is called '" + name + "'.",
                    "Known: "
                        + all().stream().map(Client::name).collect(Collectors.joining(", "))
                        + "; sealome client add NAME --role ROLE makes more."));
  }

  /**
   * The address of a client, or the one that is written there.
   *
   * @throws SealomeException {@code USAGE} where it is neither
   */
  Address addressOf(String who) {
    return who.matches("0x[0-9a-fA-F]{40}") ? new Address(who) : get(who).address();
  }

  /** The name of an address, or the address. */
  String nameOf(Address address) {
    return all().stream()
        .filter(c -> c.address().equals(address))
        .map(Client::name)
        .findFirst()
        .orElse(address.hex());
  }

  /** The key of somebody known; the caller closes it. */
  Account account(String name) {
    Path key = keyFile(get(name));
    if (!Files.exists(key)) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "The key of '" + name + "' is not on this machine.",
          "It is looked for in " + key);
    }
    try {
      return Account.loadFrom(key);
    } catch (IllegalArgumentException e) {
      throw new SealomeException(
          ErrorCode.USAGE, "The key of '" + name + "': " + e.getMessage() + ".", key.toString(), e);
    }
  }

  /**
   * The key of the engine or of a relayer, by chance: processes that each have another do not wait
   * for one another's nonces. The caller closes it.
   */
  Account carrier() {
    List<String> relayers =
        all().stream()
            .filter(c -> c.role().equals(RELAYER) && Files.exists(keyFile(c)))
            .map(Client::name)
            .toList();
    int chosen = new SecureRandom().nextInt(relayers.size() + 1);
    return account(chosen == 0 ? ENGINE : relayers.get(chosen - 1));
  }

  /**
   * Makes a key and writes it down; the caller closes it.
   *
   * @throws SealomeException {@code USAGE} where the name is taken or is no name
   */
  Account add(String name, String role) {
    if (!name.matches("[a-z0-9][a-z0-9_-]{0,31}")) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "'" + name + "' is no name for a client.",
          "Small letters, digits, - and _, 32 at most.");
    }
    if (find(name).isPresent()) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "There is a client called '" + name + "' already.",
          "sealome client list");
    }
    Account account = Account.generate();
    Client client = new Client(name, role.toLowerCase(Locale.ROOT), account.address());
    account.saveTo(keyFile(client));
    enter(client);
    return account;
  }

  /** Writes down somebody whose key is kept elsewhere. */
  void enter(Client client) {
    List<Client> all = all();
    all.add(client);
    write(all);
  }

  private void write(List<Client> all) {
    String text =
        all.stream()
            .map(c -> c.name() + "\t" + c.role() + "\t" + c.address().hex() + "\n")
            .collect(Collectors.joining());
    Path temporary = registry().resolveSibling("clients.tsv.new");
    try {
      Files.writeString(temporary, text, StandardCharsets.UTF_8);
      Files.move(
          temporary,
          registry(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path keyFile(Client client) {
    return switch (client.name()) {
      case CUSTODIAN -> home.custodian().resolve("account.key");
      case ENGINE -> home.engine().resolve("account.key");
      default -> home.clients().resolve(client.name() + ".key");
    };
  }

  private Path registry() {
    return home.clients().resolve("clients.tsv");
  }
}
