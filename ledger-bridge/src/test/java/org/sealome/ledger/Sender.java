// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.List;

/** Somebody who can send transactions on a network that is not known. */
final class Sender {
  /**
   * The accounts that Besu's documentation publishes with their keys, and gives coins in every
   * genesis file that it shows. Whatever they own anywhere is everybody's.
   */
  static final List<Account> PUBLISHED =
      List.of(
          published("8f2a55949038a9610f50fb23b5883af3b4ecb3c3bb792cbcefbd1542c692be63"),
          published("c87509a1c067bbde78beb793e6fa76530b6382a4c0241e5e4a9ec0a0f44dc0d3"),
          published("ae6ae8e5ccbfb04590405997ee2d52d2b330726137b875053c36d94e974d162f"));

  private Sender() {}

  /**
   * A new account where gas is free; else a published one that has coins there; else, where there
   * is no base fee, a new account after all.
   *
   * @throws IllegalStateException where nobody can send, saying what to do
   */
  static Account on(Endpoint endpoint) {
    JsonRpc rpc = new JsonRpc(endpoint);
    JsonNode head = rpc.call("eth_getBlockByNumber", "latest", false);
    long base = head.hasNonNull("baseFeePerGas") ? JsonRpc.number(head.path("baseFeePerGas")) : 0;
    long price = JsonRpc.number(rpc.call("eth_gasPrice"));
    if (base == 0 && price == 0) {
      return Account.generate();
    }
    for (Account account : PUBLISHED) {
      String coins = rpc.call("eth_getBalance", account.address().hex(), "latest").asText();
      if (!coins.equals("0x0")) {
        return account;
      }
    }
    if (base == 0) {
      // What the node asks for itself may be less than what it takes.
      return Account.generate();
    }
    throw none("its base fee is " + base + " wei", null);
  }

  /** Where nobody can pay: what to do. */
  static IllegalStateException none(String why, LedgerException cause) {
    return new IllegalStateException(
        """
        Gas has a price on this network (%s), and none of the accounts of Besu's documentation has \
        coins there. Name an account that has: -Dsealome.rpc.key=FILE, a private key in \
        hexadecimal or a keystore (its password in SEALOME_KEY_PASSWORD_FILE).\
        """
            .formatted(why),
        cause);
  }

  private static Account published(String key) {
    return Account.fromPrivateKey(HexFormat.of().parseHex(key));
  }
}
