// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.session.Bench.COMMON;
import static org.sealome.query.session.Bench.PATIENTS;
import static org.sealome.query.session.Bench.RARE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.Account;
import org.sealome.ledger.Audience;
import org.sealome.ledger.ConsentTerms;
import org.sealome.ledger.LogEntry;
import org.sealome.ledger.LogFilter;
import org.sealome.ledger.Purpose;
import org.sealome.query.ErrorCode;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.consent.ScopeSecret;
import org.sealome.query.steward.PlanSketch;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.Scope;
import org.sealome.zk.plan.SqlType;

/** Answers, what consent makes of them, and what is logged. */
class QuerySessionTest {
  @TempDir static Path home;
  private static Bench bench;
  private List<String> before;

  @BeforeAll
  static void build() {
    bench = new Bench(home, "cohort", DisclosurePolicy.ofMinCell(1));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void everybodyConsents() {
    bench.revoke(0, PATIENTS);
    bench.grant(Purpose.HMB);
    before = bench.log();
  }

  private static List<List<Object>> rows(String sql) {
    return bench.ask(sql, Purpose.HMB, bench.researcher).answer().rows();
  }

  @Test
  void anAnswerIsExactAndLogged() {
    PlanSketch sketch = bench.sketch();
    sketch.carriers(COMMON, sketch.everybody());
    sketch.alleles(COMMON, sketch.everybody());
    sketch.missing(COMMON, sketch.everybody());
    sketch.reference(COMMON, PlanSketch.range(0, 40));
    sketch.carriers(RARE, sketch.everybody());
    assertEquals(
        List.of(List.of(28L, 36L, 5L, 7L, 3L)), rows(bench.statement("five figures", sketch)));
    assertEquals(List.of("ANSWERED"), bench.loggedSince(before));
  }

  @Test
  void theReceiptStandsBehindTheLogEntry() {
    QueryOutcome outcome = bench.ask(bench.carriers(), Purpose.HMB, bench.researcher);
    assertTrue(outcome.receipt().document().isSigned());
    List<LogEntry> entries = bench.ledger.queryLog().entries(LogFilter.ALL);
    LogEntry entry = entries.get(entries.size() - 1);
    assertEquals(entry.entry().queryHash(), outcome.receipt().queryHash());
    assertEquals(outcome.receipt().digest(), entry.closing().orElseThrow().receiptHash());
    assertEquals(entry.transaction(), outcome.receipt().openTransaction());
    assertTrue(outcome.timings().total() > 0);
  }

  @Test
  void onlyWhoConsentsIsCounted() {
    bench.revoke(0, 15);
    assertEquals(List.of(List.of(18L)), rows(bench.carriers()));
  }

  @Test
  void severalQueriesOfOneSession() {
    String all = bench.carriers();
    String some = bench.carriers(PlanSketch.range(0, 10));
    try (Dataset dataset = Dataset.open(home, bench.name);
        QuerySession session = bench.session(dataset, Interference.NONE)) {
      List<Object> counts = new ArrayList<>();
      for (String sql : List.of(all, some, all)) {
        counts.add(
            session.answer(sql, Purpose.HMB, bench.researcher).answer().rows().get(0).get(0));
      }
      assertEquals(List.of(28L, 5L, 28L), counts);
      assertEquals(List.of(), session.awaitClosings());
    }
    assertEquals(List.of("ANSWERED", "ANSWERED", "ANSWERED"), bench.loggedSince(before));
  }

  @Test
  void withoutConsentThereIsNoAnswer() {
    bench.revoke(0, PATIENTS);
    String sql = bench.carriers();
    Refused.with(
        ErrorCode.CONSENT,
        3,
        "nobody in cohort consents to HMB",
        () -> bench.ask(sql, Purpose.HMB, bench.researcher));
    assertEquals(List.of("CONSENT"), bench.loggedSince(before));
  }

  @Test
  void anotherPurposeIsAnotherConsent() {
    String sql = bench.carriers();
    Refused.with(
        ErrorCode.CONSENT,
        3,
        "consents to POA",
        () -> bench.ask(sql, Purpose.POA, bench.researcher));
  }

  @Test
  void consentForOneRequesterIsForNobodyElse() {
    bench.revoke(0, PATIENTS);
    bench.grant(
        new ConsentTerms(
            Purpose.HMB, Audience.requester(bench.clinician.address()), List.of(), null, null),
        0,
        PATIENTS);
    String sql = bench.carriers();
    Refused.with(
        ErrorCode.CONSENT, 3, "nobody", () -> bench.ask(sql, Purpose.HMB, bench.researcher));
    assertEquals(28L, bench.ask(sql, Purpose.HMB, bench.clinician).answer().rows().get(0).get(0));
  }

  @Test
  void clinicalCareIsForClinicians() {
    bench.grant(Purpose.CC);
    String sql = bench.carriers();
    Refused.with(
        ErrorCode.CONSENT,
        3,
        "not entitled to ask under CC",
        () -> bench.ask(sql, Purpose.CC, bench.researcher));
    assertEquals(List.of("CONSENT"), bench.loggedSince(before));
    assertEquals(28L, bench.ask(sql, Purpose.CC, bench.clinician).answer().rows().get(0).get(0));
  }

  @Test
  void aStrangerIsNotEntitled() {
    String sql = bench.carriers();
    try (Account stranger = Account.generate()) {
      Refused.with(
          ErrorCode.CONSENT, 3, "not entitled", () -> bench.ask(sql, Purpose.HMB, stranger));
    }
  }

  @Test
  void aScopeCountsWhereItCoversTheQuestion() {
    bench.revoke(0, PATIENTS);
    ScopeSecret secret = ScopeSecret.load(home, "custodian", bench.name);
    bench.grant(
        new ConsentTerms(Purpose.HMB, Audience.ANYONE, List.of(secret.gene("ALPHA")), null, null),
        0,
        PATIENTS);
    PlanSketch alpha = bench.sketch();
    alpha.carriers(COMMON, alpha.everybody());
    PlanSketch beta = bench.sketch();
    beta.carriers(RARE, beta.everybody());
    assertEquals(List.of(List.of(28L)), rows(bench.statement("alpha", alpha, "ALPHA")));
    String asked = bench.statement("beta", beta, "BETA");
    Refused.with(
        ErrorCode.CONSENT, 3, "on BETA", () -> bench.ask(asked, Purpose.HMB, bench.researcher));
    String unscoped = bench.carriers();
    Refused.with(
        ErrorCode.CONSENT,
        3,
        "on the whole genome",
        () -> bench.ask(unscoped, Purpose.HMB, bench.researcher));
  }

  @Test
  void consentExpires() {
    bench.revoke(0, PATIENTS);
    LocalDate today =
        LocalDate.ofInstant(Instant.ofEpochSecond(bench.ledger.head().timestamp()), ZoneOffset.UTC);
    bench.grant(
        new ConsentTerms(Purpose.HMB, Audience.ANYONE, List.of(), null, today.plusDays(2)),
        0,
        PATIENTS);
    assertEquals(List.of(List.of(28L)), rows(bench.carriers()));
    bench.node.advanceTime(java.time.Duration.ofDays(3));
    bench
        .ledger
        .credentials()
        .attest(bench.custodian, bench.clinician.address(), org.sealome.ledger.Role.CLINICIAN);
    String sql = bench.carriers();
    Refused.with(
        ErrorCode.CONSENT, 3, "nobody", () -> bench.ask(sql, Purpose.HMB, bench.researcher));
  }

  @Test
  void aWithdrawalBetweenPlanAndLogSupersedes() {
    AtomicInteger attempts = new AtomicInteger();
    QueryOutcome outcome =
        bench.ask(
            bench.carriers(),
            Purpose.HMB,
            bench.researcher,
            new Interference() {
              @Override
              public void beforeOpen() {
                if (attempts.getAndIncrement() == 0) {
                  bench.revoke(10, 15);
                }
              }
            });
    assertEquals(23L, outcome.answer().rows().get(0).get(0));
    assertEquals(2, attempts.get());
    assertEquals(List.of("SUPERSEDED", "ANSWERED"), bench.loggedSince(before));
  }

  @Test
  void aWithdrawalOfEverybodyLeavesNoAnswer() {
    String sql = bench.carriers();
    Refused.with(
        ErrorCode.CONSENT,
        3,
        "nobody",
        () ->
            bench.ask(
                sql,
                Purpose.HMB,
                bench.researcher,
                new Interference() {
                  @Override
                  public void beforeOpen() {
                    bench.revoke(0, PATIENTS);
                  }
                }));
    assertEquals(List.of("SUPERSEDED", "CONSENT"), bench.loggedSince(before));
  }

  @Test
  void consentThatKeepsChangingIsRefused() {
    AtomicInteger attempts = new AtomicInteger();
    String sql = bench.carriers();
    Refused.with(
        ErrorCode.CONSENT,
        3,
        "consent is changing",
        () ->
            bench.ask(
                sql,
                Purpose.HMB,
                bench.researcher,
                new Interference() {
                  @Override
                  public void beforeOpen() {
                    int next = attempts.getAndIncrement();
                    bench.revoke(next, next + 1);
                  }
                }));
    assertEquals(3, attempts.get());
    assertEquals(List.of("SUPERSEDED", "SUPERSEDED", "CONSENT"), bench.loggedSince(before));
  }

  @Test
  void aWithdrawalAfterTheLogActsOnTheNextQuery() {
    QueryOutcome outcome =
        bench.ask(
            bench.carriers(),
            Purpose.HMB,
            bench.researcher,
            new Interference() {
              @Override
              public void beforeRelease() {
                bench.revoke(0, 15);
              }
            });
    assertEquals(28L, outcome.answer().rows().get(0).get(0));
    assertEquals(List.of(List.of(18L)), rows(bench.carriers()));
  }

  @Test
  void publicMetadataNeedNobodysConsentAndAreLogged() {
    bench.revoke(0, PATIENTS);
    Rest rest =
        new Rest.Table(
            List.of(new Column("n", SqlType.BIGINT)),
            List.of(new Rest.Row(List.of(new Expr.Literal(2L, SqlType.BIGINT)), null)));
    String sql =
        bench.statement(
            new Plan(
                "SELECT COUNT(*) FROM variants",
                bench.name,
                Scope.UNSCOPED,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                rest,
                null));
    assertEquals(List.of(List.of(2L)), rows(sql));
    assertEquals(List.of("ANSWERED"), bench.loggedSince(before));
  }

  @Test
  void whatIsRefusedAfterParsingIsLogged() {
    try (Dataset dataset = Dataset.open(home, bench.name);
        QuerySession session =
            QuerySession.open(
                bench.config(),
                dataset,
                sql -> {
                  throw new org.sealome.query.SealomeException(
                      sql.contains("dosage") ? ErrorCode.PRIVACY : ErrorCode.USAGE,
                      "no: " + sql,
                      null);
                })) {
      Refused.with(
          ErrorCode.PRIVACY,
          4,
          "no: SELECT dosage",
          () -> session.answer("SELECT dosage", Purpose.HMB, bench.researcher));
      assertEquals(List.of("PRIVACY"), bench.loggedSince(before));
      Refused.with(
          ErrorCode.USAGE,
          2,
          "no: SELEKT",
          () -> session.answer("SELEKT", Purpose.HMB, bench.researcher));
      assertEquals(List.of("PRIVACY"), bench.loggedSince(before));
    }
  }

  @Test
  void withoutTheStewardThereIsNoAnswer() throws IOException {
    String sql = bench.carriers();
    Path away = home.resolve("steward.away");
    Files.move(home.resolve("steward"), away);
    try {
      Refused.with(
          ErrorCode.USAGE,
          2,
          "the steward is not here",
          () -> bench.ask(sql, Purpose.HMB, bench.researcher));
    } finally {
      Files.move(away, home.resolve("steward"));
    }
    assertEquals(List.of(), bench.loggedSince(before));
    assertEquals(List.of(List.of(28L)), rows(sql));
  }

  @Test
  void theEnginesFolderHoldsNoSecretKey() throws IOException {
    byte[] secret = Files.readAllBytes(home.resolve("steward/keys/cohort/SMALL/secret.key"));
    byte[] piece = Arrays.copyOfRange(secret, secret.length / 2, secret.length / 2 + 64);
    try (var files = Files.walk(home.resolve("engine"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String hay =
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertTrue(
            !hay.contains(new String(piece, java.nio.charset.StandardCharsets.ISO_8859_1)),
            file.toString());
      }
    }
  }
}
