// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Through Besu's manners, with a block for every transaction. */
class ConformanceInstantTest extends Conformance {
  private static final Account ASKER = Account.generate();
  private final DevNode node = DevNode.start(null, DevNode.Options.INSTANT);
  private final BesuProxy proxy = new BesuProxy(node.uri(), BesuProxy.Consensus.QBFT);

  @Override
  Endpoint endpoint() {
    return Endpoint.of(proxy.uri());
  }

  @AfterAll
  void stop() {
    proxy.close();
    node.close();
  }

  @Test
  void theProxyHasBesusManners() {
    assertEquals(Finality.MINED, ledger().finality());
    JsonRpc rpc = new JsonRpc(proxy.uri());
    assertEquals(-39001, code(rpc, "eth_getBlockByNumber", "finalized", false));
    assertEquals(-39001, code(rpc, "eth_getBlockByNumber", "safe", false));
    assertEquals(-32604, code(rpc, "anvil_mine"));
    assertEquals(-32604, code(rpc, "evm_mine"));
    assertEquals(-32604, code(rpc, "debug_traceTransaction", Bytes32.ZERO.hex()));
    long head = ledger().head().number();
    assertEquals(-32602, code(rpc, EventIndex.call(Address.ZERO.hex(), 0, head + 1)));
  }

  @Test
  void aForgottenStateAndASmallRangeOfLogs() {
    BlockRef then = ledger().head();
    byte[] before = mask(then);
    ledger().queryLog().open(sign("before the long pause"));
    proxy.sideDoor().call("anvil_mine", "0x258");
    long head = ledger().head().number();
    assertTrue(head > then.number() + BesuProxy.STATES);
    proxy.logRange(60);
    try {
      JsonRpc rpc = new JsonRpc(proxy.uri());
      assertEquals(-32005, code(rpc, EventIndex.call(Address.ZERO.hex(), then.number(), head)));
      // The node has forgotten, the events have not.
      Address somebody = Account.generate().address();
      assertThrows(
          LedgerException.StaleHead.class, () -> ledger().credentials().roles(somebody, then));
      assertArrayEquals(before, mask(then));
      try (Ledger fresh = Ledger.connect(endpoint(), deployment(), List.of(Account.generate()))) {
        List<LogEntry> all = fresh.queryLog().entries(new LogFilter(dataset(), null, 0));
        assertTrue(
            all.stream()
                .anyMatch(e -> e.entry().queryHash().equals(hash("before the long pause"))));
      }
    } finally {
      proxy.logRange(BesuProxy.LOG_RANGE);
    }
  }

  private byte[] mask(BlockRef at) {
    try (Ledger fresh = Ledger.connect(endpoint(), deployment(), List.of(Account.generate()))) {
      return fresh
          .consents()
          .consentMask(dataset(), 0, Purpose.HMB, ASKER.address(), List.of(), at);
    }
  }

  private static int code(JsonRpc rpc, String method, Object... params) {
    return code(rpc, new JsonRpc.Call(method, params));
  }

  private static int code(JsonRpc rpc, JsonRpc.Call call) {
    return rpc.ask(call).error().path("code").asInt();
  }
}
