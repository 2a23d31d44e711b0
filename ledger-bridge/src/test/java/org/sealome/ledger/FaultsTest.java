// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What networks do. Nothing is logged twice, nothing that was confirmed is lost. */
class FaultsTest {
  private static final Account SENDER = TestChain.CUSTODIAN;
  private static final Account REQUESTER = TestChain.RESEARCHER;

  /** A network of its own, with a dataset. */
  private record Network(DevNode node, BesuProxy proxy, Deployment deployment, Bytes32 dataset)
      implements AutoCloseable {
    static Network of(DevNode node, BesuProxy.Consensus consensus) {
      BesuProxy proxy = new BesuProxy(node.uri(), consensus);
      Endpoint direct = Endpoint.of(node.uri());
      Deployment deployment = Contracts.deploy(direct, SENDER);
      try (Ledger ledger = Ledger.connect(direct, deployment, List.of(SENDER))) {
        DatasetAnchor anchor =
            new DatasetAnchor(TestChain.hash("m"), Bytes32.ZERO, TestChain.hash("p"), 1);
        ledger.datasets().register(SENDER, "d", anchor, 256, SENDER.address());
      }
      return new Network(node, proxy, deployment, DatasetRegistry.id(SENDER.address(), "d"));
    }

    static Network instant(BesuProxy.Consensus consensus) {
      return of(DevNode.start(null, DevNode.Options.INSTANT), consensus);
    }

    Ledger connect() {
      return connect(Endpoint.of(proxy.uri()));
    }

    Ledger connect(Endpoint endpoint) {
      return Ledger.connect(endpoint, deployment, List.of(SENDER));
    }

    SignedQuery query(Ledger ledger, String text) {
      QueryEntry entry =
          new QueryEntry(
              TestChain.hash(text),
              dataset,
              Purpose.HMB,
              List.of(),
              TestChain.hash("digest"),
              REQUESTER.address());
      long deadline = System.currentTimeMillis() / 1_000 + 86_400;
      return ledger.queryLog().sign(entry, deadline, REQUESTER);
    }

    @Override
    public void close() {
      proxy.close();
      node.close();
    }
  }

  @Test
  void aReplyThatIsLostAfterTheTransactionWasTaken() {
    try (Network network = Network.instant(BesuProxy.Consensus.QBFT);
        Ledger ledger = network.connect()) {
      AtomicInteger lost = new AtomicInteger();
      // Twice: the JDK's connection asks again by itself once.
      network.proxy.weather(
          method ->
              method.equals("eth_sendRawTransaction") && lost.incrementAndGet() <= 2
                  ? BesuProxy.Fate.LOSE_REPLY
                  : BesuProxy.Fate.PASS);
      SignedQuery query = network.query(ledger, "lost reply");
      Mined mined = ledger.queryLog().open(query);
      LogEntry entry =
          ledger.queryLog().entry(query.entry().queryHash(), REQUESTER.address()).orElseThrow();
      assertEquals(mined.transaction(), entry.transaction());
      assertTrue(lost.get() >= 2);
      assertEquals(1, ledger.queryLog().entries(LogFilter.ALL).size());
      // The nonces go on where they were.
      ledger.queryLog().open(network.query(ledger, "the next"));
    }
  }

  @Test
  void aRequestThatNeverArrivesIsSentAgain() {
    try (Network network = Network.instant(BesuProxy.Consensus.QBFT);
        Ledger ledger = network.connect()) {
      AtomicInteger cut = new AtomicInteger();
      network.proxy.weather(
          method ->
              method.equals("eth_sendRawTransaction") && cut.incrementAndGet() <= 2
                  ? BesuProxy.Fate.CUT
                  : BesuProxy.Fate.PASS);
      ledger.queryLog().open(network.query(ledger, "cut off"));
      assertEquals(1, ledger.queryLog().entries(LogFilter.ALL).size());
    }
  }

  /** As a restarted node's, or one with free gas when the nonce comes twice. */
  @Test
  void aTransactionThatDropsOutOfThePoolIsSentAgainUnderAnotherNonceIfNeedBe() throws Exception {
    try (Network network = Network.instant(BesuProxy.Consensus.QBFT);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Ledger ledger = network.connect();
        Ledger other = network.connect(Endpoint.of(network.node.uri()))) {
      AtomicInteger dropped = new AtomicInteger();
      network.proxy.weather(
          method ->
              method.equals("eth_sendRawTransaction") && dropped.incrementAndGet() == 1
                  ? BesuProxy.Fate.DROP
                  : BesuProxy.Fate.PASS);
      ledger.queryLog().open(network.query(ledger, "dropped"));
      assertTrue(dropped.get() >= 2);

      dropped.set(0);
      Future<Mined> displaced =
          threads.submit(() -> ledger.queryLog().open(network.query(ledger, "displaced")));
      while (dropped.get() == 0) {
        Thread.sleep(5);
      }
      other.queryLog().open(network.query(other, "in its place"));
      Mined mined = displaced.get();
      ledger.requireCanonical(mined.block());
      assertEquals(3, ledger.queryLog().entries(LogFilter.ALL).size());
    }
  }

  @Test
  void aHalfOpenConnectionEndsInTime() {
    try (Network network = Network.instant(BesuProxy.Consensus.QBFT);
        Ledger ledger =
            network.connect(Endpoint.of(network.proxy.uri()).withTimeout(Duration.ofMillis(500)))) {
      network.proxy.weather(method -> BesuProxy.Fate.HANG);
      assertThrows(LedgerException.Unreachable.class, ledger::head);
      assertThrows(
          LedgerException.Unreachable.class,
          () -> ledger.queryLog().open(network.query(ledger, "hangs")));
      network.proxy.weather(BesuProxy.FAIR);
      // What hung was only asked, not sent: it was not logged, and can be.
      assertEquals(0, ledger.queryLog().entries(LogFilter.ALL).size());
      AtomicInteger hung = new AtomicInteger();
      network.proxy.weather(
          method ->
              method.equals("eth_sendRawTransaction") && hung.incrementAndGet() <= 1
                  ? BesuProxy.Fate.HANG
                  : BesuProxy.Fate.PASS);
      ledger.queryLog().open(network.query(ledger, "hangs"));
      assertEquals(1, ledger.queryLog().entries(LogFilter.ALL).size());
    }
  }

  @Test
  void aSlowNode() {
    try (Network network = Network.instant(BesuProxy.Consensus.QBFT);
        Ledger ledger = network.connect()) {
      network.proxy.latency(Duration.ofSeconds(2));
      SignedQuery query = network.query(ledger, "slow");
      Mined mined = ledger.queryLog().open(query);
      assertEquals(
          mined.block(),
          ledger
              .queryLog()
              .entry(query.entry().queryHash(), REQUESTER.address())
              .orElseThrow()
              .block());
    }
  }

  /** The entry's block is taken back while the client waits for it to be final. */
  @Test
  void aReorganisationOfTwoBlocksTakesAnEntryAway() throws Exception {
    DevNode node = DevNode.start(null, DevNode.Options.INSTANT);
    try (Network network = Network.of(node, BesuProxy.Consensus.CLIQUE);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Ledger ledger =
            network.connect(Endpoint.of(network.proxy.uri()).withFinality(Finality.confirmed(3)))) {
      JsonRpc chain = network.proxy.sideDoor();
      SignedQuery query = network.query(ledger, "taken back");
      Future<Mined> opening = threads.submit(() -> ledger.queryLog().open(query));
      LogEntry first = awaitEntry(ledger, query);
      chain.call("anvil_mine", "0x1");
      assertEquals(32, mask(network, ledger, first.block()).length);
      Future<?> waiting = threads.submit(() -> ledger.awaitFinal(first.block()));
      chain.call("anvil_reorg", 2, List.of());
      chain.call("anvil_mine", "0x1");
      // Who waited for that block hears that it is gone: nothing is released on it.
      assertThrows(ExecutionException.class, waiting::get);
      assertThrows(LedgerException.StaleHead.class, () -> ledger.requireCanonical(first.block()));
      assertThrows(
          LedgerException.StaleHead.class,
          () -> mask(network, ledger, first.block()),
          "remembered, but of a block that is gone");
      // The transaction is brought again, and the client answers only with a block that stays.
      LogEntry second = awaitEntry(ledger, query);
      assertNotEquals(first.block(), second.block());
      chain.call("anvil_mine", "0x4");
      Mined mined = opening.get();
      assertEquals(second.block(), mined.block());
      assertEquals(1, ledger.queryLog().entries(LogFilter.ALL).size(), "once");
      ledger.requireCanonical(mined.block());
    }
  }

  @Test
  void aNodeKilledAndRestartedUnderLoad(@TempDir Path folder) throws Exception {
    DevNode node = DevNode.start(folder, new DevNode.Options(1));
    Map<Bytes32, Mined> confirmed = new ConcurrentHashMap<>();
    try (Network network = Network.of(node, BesuProxy.Consensus.QBFT);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Ledger ledger = network.connect()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        String text = "under load " + i;
        running.add(
            threads.submit(
                () -> {
                  for (int question = 0; question < 3; question++) {
                    insist(ledger, network.query(ledger, text + "/" + question), confirmed);
                  }
                  return null;
                }));
      }
      while (confirmed.size() < 10) {
        Thread.sleep(20);
      }
      node.close();
      Thread.sleep(500);
      try (DevNode again = DevNode.start(folder, new DevNode.Options(1))) {
        network.proxy.behind(again.uri());
        for (Future<?> one : running) {
          one.get();
        }
        Map<Bytes32, LogEntry> logged = new HashMap<>();
        for (LogEntry entry : ledger.queryLog().entries(LogFilter.ALL)) {
          assertEquals(null, logged.put(entry.entry().queryHash(), entry), "nothing twice");
        }
        assertEquals(24 * 3, logged.size(), "nothing lost");
        confirmed.forEach((query, mined) -> assertEquals(mined.block(), logged.get(query).block()));
      }
    }
  }

  /** Asks until it is logged; what the client confirmed is written down. */
  private static void insist(Ledger ledger, SignedQuery query, Map<Bytes32, Mined> confirmed)
      throws InterruptedException {
    while (true) {
      try {
        confirmed.put(query.entry().queryHash(), ledger.queryLog().open(query));
        return;
      } catch (LedgerException.Reverted e) {
        // Sent before, and its fate not known then.
        assertEquals("AlreadyOpen", e.reason());
        return;
      } catch (LedgerException e) {
        Thread.sleep(100);
      }
    }
  }

  /** A contract decides by the chain's clock; this machine's only bounds signatures. */
  @Test
  void aClockThatIsAheadOrBehind() {
    try (Network network = Network.instant(BesuProxy.Consensus.QBFT);
        Ledger ledger = network.connect()) {
      network.node.advanceTime(Duration.ofDays(2));
      long behind = System.currentTimeMillis() / 1_000 + 3_600;
      QueryEntry entry = network.query(ledger, "skewed").entry();
      LedgerException.Reverted refused =
          assertThrows(
              LedgerException.Reverted.class,
              () -> ledger.queryLog().open(ledger.queryLog().sign(entry, behind, REQUESTER)));
      assertEquals("PastDeadline", refused.reason());
      long deadline = ledger.head().deadline(Duration.ofHours(1));
      ledger.queryLog().open(ledger.queryLog().sign(entry, deadline, REQUESTER));
      assertEquals(1, ledger.queryLog().entries(LogFilter.ALL).size());
    }
  }

  @Test
  void aTransactionLargerThanABlock() {
    try (Network network = Network.instant(BesuProxy.Consensus.QBFT);
        Transactions transactions =
            new Transactions(new JsonRpc(network.proxy.uri()), DevNode.CHAIN_ID, Finality.MINED)) {
      Transactions.Draft draft =
          new Transactions.Draft(
              network.deployment.queryLog().address(), new byte[4], 900_000_000_000L);
      assertThrows(
          LedgerException.OutOfGas.class, () -> transactions.sendAll(SENDER, List.of(draft)));
    }
  }

  private static byte[] mask(Network network, Ledger ledger, BlockRef at) {
    return ledger
        .consents()
        .consentMask(network.dataset, 0, Purpose.HMB, REQUESTER.address(), List.of(), at);
  }

  private static LogEntry awaitEntry(Ledger ledger, SignedQuery query) throws Exception {
    while (true) {
      var entry = ledger.queryLog().entry(query.entry().queryHash(), query.entry().requester());
      if (entry.isPresent()) {
        return entry.get();
      }
      Thread.sleep(20);
    }
  }
}
