// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sealome.ledger.Purpose;
import org.sealome.query.ErrorCode;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.steward.ReleaseRequest;
import org.sealome.zk.plan.Answer;

/**
 * The process that holds engine and steward is killed (SIGKILL) between a query's {@code open} and
 * its {@code close}. The entry stays open, which is the truth: it was asked, and nobody was told.
 */
class EngineKilledTest {
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

  @ParameterizedTest
  @EnumSource(
      value = EngineProcess.Stage.class,
      names = {"LOGGED", "DECRYPTED"})
  void theEntryStaysOpenAndTheNextStartAnswers(EngineProcess.Stage stage) throws Exception {
    String sql = bench.carriers();
    EngineProcess.killedAt(stage, bench, sql, null);
    assertEquals(List.of("OPEN"), bench.log());
    Answer answer = bench.ask(sql, Purpose.HMB, bench.researcher).answer();
    assertEquals(28L, ((Number) answer.rows().getFirst().getFirst()).longValue());
    assertEquals(List.of("OPEN", "ANSWERED"), bench.log());
  }

  /** What was begun is on disk before anything is decrypted, and is never begun again. */
  @Test
  void whatWasBegunIsNotDecryptedAgain() throws Exception {
    String sql = bench.carriers();
    ReleaseRequest request = LoggedRequest.open(bench, sql);
    EngineProcess.killedAt(EngineProcess.Stage.BEGUN, bench, sql, request);
    assertEquals(List.of("OPEN"), bench.log());
    Refused.with(
        ErrorCode.INTEGRITY,
        5,
        "begun before",
        () -> LoggedRequest.begin(home, bench.name, bench.id, bench.stewardLedger, request));
    bench.ask(sql, Purpose.HMB, bench.researcher);
    assertEquals(List.of("OPEN", "ANSWERED"), bench.log());
  }
}
