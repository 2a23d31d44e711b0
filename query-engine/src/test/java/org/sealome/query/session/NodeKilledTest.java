// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.DevNode;
import org.sealome.ledger.Endpoint;
import org.sealome.ledger.Finality;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.LedgerException;
import org.sealome.ledger.LogEntry;
import org.sealome.ledger.LogFilter;
import org.sealome.ledger.Purpose;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.consent.HeadFreshness;
import org.sealome.query.ingest.CommitScope;
import org.sealome.zk.plan.Answer;

/**
 * The node is killed (SIGKILL) and started again while whole queries run. It has lost its pool and
 * its newest block, which is what confirmations are for.
 */
class NodeKilledTest {
  private static final DevNode.Options EVERY_SECOND = new DevNode.Options(1);
  private static final int SESSIONS = 5;

  /** What was answered, by its entry, and whether the entry could not be closed. */
  private final Map<Bytes32, Answer> answered = new ConcurrentHashMap<>();

  private final List<String> unclosed = Collections.synchronizedList(new ArrayList<>());

  @Test
  void nothingIsLoggedTwiceOrLostOrAnsweredWithoutItsEntry(@TempDir Path home, @TempDir Path chain)
      throws Exception {
    DevNode node = DevNode.start(chain, EVERY_SECOND);
    try (Bench bench =
            new Bench(
                home, "cohort", DisclosurePolicy.ofMinCell(1), new CommitScope.Nothing(), node);
        Door door = new Door(node.uri());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      bench.grant(Purpose.HMB);
      String sql = bench.carriers();
      Endpoint endpoint = Endpoint.of(door.uri()).withFinality(Finality.confirmed(3));
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        running.add(
            threads.submit(
                () -> {
                  insist(bench, endpoint, sql);
                  insist(bench, endpoint, sql);
                  return null;
                }));
      }
      try (Ledger direct = Ledger.connect(node.uri(), bench.deployment, bench.engine)) {
        while (direct.queryLog().entries(LogFilter.ALL).isEmpty()) {
          Thread.sleep(20);
        }
      }
      byte[] disk = disk(node);
      ProcessHandle process = ProcessHandle.of(node.pid()).orElseThrow();
      process.destroyForcibly();
      process.onExit().join();
      Files.write(chain.resolve("chain.json"), disk);
      try (DevNode again = DevNode.start(chain, EVERY_SECOND)) {
        door.leadsTo(again.uri());
        for (Future<?> one : running) {
          one.get();
        }
        try (Ledger ledger = Ledger.connect(again.uri(), bench.deployment, bench.engine)) {
          examine(ledger.queryLog().entries(LogFilter.ALL));
        }
      }
    }
  }

  private void examine(List<LogEntry> entries) {
    Map<Bytes32, LogEntry> logged = new HashMap<>();
    for (LogEntry entry : entries) {
      assertNull(logged.put(entry.entry().queryHash(), entry), "logged twice");
    }
    assertEquals(2 * SESSIONS, answered.size());
    answered.forEach(
        (hash, answer) -> {
          assertTrue(logged.containsKey(hash), "answered without its entry");
          assertEquals(28L, ((Number) answer.rows().getFirst().getFirst()).longValue());
        });
    long open = answered.keySet().stream().filter(h -> logged.get(h).closing().isEmpty()).count();
    assertTrue(open <= unclosed.size(), unclosed + " for " + open);
  }

  /** Asks in a session of its own until there is an answer; all that may be said is exit code 6. */
  private void insist(Bench bench, Endpoint endpoint, String sql) throws InterruptedException {
    while (true) {
      try (Ledger engine = Ledger.connect(endpoint, bench.deployment, List.of(bench.engine));
          Ledger steward = Ledger.connect(endpoint, bench.deployment, List.of(bench.engine));
          Dataset dataset = Dataset.open(bench.home, bench.name);
          QuerySession session =
              QuerySession.open(
                  new SessionConfig(bench.home, bench.id, engine, steward, HeadFreshness.ANY),
                  Target.of(dataset, bench.id, bench::plan),
                  Interference.NONE)) {
        QueryOutcome outcome = session.answer(sql, Purpose.HMB, bench.researcher);
        answered.put(outcome.receipt().queryHash(), outcome.answer());
        unclosed.addAll(session.awaitClosings());
        return;
      } catch (SealomeException e) {
        assertEquals(ErrorCode.LEDGER, e.code(), e.getMessage());
        Thread.sleep(100);
      } catch (LedgerException e) {
        // There was nobody to connect to.
        Thread.sleep(100);
      }
    }
  }

  /** What the node would find on its disk. */
  private static byte[] disk(DevNode node) throws Exception {
    String said = new Anvil(node.uri()).call("anvil_dumpState", "[]");
    int from = said.indexOf("0x") + 2;
    byte[] zipped = HexFormat.of().parseHex(said.substring(from, said.indexOf('"', from)));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      return in.readAllBytes();
    }
  }
}
