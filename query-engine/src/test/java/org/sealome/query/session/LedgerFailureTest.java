// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.Account;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.Deployment;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.LedgerException;
import org.sealome.ledger.Purpose;
import org.sealome.ledger.QueryEntry;
import org.sealome.ledger.SignedQuery;
import org.sealome.query.ErrorCode;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.circuit.SampleSink;
import org.sealome.query.steward.ReleaseRequest;
import org.sealome.query.steward.Steward;
import org.sealome.zk.plan.PlanJson;

/** A ledger that fails, and requests to the steward that the ledger does not bear out. */
class LedgerFailureTest {
  @TempDir Path home;
  private Bench bench;

  @BeforeEach
  void build() {
    bench = new Bench(home, "cohort", DisclosurePolicy.ofMinCell(1));
    bench.grant(Purpose.HMB);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private void unreachable(Interference interference) {
    String sql = bench.carriers();
    Refused.with(
        ErrorCode.LEDGER, 6, "", () -> bench.ask(sql, Purpose.HMB, bench.researcher, interference));
  }

  @Test
  void aNodeThatIsGone() {
    bench.node.close();
    unreachable(Interference.NONE);
  }

  @Test
  void aNodeThatDiesBeforeTheQueryIsLogged() {
    unreachable(
        new Interference() {
          @Override
          public void beforeOpen() {
            bench.node.close();
          }
        });
  }

  @Test
  void aNodeThatDiesBeforeTheStewardHasReadIt() {
    unreachable(
        new Interference() {
          @Override
          public void beforeRelease() {
            bench.node.close();
          }
        });
  }

  @Test
  void aNodeThatDiesWhileTheEngineComputesLeavesTheEntryOpenAndNoRowsOut() {
    String sql = bench.carriers();
    try (Dataset dataset = Dataset.open(home, bench.name);
        QuerySession session =
            bench.session(
                dataset,
                new Interference() {
                  @Override
                  public SampleSink between(SampleSink steward) {
                    bench.node.close();
                    return steward;
                  }
                })) {
      // Whether the dataset was frozen meanwhile, nobody can say.
      Refused.with(
          ErrorCode.LEDGER, 6, "", () -> session.answer(sql, Purpose.HMB, bench.researcher));
      assertEquals(1, session.awaitClosings().size());
    }
  }

  @Test
  void anotherChain() {
    Deployment d = bench.deployment;
    Deployment other = d.onChain(d.chainId() + 1);
    Refused.with(
        ErrorCode.LEDGER,
        6,
        "",
        () -> Failures.typed(() -> Ledger.connect(bench.node.uri(), other, bench.engine)));
  }

  @Test
  void aQueryThatIsNotLogged() {
    String sql = bench.carriers();
    Refused.with(
        ErrorCode.LEDGER,
        6,
        "no log entry",
        () ->
            begin(
                new ReleaseRequest(
                    bytes(sql),
                    Bytes32.ZERO,
                    Bytes32.keccak("nothing"),
                    bench.researcher.address())));
  }

  @Test
  void aLogEntryOfAnotherQuery() {
    QueryEntry logged =
        new QueryEntry(
            Bytes32.keccak("some hash"),
            bench.id,
            Purpose.HMB,
            List.of(),
            Bytes32.keccak("some consent"),
            bench.researcher.address());
    bench
        .ledger
        .queryLog()
        .open(bench.ledger.queryLog().sign(logged, deadline(), bench.researcher));
    String sql = bench.carriers();
    Refused.with(
        ErrorCode.INTEGRITY,
        5,
        "not the one that was logged",
        () ->
            begin(
                new ReleaseRequest(
                    bytes(sql), Bytes32.ZERO, logged.queryHash(), logged.requester())));
  }

  @Test
  void anAnsweredQueryAgain() {
    String sql = bench.carriers();
    QueryOutcome outcome = bench.ask(sql, Purpose.HMB, bench.researcher);
    Refused.with(
        ErrorCode.INTEGRITY,
        5,
        "answered once",
        () ->
            begin(
                new ReleaseRequest(
                    bytes(sql),
                    outcome.receipt().salt(),
                    outcome.receipt().queryHash(),
                    bench.researcher.address())));
  }

  /** What the requester did not sign for is not to be had by asking the steward. */
  @Test
  void anEngineThatWouldHavePartsOpened() {
    String sql = bench.carriers();
    ReleaseRequest signed = LoggedRequest.open(bench, sql);
    Refused.with(
        ErrorCode.INTEGRITY,
        5,
        "not the one that was logged",
        () ->
            begin(
                new ReleaseRequest(
                    PlanJson.write(bench.plan(sql).withDisclosedParts()),
                    signed.salt(),
                    signed.queryHash(),
                    signed.requester())));
  }

  @Test
  void anEntryThatIsStillOpenIsNotBegunTwice() throws Exception {
    ReleaseRequest request = LoggedRequest.open(bench, bench.carriers());
    begin(request);
    assertEquals(List.of("OPEN"), bench.log());
    Refused.with(ErrorCode.INTEGRITY, 5, "begun before", () -> begin(request));
  }

  @Test
  void anEntryThatWasKeptForLaterIsWorthNothing() {
    ReleaseRequest request = LoggedRequest.open(bench, bench.carriers());
    bench.node.advanceTime(Duration.ofSeconds(700));
    Refused.with(ErrorCode.INTEGRITY, 5, "older than 600 seconds", () -> begin(request));
  }

  @Test
  void theStewardClosesAReleaseThatFails() {
    String sql = bench.carriers();
    List<String> meanwhile = new ArrayList<>();
    Refused.with(
        ErrorCode.INTEGRITY,
        5,
        "not awaited",
        () ->
            bench.ask(
                sql,
                Purpose.HMB,
                bench.researcher,
                new Interference() {
                  @Override
                  public SampleSink between(SampleSink steward) {
                    return batch -> {
                      try {
                        steward.accept(batch);
                        steward.accept(batch);
                      } finally {
                        meanwhile.addAll(bench.log());
                      }
                    };
                  }
                }));
    assertEquals(List.of("INTEGRITY"), meanwhile);
  }

  @Test
  void aFreezeAfterTheEntryStopsItsRelease() throws Exception {
    ReleaseRequest request = LoggedRequest.open(bench, bench.carriers());
    bench.ledger.datasets().freeze(bench.custodian, bench.id, Bytes32.ZERO);
    Refused.with(ErrorCode.INTEGRITY, 5, "is frozen", () -> begin(request));
    bench.ledger.datasets().unfreeze(bench.custodian, bench.id);
    begin(request);
  }

  @Test
  void aFreezeWhileTheEngineComputesStopsTheAnswer() {
    String sql = bench.carriers();
    Refused.with(
        ErrorCode.INTEGRITY,
        5,
        "is frozen",
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
                      bench.ledger.datasets().freeze(bench.custodian, bench.id, Bytes32.ZERO);
                    };
                  }
                }));
    assertEquals(List.of("INTEGRITY"), bench.log());
  }

  @Test
  void aFreezeThatTheLedgerWasNotToldOfStandsUntilTheCustodianLiftsIt() throws Exception {
    Path note = home.resolve("steward/frozen").resolve(bench.name);
    Files.createDirectories(note.getParent());
    Files.writeString(note, "pending: release 0 of block 0 is out of its range");
    String sql = bench.carriers();
    Refused.with(
        ErrorCode.INTEGRITY, 5, "is frozen", () -> bench.ask(sql, Purpose.HMB, bench.researcher));
    // The ledger knows by now.
    Refused.with(
        ErrorCode.INTEGRITY, 5, "is frozen", () -> bench.ask(sql, Purpose.HMB, bench.researcher));
    bench.ledger.datasets().unfreeze(bench.custodian, bench.id);
    bench.ask(sql, Purpose.HMB, bench.researcher);
    assertFalse(Files.exists(note));
    assertFalse(Steward.thaw(home, bench.name));
  }

  @Test
  void aLogEntryWithoutItsRequestersSignature() {
    QueryEntry entry =
        new QueryEntry(
            Bytes32.keccak("some hash"),
            bench.id,
            Purpose.HMB,
            List.of(),
            Bytes32.ZERO,
            bench.researcher.address());
    try (Account forger = Account.generate()) {
      SignedQuery own =
          bench
              .ledger
              .queryLog()
              .sign(
                  new QueryEntry(
                      entry.queryHash(),
                      entry.dataset(),
                      entry.purpose(),
                      entry.scope(),
                      entry.consentDigest(),
                      forger.address()),
                  deadline(),
                  forger);
      SignedQuery forged = new SignedQuery(entry, own.deadline(), own.signature());
      assertThrows(LedgerException.Reverted.class, () -> bench.ledger.queryLog().open(forged));
      Refused.with(
          ErrorCode.LEDGER,
          6,
          "BadSigner",
          () -> Failures.typed(() -> bench.ledger.queryLog().open(forged)));
    }
    assertEquals(List.of(), bench.log());
  }

  private long deadline() {
    return bench.ledger.head().deadline(Duration.ofHours(1));
  }

  private byte[] bytes(String sql) {
    return PlanJson.write(bench.plan(sql));
  }

  private void begin(ReleaseRequest request) throws Exception {
    LoggedRequest.begin(home, bench.name, bench.id, bench.stewardLedger, request);
  }
}
