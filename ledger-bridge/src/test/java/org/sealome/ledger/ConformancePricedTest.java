// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Where gas has a price that moves, blocks hold ten million, and one account alone has coins. */
class ConformancePricedTest extends Conformance {
  private static final long GWEI = 1_000_000_000;
  private final DevNode node =
      DevNode.start(null, new DevNode.Options(0, "london", 10_000_000, GWEI));
  private final BesuProxy proxy = new BesuProxy(node.uri(), BesuProxy.Consensus.QBFT);

  @Override
  Endpoint endpoint() {
    return Endpoint.of(proxy.uri());
  }

  @Override
  Account sender() {
    IllegalStateException none =
        assertThrows(IllegalStateException.class, () -> Sender.on(endpoint()));
    assertTrue(none.getMessage().contains("-Dsealome.rpc.key"), none.getMessage());
    assertThrows(
        LedgerException.NoCoins.class, () -> Contracts.deploy(endpoint(), Account.generate()));
    Account rich = Sender.PUBLISHED.getLast();
    proxy.sideDoor().call("anvil_setBalance", rich.address().hex(), "0x56bc75e2d63100000");
    return Sender.on(endpoint());
  }

  @AfterAll
  void stop() {
    proxy.close();
    node.close();
  }

  @Test
  void thePublishedAccountsAreThoseOfTheirKeys() {
    assertEquals(
        List.of(
            "0xfe3b557e8fb62b89f4916b721be55ceb828dbd73",
            "0x627306090abab3a6e1400e9345bc60c78a8bef57",
            "0xf17f52151ebef6c7334fad080c5704d77216b732"),
        Sender.PUBLISHED.stream().map(account -> account.address().hex()).toList());
  }

  /** The price goes up between two blocks by more than an eighth, which no chain's does. */
  @Test
  void aPriceThatRisesWhileTransactionsAreOnTheirWay() {
    ledger().queryLog().open(sign("before the price rose"));
    proxy.sideDoor().call("anvil_setNextBlockBaseFeePerGas", JsonRpc.hex(5 * GWEI));
    ledger().queryLog().open(sign("after the price rose"));
    JsonRpc rpc = new JsonRpc(proxy.uri());
    SignedQuery last = sign("with a tip");
    Mined mined = ledger().queryLog().open(last);
    String type =
        rpc.call("eth_getTransactionByHash", mined.transaction().hex()).path("type").asText();
    assertEquals("0x2", type);
  }

  /** Whoever only signs needs no coins; whoever sends learns that he does. */
  @Test
  void whoHasNoCoinsIsToldSo() {
    Account poor = Account.generate();
    SignedQuery query = sign("no coins");
    try (Ledger with = Ledger.connect(endpoint(), deployment(), List.of(poor))) {
      LedgerException.NoCoins none =
          assertThrows(LedgerException.NoCoins.class, () -> with.queryLog().open(query));
      assertTrue(none.getMessage().contains(poor.address().hex()), none.getMessage());
      proxy.sideDoor().call("anvil_setBalance", poor.address().hex(), "0x1");
      LedgerException.NoCoins few =
          assertThrows(LedgerException.NoCoins.class, () -> with.queryLog().open(query));
      assertTrue(few.getMessage().contains(poor.address().hex()), few.getMessage());
    }
    // He who asked has none, and does not need any.
    ledger().queryLog().open(query);
  }
}
