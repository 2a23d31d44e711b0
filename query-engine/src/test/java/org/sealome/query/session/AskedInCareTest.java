// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sealome.query.session.Bench.COMMON;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.he.Profile;
import org.sealome.he.SampleBuffer;
import org.sealome.ledger.Purpose;
import org.sealome.query.ErrorCode;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.circuit.BlindingBatch;
import org.sealome.query.circuit.SampleBatch;
import org.sealome.query.circuit.SampleSink;
import org.sealome.query.ingest.CommitScope;
import org.sealome.zk.commit.Scalar;

/** One patient's yes or no, by an engine that would have another's. */
class AskedInCareTest {
  /** The first five are missing, the next 20 HET, the next 8 HOM, the others REF. */
  private static final String CARRIER = "P010";

  private static final String NO_CARRIER = "P050";

  @TempDir Path home;
  private Bench bench;

  @BeforeEach
  void build() {
    bench = new Bench(home, "cohort", DisclosurePolicy.ofMinCell(5), new CommitScope.Everything());
    bench.grant(Purpose.CC);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private static String about(String patient) {
    return "SELECT SUM(CASE WHEN dosage IS NULL THEN 2 WHEN dosage >= 1 THEN 1 ELSE 0 END)"
        + " FROM genotypes WHERE variant_id = '"
        + COMMON
        + "' AND sample_id = '"
        + patient
        + "'";
  }

  private Object ask(String patient, Interference engine) {
    return bench
        .askPlanned(about(patient), Purpose.CC, bench.clinician, engine)
        .answer()
        .rows()
        .get(0)
        .get(0);
  }

  /** Keeps what the honest engine sends, or sends what was kept of another question. */
  private static final class Swap implements Interference {
    private final List<byte[]> samples = new ArrayList<>();
    private final List<Scalar> halves = new ArrayList<>();
    private boolean sampleToo;
    private boolean blindingToo;

    @Override
    public SampleSink between(SampleSink steward) {
      return batch -> {
        if (!sampleToo) {
          for (int i = 0; i < batch.samples().count(); i++) {
            samples.add(batch.samples().toBytes(i));
          }
          steward.accept(batch);
          return;
        }
        try (SampleBuffer others = new SampleBuffer(Profile.SMALL)) {
          samples.forEach(others::append);
          steward.accept(
              new SampleBatch(batch.queryHash(), batch.block(), batch.releases(), others));
        }
      };
    }

    @Override
    public BlindingBatch between(BlindingBatch honest) {
      if (!blindingToo) {
        halves.addAll(honest.halves());
        return honest;
      }
      return new BlindingBatch(honest.queryHash(), honest.releases(), List.copyOf(halves));
    }
  }

  private void caught(boolean samples, boolean blindings) {
    Swap engine = new Swap();
    assertEquals(0L, ask(NO_CARRIER, engine));
    engine.sampleToo = samples;
    engine.blindingToo = blindings;
    List<String> before = bench.log();
    Refused.with(
        ErrorCode.INTEGRITY, 5, "does not open the commitments", () -> ask(CARRIER, engine));
    assertEquals(List.of("INTEGRITY"), bench.loggedSince(before));
    Refused.with(ErrorCode.INTEGRITY, 5, "is frozen", () -> ask(CARRIER, Interference.NONE));
    bench.ledger.datasets().unfreeze(bench.custodian, bench.id);
    assertEquals(1L, ask(CARRIER, Interference.NONE));
  }

  @Test
  void anotherPatientsValue() {
    caught(true, false);
  }

  @Test
  void anotherPatientsValueAndBlinding() {
    caught(true, true);
  }

  @Test
  void anotherPatientsBlinding() {
    caught(false, true);
  }
}
