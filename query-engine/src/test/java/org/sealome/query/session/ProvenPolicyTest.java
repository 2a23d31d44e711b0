// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.session.Bench.COMMON;
import static org.sealome.query.session.Bench.RARE;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.Purpose;
import org.sealome.query.ErrorCode;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.Repetition;
import org.sealome.query.ingest.CommitScope;
import org.sealome.query.steward.PlanSketch;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.receipt.ReceiptDocument;
import org.sealome.zk.receipt.ReceiptDocument.Opening;

/** What a dataset's policy makes of proofs. */
class ProvenPolicyTest {
  @TempDir Path home;

  private Bench bench(DisclosurePolicy policy) {
    Bench bench = new Bench(home, "cohort", policy, new CommitScope.Everything());
    bench.grant(Purpose.HMB);
    return bench;
  }

  @Test
  void onlyWhatIsProvenLeaves() {
    try (Bench bench = bench(new DisclosurePolicy(1, Repetition.OFF, true))) {
      PlanSketch sketch = bench.sketch();
      sketch.carriers(COMMON, sketch.everybody());
      sketch.both(COMMON, RARE, sketch.everybody());
      String mixed = bench.statement("mixed", sketch);
      Refused.with(
          ErrorCode.PRIVACY,
          4,
          "lets only proven answers leave, and column 2",
          () -> bench.ask(mixed, Purpose.HMB, bench.researcher));
      PlanSketch beside = bench.sketch();
      beside.carriers(COMMON, beside.everybody());
      beside.productBeside(COMMON, RARE, beside.everybody());
      String hidden = bench.statement("a product that is not told", beside);
      Refused.with(
          ErrorCode.PRIVACY,
          4,
          "of this one cannot be opened",
          () -> bench.ask(hidden, Purpose.HMB, bench.researcher));
      assertEquals(List.of("PRIVACY", "PRIVACY"), bench.log());
      assertEquals(
          List.of(List.of(28L)),
          bench.ask(bench.carriers(), Purpose.HMB, bench.researcher).answer().rows());
    }
  }

  @Test
  void whatIsSuppressedIsNotOpened() {
    try (Bench bench = bench(DisclosurePolicy.ofMinCell(5))) {
      PlanSketch sketch = bench.sketch();
      sketch.carriers(COMMON, sketch.everybody());
      int few = sketch.carriers(RARE, sketch.everybody());
      QueryOutcome outcome =
          bench.ask(bench.statement("few carriers", sketch), Purpose.HMB, bench.researcher);
      assertEquals(List.of(new Answer.Position(0, 1)), outcome.answer().suppressed());
      ReceiptDocument receipt = outcome.receipt().document();
      assertTrue(receipt.integrity().get(1).isProven());
      assertTrue(receipt.proof().openings().stream().map(Opening::cell).noneMatch(c -> c == few));
      assertEquals(1, receipt.proof().openings().size());
    }
  }
}
