// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadsTest {
  private static final URI NODE = TestChain.NODE.uri();
  private static final Duration POLL = Duration.ofMillis(20);

  private static URI heads() {
    return URI.create("ws://127.0.0.1:" + NODE.getPort());
  }

  @Test
  void theNodeTellsOfItsBlocks() throws Exception {
    try (Heads heads = new Heads(new JsonRpc(Endpoint.of(NODE).withHeads(heads())))) {
      heads.seen();
      while (!heads.subscribed()) {
        Thread.sleep(10);
      }
      long seen = heads.seen();
      new JsonRpc(NODE).call("evm_mine");
      while (heads.seen() == seen) {
        heads.await(seen, POLL);
      }
      assertTrue(heads.subscribed());
    }
  }

  @Test
  void whoCannotBeToldAsks() {
    URI nowhere = URI.create("ws://127.0.0.1:9");
    for (Endpoint endpoint : List.of(Endpoint.of(NODE), Endpoint.of(NODE).withHeads(nowhere))) {
      try (Heads heads = new Heads(new JsonRpc(endpoint))) {
        heads.await(heads.seen(), POLL);
        long seen = heads.seen();
        new JsonRpc(NODE).call("evm_mine");
        heads.await(seen, POLL);
        assertNotEquals(seen, heads.seen());
        assertFalse(heads.subscribed());
      }
    }
  }

  @Test
  void aClientWithASubscriptionWorks() {
    try (DevNode node = DevNode.start(null, new DevNode.Options(1))) {
      URI heads = URI.create("ws://127.0.0.1:" + node.uri().getPort());
      Endpoint endpoint = Endpoint.of(node.uri()).withHeads(heads);
      Deployment deployment = Contracts.deploy(endpoint, TestChain.CUSTODIAN);
      try (Ledger ledger = Ledger.connect(endpoint, deployment, List.of(TestChain.RELAYER))) {
        Mined mined =
            ledger
                .credentials()
                .attest(TestChain.CUSTODIAN, TestChain.RESEARCHER.address(), Role.RESEARCHER);
        ledger.requireCanonical(mined.block());
      }
    }
  }

  @Test
  void finalityFollowsFromTheConsensus() {
    assertEquals(Finality.MINED, Finality.of(new JsonRpc(NODE)));
    try (BesuProxy qbft = new BesuProxy(NODE, BesuProxy.Consensus.QBFT);
        BesuProxy clique = new BesuProxy(NODE, BesuProxy.Consensus.CLIQUE)) {
      assertEquals(Finality.MINED, Finality.of(new JsonRpc(qbft.uri())));
      assertEquals(Finality.confirmed(1), Finality.of(new JsonRpc(clique.uri())));
      // Without a method of its consensus a QBFT node still shows its headers.
      List<JsonRpc.Answer> hidden =
          Finality.questions().stream()
              .map(
                  call ->
                      call.method().startsWith("eth_")
                          ? new JsonRpc(qbft.uri()).ask(call)
                          : new JsonRpc.Answer(null, JsonRpc.JSON.createObjectNode()))
              .toList();
      assertEquals(Finality.MINED, Finality.of(hidden));
    }
    ObjectNode block = JsonRpc.JSON.createObjectNode().put("number", "0x1");
    JsonRpc.Answer no = new JsonRpc.Answer(null, JsonRpc.JSON.createObjectNode());
    JsonRpc.Answer header = new JsonRpc.Answer(block, null);
    assertEquals(Finality.FINALIZED, Finality.of(List.of(header, no, no, no, no, header)));
    assertEquals(Finality.confirmed(12), Finality.of(List.of(header, no, no, no, no, no)));
    for (Finality rule : List.of(Finality.MINED, Finality.FINALIZED, Finality.confirmed(7))) {
      assertEquals(rule, Finality.parse(rule.toString()));
    }
  }
}
