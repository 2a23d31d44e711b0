// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.ConsentTerms;
import org.sealome.ledger.Endpoint;
import org.sealome.ledger.Finality;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.LogEntry;
import org.sealome.ledger.LogFilter;
import org.sealome.ledger.Purpose;
import org.sealome.query.ErrorCode;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.circuit.SampleSink;
import org.sealome.query.consent.HeadFreshness;
import org.sealome.zk.plan.Answer;

/** Two blocks are taken back under a whole query, at every step of its way. */
class ReorganisationTest {
  private static final int DEPTH = 2;

  @TempDir Path home;
  private Bench bench;

  @BeforeEach
  void build() {
    bench = new Bench(home, "cohort", DisclosurePolicy.ofMinCell(1));
    bench.grant(Purpose.HMB);
    // What is taken back below is none of this.
    mine(DEPTH);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void theEntryIsTakenAwayBeforeTheStewardReadsIt() {
    String sql = bench.carriers();
    Refused.with(
        ErrorCode.LEDGER,
        6,
        "no log entry",
        () ->
            bench.ask(
                sql,
                Purpose.HMB,
                bench.researcher,
                new Interference() {
                  @Override
                  public void beforeRelease() {
                    takeBack();
                  }
                }));
    assertEquals(List.of(), bench.log());
    theNextQueryWorks();
  }

  /** What was decrypted by then stays with the steward. */
  @Test
  void theEntryIsTakenAwayWhileTheEngineComputes() {
    String sql = bench.carriers();
    Refused.with(
        ErrorCode.LEDGER,
        6,
        "no longer the chain's",
        () ->
            bench.ask(
                sql,
                Purpose.HMB,
                bench.researcher,
                new Interference() {
                  @Override
                  public SampleSink between(SampleSink steward) {
                    return batch -> {
                      steward.accept(batch);
                      takeBack();
                    };
                  }
                }));
    theNextQueryWorks();
  }

  /** Counted is who consents on the chain as it is, not as it was when the query was planned. */
  @Test
  void consentIsTakenAwayBetweenPlanningAndLogging() {
    bench.revoke(30, Bench.PATIENTS);
    mine(DEPTH);
    String sql = bench.carriers();
    Answer fewer = bench.ask(sql, Purpose.HMB, bench.researcher).answer();
    // By somebody else than the engine, whose own transactions come back.
    try (Ledger other = Ledger.connect(bench.node.uri(), bench.deployment, bench.custodian)) {
      bench.grant(other, ConsentTerms.of(Purpose.HMB), 30, Bench.PATIENTS);
    }
    AtomicBoolean first = new AtomicBoolean(true);
    QueryOutcome outcome =
        bench.ask(
            sql,
            Purpose.HMB,
            bench.researcher,
            new Interference() {
              @Override
              public void beforeOpen() {
                if (first.getAndSet(false)) {
                  takeBack();
                }
              }
            });
    assertEquals(2, outcome.execution().attempts());
    assertEquals(fewer.rows(), outcome.answer().rows());
    assertEquals(List.of("ANSWERED", "SUPERSEDED", "ANSWERED"), bench.log());
  }

  /** The engine's own transaction comes back by itself, and only a block that stays is believed. */
  @Test
  void whereBlocksNeedConfirmationsTheQueryWaitsForThem() throws Exception {
    Endpoint patient = Endpoint.of(bench.node.uri()).withFinality(Finality.confirmed(3));
    String sql = bench.carriers();
    try (Ledger engine = Ledger.connect(patient, bench.deployment, List.of(bench.engine));
        Ledger steward = Ledger.connect(patient, bench.deployment, List.of(bench.engine));
        Dataset dataset = Dataset.open(home, bench.name);
        QuerySession session =
            QuerySession.open(
                new SessionConfig(home, bench.id, engine, steward, HeadFreshness.ANY),
                Target.of(dataset, bench.id, bench::plan),
                Interference.NONE);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<QueryOutcome> asking =
          threads.submit(() -> session.answer(sql, Purpose.HMB, bench.researcher));
      LogEntry before = awaitEntry();
      mine(1);
      takeBack();
      assertFalse(asking.isDone());
      LogEntry after = awaitEntry();
      assertTrue(after.block().number() >= before.block().number());
      assertFalse(after.block().equals(before.block()));
      AtomicBoolean over = new AtomicBoolean();
      Future<?> chain =
          threads.submit(
              () -> {
                while (!over.get()) {
                  mine(1);
                  Thread.sleep(50);
                }
                return null;
              });
      QueryOutcome outcome = asking.get();
      assertEquals(List.of(), session.awaitClosings());
      over.set(true);
      chain.get();
      assertEquals(after.entry().queryHash(), outcome.receipt().queryHash());
      assertEquals(List.of("ANSWERED"), bench.log());
    }
  }

  private LogEntry awaitEntry() throws InterruptedException {
    while (true) {
      List<LogEntry> entries = bench.ledger.queryLog().entries(LogFilter.ALL);
      if (!entries.isEmpty()) {
        return entries.getFirst();
      }
      Thread.sleep(20);
    }
  }

  private void theNextQueryWorks() {
    QueryOutcome outcome = bench.ask(bench.carriers(), Purpose.HMB, bench.researcher);
    LogEntry last = bench.ledger.queryLog().entries(LogFilter.ALL).getLast();
    assertEquals(outcome.receipt().queryHash(), last.entry().queryHash());
    // The entry of the query that got no answer comes back before: it was asked, and never closed.
    assertEquals(List.of("OPEN", "ANSWERED"), bench.log());
  }

  private void takeBack() {
    new Anvil(bench.node.uri()).call("anvil_reorg", "[" + DEPTH + ",[]]");
  }

  private void mine(int blocks) {
    new Anvil(bench.node.uri()).call("anvil_mine", "[" + blocks + "]");
  }
}
