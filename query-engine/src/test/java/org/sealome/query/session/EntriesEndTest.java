// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.Account;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.LogEntry;
import org.sealome.ledger.LogFilter;
import org.sealome.ledger.Outcome;
import org.sealome.ledger.Purpose;
import org.sealome.ledger.QueryEntry;
import org.sealome.ledger.QueryLog;
import org.sealome.ledger.Role;
import org.sealome.ledger.SignedQuery;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.circuit.SampleSink;
import org.sealome.query.consent.ConsentMask;
import org.sealome.query.consent.ScopeSecret;
import org.sealome.query.consent.SubjectKeys;
import org.sealome.query.receipt.Receipt;
import org.sealome.query.steward.PlanSketch;
import org.sealome.query.steward.Release;
import org.sealome.query.steward.ReleaseRequest;
import org.sealome.query.steward.ReleasedAnswer;
import org.sealome.query.steward.Steward;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.PlanJson;

/** How log entries end, where an engine or somebody on the network would have it otherwise. */
class EntriesEndTest {
  @TempDir static Path home;
  private static Bench bench;
  private static Account other;

  @BeforeAll
  static void build() {
    bench = new Bench(home, "cohort", DisclosurePolicy.ofMinCell(1));
    bench.grant(Purpose.CC);
    bench.grant(Purpose.HMB);
    other = Account.generate();
    bench.ledger.credentials().attest(bench.custodian, other.address(), Role.CLINICIAN);
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  private static LogEntry.Closing last() {
    return bench.ledger.queryLog().entries(LogFilter.ALL).getLast().closing().orElseThrow();
  }

  private static Bytes32 lastHash() {
    return bench.ledger.queryLog().entries(LogFilter.ALL).getLast().entry().queryHash();
  }

  /** An engine that sends nothing: the steward gives up after it has begun. */
  private static final Interference SILENT =
      new Interference() {
        @Override
        public SampleSink between(SampleSink steward) {
          return batch -> {};
        }
      };

  @Test
  void whatTheStewardGivesUpIsInHerHistoryToo() {
    String aboutHer = bench.carriers(PlanSketch.range(30, 31));
    Refused.with(
        ErrorCode.INTEGRITY,
        5,
        "left out",
        () -> bench.ask(aboutHer, Purpose.CC, bench.clinician, SILENT));
    assertEquals(Outcome.INTEGRITY, last().outcome());
    SubjectKeys keys = SubjectKeys.ofPatients(home, bench.name);
    assertEquals(keys.tag(30, lastHash()), last().subjectTag());
    Refused.with(
        ErrorCode.INTEGRITY,
        5,
        "left out",
        () -> bench.ask(bench.carriers(), Purpose.HMB, bench.researcher, SILENT));
    assertEquals(Bytes32.ZERO, last().subjectTag());
  }

  /** At the steward's desk, without an honest engine. */
  private interface AtTheDesk {
    void with(Parts parts, Target target) throws Exception;
  }

  private static void atTheDesk(AtTheDesk what) throws Exception {
    try (Dataset dataset = Dataset.open(home, bench.name);
        Steward steward = Steward.open(home)) {
      Target target = Target.of(dataset, bench.id, SqlPlanner.of(dataset));
      try (Parts parts = Parts.load(bench.config(), target, steward)) {
        what.with(parts, target);
      }
    }
  }

  @Test
  void nobodyLearnsWhomAQuestionIsAboutByRefusingItInHisOwnName() throws Exception {
    Receipt hers =
        bench.ask(bench.carriers(PlanSketch.range(40, 41)), Purpose.CC, bench.clinician).receipt();
    Bytes32 tag = last().subjectTag();
    QueryLog log = bench.ledger.queryLog();
    QueryEntry seen = log.entries(LogFilter.ALL).getLast().entry();
    QueryEntry own =
        new QueryEntry(
            seen.queryHash(),
            seen.dataset(),
            seen.purpose(),
            seen.scope(),
            seen.consentDigest(),
            other.address());
    log.open(log.sign(own, bench.ledger.head().timestamp() + 600, other));
    atTheDesk(
        (parts, target) -> {
          // Even with her clinician's own plan and salt.
          ReleaseRequest request =
              new ReleaseRequest(
                  hers.document().query().plan(), hers.salt(), own.queryHash(), other.address());
          SealomeException used =
              assertThrows(
                  SealomeException.class, () -> parts.desk().refuse(request, Outcome.CONSENT));
          assertTrue(used.getMessage().contains("begun before"), used.getMessage());
        });
    assertNotEquals(tag, Bytes32.ZERO);
    assertTrue(log.entry(own.queryHash(), other.address()).orElseThrow().closing().isEmpty());

    // A hash that was never answered, seen on its way.
    QueryEntry guess =
        new QueryEntry(
            Bytes32.keccak("seen"),
            seen.dataset(),
            seen.purpose(),
            seen.scope(),
            seen.consentDigest(),
            other.address());
    log.open(log.sign(guess, bench.ledger.head().timestamp() + 600, other));
    atTheDesk(
        (parts, target) ->
            parts
                .desk()
                .refuse(
                    new ReleaseRequest(
                        hers.document().query().plan(),
                        hers.salt(),
                        guess.queryHash(),
                        other.address()),
                    Outcome.CONSENT));
    assertEquals(Bytes32.ZERO, last().subjectTag());
  }

  private static ReleaseRequest logged(Target target, String sql) {
    Plan plan = target.planner().plan(sql);
    BlockRef head = bench.ledger.head();
    Draft draft =
        Draft.of(
            target,
            ScopeSecret.load(home, "engine", bench.name),
            PlanJson.write(plan),
            plan,
            ConsentMask.nobody(head),
            Purpose.HMB,
            bench.researcher);
    QueryLog log = bench.ledger.queryLog();
    log.open(log.sign(draft.entry(), head.timestamp() + 600, bench.researcher));
    return draft.request();
  }

  @Test
  void anAnswerIsNotClosedAsARefusal() throws Exception {
    atTheDesk(
        (parts, target) -> {
          ReleaseRequest request = logged(target, "SELECT COUNT(*) FROM variants");
          ReleasedAnswer answer = parts.desk().begin(request).finish();
          SealomeException refused =
              assertThrows(
                  SealomeException.class, () -> parts.desk().refuse(request, Outcome.CONSENT));
          assertEquals(ErrorCode.INTEGRITY, refused.code());
          // Nor by another process of the steward's.
          atTheDesk(
              (others, same) ->
                  assertThrows(
                      SealomeException.class,
                      () -> others.desk().refuse(request, Outcome.CONSENT)));
          parts.desk().closeAnswered(answer);
        });
    assertEquals(Outcome.ANSWERED, last().outcome());
  }

  @Test
  void whatWasClosedAsARefusalIsNotAnswered() throws Exception {
    atTheDesk(
        (parts, target) -> {
          ReleaseRequest request = logged(target, "SELECT COUNT(*) FROM variants");
          Release release = parts.desk().begin(request);
          parts.desk().refuse(request, Outcome.CONSENT);
          SealomeException refused = assertThrows(SealomeException.class, release::finish);
          assertTrue(refused.getMessage().contains("closed meanwhile"), refused.getMessage());
          assertThrows(SealomeException.class, () -> parts.desk().begin(request));
        });
    assertEquals(Outcome.CONSENT, last().outcome());
  }

  @Test
  void whoBringsAnothersQueryFirstOnlyDoesHisWork() {
    List<String> before = bench.log();
    Interference hasty =
        new Interference() {
          @Override
          public void onItsWay(SignedQuery query) {
            bench.stewardLedger.queryLog().open(query);
          }
        };
    assertEquals(
        List.of(List.of(28L)),
        bench.ask(bench.carriers(), Purpose.HMB, bench.researcher, hasty).answer().rows());
    assertEquals(List.of("ANSWERED"), bench.loggedSince(before));
  }
}
