// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.session.Bench.COMMON;
import static org.sealome.query.session.Bench.PATIENTS;
import static org.sealome.query.session.Bench.RARE;
import static org.sealome.query.steward.PlanSketch.range;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.Account;
import org.sealome.ledger.Purpose;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.steward.PlanSketch;
import org.sealome.zk.plan.Answer;

/** Disclosure control on the whole path, with the default min cell. */
class DisclosureTest {
  @TempDir static Path home;
  private static Bench bench;

  @BeforeAll
  static void build() {
    bench = new Bench(home, "cohort", DisclosurePolicy.ofMinCell(5));
    bench.grant(Purpose.HMB);
    bench.grant(Purpose.CC);
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  private static Answer ask(String sql, Purpose purpose, Account requester) {
    return bench.ask(sql, purpose, requester).answer();
  }

  @Test
  void aRareVariantsCarriersAreHeldBack() {
    PlanSketch sketch = bench.sketch();
    sketch.carriers(RARE, sketch.everybody());
    sketch.carriers(COMMON, sketch.everybody());
    Answer answer = ask(bench.statement("rare and common", sketch), Purpose.HMB, bench.researcher);
    assertEquals(List.of(Arrays.asList(null, 28L)), answer.rows());
    assertEquals(List.of(new Answer.Position(0, 0)), answer.suppressed());
  }

  @Test
  void aDifferenceIsHeldBackInALaterSessionForTheSameRequesterOnly() {
    assertEquals(
        List.of(List.of(28L)),
        ask(bench.carriers(range(0, PATIENTS)), Purpose.HMB, bench.researcher).rows());
    Answer lessOne = ask(bench.carriers(range(0, PATIENTS - 1)), Purpose.HMB, bench.researcher);
    assertEquals(List.of(new Answer.Position(0, 0)), lessOne.suppressed());
    assertEquals(
        List.of(List.of(28L)),
        ask(bench.carriers(range(0, PATIENTS)), Purpose.HMB, bench.researcher).rows());
    assertTrue(
        ask(bench.carriers(range(0, PATIENTS - 1)), Purpose.HMB, bench.clinician)
            .suppressed()
            .isEmpty());
  }

  @Test
  void oneConsentingPatientUnderClinicalCareIsExempt() {
    Answer answer = ask(bench.carriers(range(6, 7)), Purpose.CC, bench.clinician);
    assertEquals(List.of(List.of(1L)), answer.rows());
    Answer two = ask(bench.carriers(range(6, 8)), Purpose.CC, bench.clinician);
    assertEquals(List.of(new Answer.Position(0, 0)), two.suppressed());
    Answer research = ask(bench.carriers(range(6, 7)), Purpose.HMB, bench.clinician);
    assertEquals(List.of(new Answer.Position(0, 0)), research.suppressed());
  }
}
