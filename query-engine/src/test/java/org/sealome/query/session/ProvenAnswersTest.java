// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.session.Bench.COMMON;
import static org.sealome.query.session.Bench.RARE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.he.Profile;
import org.sealome.he.SampleBuffer;
import org.sealome.ledger.Purpose;
import org.sealome.query.ErrorCode;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.circuit.BlindingBatch;
import org.sealome.query.circuit.SampleBatch;
import org.sealome.query.circuit.SampleSink;
import org.sealome.query.ingest.CommitScope;
import org.sealome.query.receipt.Attachment;
import org.sealome.query.receipt.Receipt;
import org.sealome.query.steward.PlanSketch;
import org.sealome.query.store.BlindingFile;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.plan.ColumnIntegrity;
import org.sealome.zk.receipt.Finding;
import org.sealome.zk.receipt.ReceiptDocument;
import org.sealome.zk.receipt.ReceiptFiles;
import org.sealome.zk.receipt.ReceiptVerifier;

/** Answers that prove themselves, and an engine that would have others proven. */
class ProvenAnswersTest {
  @TempDir Path home;
  @TempDir Path beside;
  private Bench bench;

  @BeforeEach
  void build() {
    bench = new Bench(home, "cohort", DisclosurePolicy.ofMinCell(1), new CommitScope.Everything());
    bench.grant(Purpose.HMB);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private QueryOutcome ask(String sql) {
    return bench.ask(sql, Purpose.HMB, bench.researcher);
  }

  /** Claims that failed; as somebody who has nothing but the receipt and its folder. */
  private List<String> failures(Receipt receipt) throws IOException {
    for (Attachment file : receipt.attachments()) {
      Path to = beside.resolve(file.name());
      switch (file) {
        case Attachment.Content content -> Files.write(to, content.bytes());
        case Attachment.Stored stored -> Files.write(to, Files.readAllBytes(stored.file()));
      }
    }
    byte[] anchor = receipt.document().dataset().anchor();
    return ReceiptVerifier.verify(
            ReceiptDocument.read(receipt.document().toBytes()),
            new ReceiptFiles(beside),
            anchor,
            false)
        .stream()
        .filter(f -> f.status() == Finding.Status.FAILED)
        .map(Finding::claim)
        .toList();
  }

  @Test
  void countsAndSumsAreProven() throws IOException {
    PlanSketch sketch = bench.sketch();
    sketch.carriers(COMMON, sketch.everybody());
    sketch.alleles(COMMON, sketch.everybody());
    sketch.missing(COMMON, sketch.everybody());
    sketch.reference(COMMON, PlanSketch.range(0, 40));
    sketch.carriers(RARE, sketch.everybody());
    bench.revoke(7, 9);
    QueryOutcome outcome = ask(bench.statement("five figures", sketch));
    assertEquals(List.of(List.of(26L, 34L, 5L, 7L, 3L)), outcome.answer().rows());
    ReceiptDocument receipt = outcome.receipt().document();
    assertTrue(receipt.integrity().stream().allMatch(ColumnIntegrity::isProven));
    assertEquals(5, receipt.proof().openings().size());
    assertEquals(2, receipt.proof().columns().size());
    assertEquals(4, outcome.receipt().attachments().size());
    assertEquals(List.of(), failures(outcome.receipt()));
  }

  @Test
  void onePatientNeedsNoColumn() throws IOException {
    BitSet one = new BitSet();
    one.set(9);
    QueryOutcome outcome = ask(bench.carriers(one));
    assertEquals(1, outcome.receipt().document().proof().leaves().size());
    assertEquals(2, outcome.receipt().attachments().size());
    assertEquals(List.of(), failures(outcome.receipt()));
  }

  /** Sent in the place of what the honest engine would send. */
  private void caught(String message, boolean attack, Interference engine) {
    List<String> before = bench.log();
    Refused.with(
        ErrorCode.INTEGRITY,
        5,
        message,
        () -> bench.ask(bench.carriers(), Purpose.HMB, bench.researcher, engine));
    assertEquals(List.of("INTEGRITY"), bench.loggedSince(before));
    if (attack) {
      Refused.with(ErrorCode.INTEGRITY, 5, "is frozen", () -> ask(bench.carriers()));
      bench.ledger.datasets().unfreeze(bench.custodian, bench.id);
    }
    assertEquals(28L, ask(bench.carriers()).answer().rows().get(0).get(0));
  }

  /** What the honest engine sends for a statement. */
  private List<byte[]> samplesOf(String sql) {
    List<byte[]> kept = new ArrayList<>();
    bench.ask(
        sql,
        Purpose.HMB,
        bench.researcher,
        new Interference() {
          @Override
          public SampleSink between(SampleSink steward) {
            return batch -> {
              for (int i = 0; i < batch.samples().count(); i++) {
                kept.add(batch.samples().toBytes(i));
              }
              steward.accept(batch);
            };
          }
        });
    return kept;
  }

  /** Sends these instead, under the name of what is asked. */
  private static Interference instead(List<byte[]> samples) {
    return new Interference() {
      @Override
      public SampleSink between(SampleSink steward) {
        return batch -> {
          try (SampleBuffer others = new SampleBuffer(Profile.SMALL)) {
            for (int i = 0; i < batch.samples().count(); i++) {
              others.append(samples.get(i % samples.size()));
            }
            steward.accept(
                new SampleBatch(batch.queryHash(), batch.block(), batch.releases(), others));
          }
        };
      }
    };
  }

  private void caughtWithSamplesOf(String other) {
    caught("the dataset is frozen", true, instead(samplesOf(other)));
  }

  @Test
  void aSampleOfAnotherQuery() {
    PlanSketch missing = bench.sketch();
    missing.missing(COMMON, missing.everybody());
    caughtWithSamplesOf(bench.statement("missing", missing));
  }

  @Test
  void aSampleOfOnePatientAlone() {
    BitSet one = new BitSet();
    one.set(9);
    caughtWithSamplesOf(bench.carriers(one));
  }

  @Test
  void aSampleOfAnotherVariant() {
    PlanSketch rare = bench.sketch();
    rare.carriers(RARE, rare.everybody());
    caughtWithSamplesOf(bench.statement("rare", rare));
  }

  @Test
  void aSampleOverThoseWhoConsentedBefore() {
    List<byte[]> before = samplesOf(bench.carriers());
    bench.revoke(7, 9);
    Refused.with(
        ErrorCode.INTEGRITY,
        5,
        "does not open the commitments",
        () -> bench.ask(bench.carriers(), Purpose.HMB, bench.researcher, instead(before)));
    Refused.with(ErrorCode.INTEGRITY, 5, "is frozen", () -> ask(bench.carriers()));
  }

  private static Interference blindings(java.util.function.UnaryOperator<BlindingBatch> sent) {
    return new Interference() {
      @Override
      public BlindingBatch between(BlindingBatch honest) {
        return sent.apply(honest);
      }
    };
  }

  @Test
  void anotherBlinding() {
    caught(
        "does not open the commitments",
        true,
        blindings(
            b ->
                new BlindingBatch(
                    b.queryHash(),
                    b.releases(),
                    b.halves().stream().map(h -> h.plus(Scalar.ONE)).toList())));
  }

  @Test
  void noBlinding() {
    caught("left out the blinding", false, blindings(b -> null));
  }

  /**
   * Not even one of two: the other's sample would be decrypted, and whether it is in range told.
   */
  @Test
  void nothingIsDecryptedBeforeAllBlindings() {
    PlanSketch two = bench.sketch();
    two.carriers(COMMON, two.everybody());
    two.missing(COMMON, two.everybody());
    String sql = bench.statement("two figures", two);
    List<byte[]> others = samplesOf(bench.carriers());
    List<Integer> accepted = new ArrayList<>();
    Interference engine =
        new Interference() {
          @Override
          public SampleSink between(SampleSink steward) {
            return batch -> {
              instead(others).between(steward).accept(batch);
              accepted.add(batch.releases().length);
            };
          }

          @Override
          public BlindingBatch between(BlindingBatch honest) {
            return new BlindingBatch(
                honest.queryHash(),
                java.util.Arrays.copyOf(honest.releases(), 1),
                honest.halves().subList(0, 1));
          }
        };
    Refused.with(
        ErrorCode.INTEGRITY,
        5,
        "left out the blinding",
        () -> bench.ask(sql, Purpose.HMB, bench.researcher, engine));
    assertEquals(List.of(), accepted);
    assertEquals(28L, ask(bench.carriers()).answer().rows().get(0).get(0));
  }

  @Test
  void aSampleThatDoesNotOpenFreezesBeforeTheNextIsSent() {
    PlanSketch missing = bench.sketch();
    missing.missing(COMMON, missing.everybody());
    List<byte[]> others = samplesOf(bench.statement("missing", missing));
    List<Integer> accepted = new ArrayList<>();
    Refused.with(
        ErrorCode.INTEGRITY,
        5,
        "the dataset is frozen",
        () ->
            bench.ask(
                bench.carriers(),
                Purpose.HMB,
                bench.researcher,
                new Interference() {
                  @Override
                  public SampleSink between(SampleSink steward) {
                    return batch -> {
                      instead(others).between(steward).accept(batch);
                      accepted.add(batch.block());
                    };
                  }
                }));
    assertEquals(List.of(), accepted);
  }

  @Test
  void aBlindingTwiceOrOfAnotherQuery() {
    caught(
        "of another query",
        false,
        blindings(b -> new BlindingBatch(new byte[32], b.releases(), b.halves())));
    caught(
        "not called for",
        false,
        blindings(b -> new BlindingBatch(b.queryHash(), new int[] {9}, b.halves().subList(0, 1))));
  }

  @Test
  void aDestroyedKeyIsNoAttack() {
    String sql = bench.carriers();
    assertEquals(28L, ask(sql).answer().rows().get(0).get(0));
    try (Dataset dataset = Dataset.open(home, bench.name)) {
      DatasetManifest manifest = dataset.manifest();
      BlindingFile.steward(home, bench.name, manifest.datasetId(), manifest.version()).erase(9);
    }
    Refused.with(ErrorCode.INTEGRITY, 5, "is destroyed", () -> ask(sql));
    Refused.with(ErrorCode.INTEGRITY, 5, "is destroyed", () -> ask(sql));
    bench.revoke(9, 10);
    assertEquals(27L, ask(sql).answer().rows().get(0).get(0));
  }
}
