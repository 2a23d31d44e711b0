// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.catalog.ProgressListener;

/** A next version with vacant slots, plane by plane, and one that was interrupted. */
class SeatsTest {
  private static final List<String> FOUR = List.of("A", "B", "C", "D");
  private static final String[] ROWS = {
    "1 10 . A G . . . GT 0/1 1/1 ./. 0/0", "X 30 . G A . . . GT 1 1 0/1 .",
  };

  @TempDir Path folder;

  private IngestRequest request(Path vcf) {
    return IngestRequest.of(folder.resolve("home"), "c", List.of(vcf))
        .withCommitments(new CommitScope.Everything());
  }

  private static Seats without(Dataset dataset, int... slots) {
    BitSet erased = new BitSet();
    Arrays.stream(slots).forEach(erased::set);
    return Seats.of(dataset, erased);
  }

  private Path datasets() {
    return folder.resolve("home/engine/datasets/c");
  }

  @Test
  void aVacantSlotIsZeroInEveryPlaneWhateverTheSourceSaysOfHer() throws Exception {
    Path vcf = ClearCohort.vcf(folder, FOUR, ROWS);
    Seats seats;
    try (ClearCohort first = ClearCohort.ingest(request(vcf), 64)) {
      assertEquals("1/2 2/2 . 0/2", first.genotypes("1-10-A-G"));
      seats = without(first.dataset, 1, 2);
    }
    assertEquals(Arrays.asList("A", null, null, "D"), seats.ids());
    try (ClearCohort next = ClearCohort.ingest(request(vcf).asNextVersion(seats), 64)) {
      assertEquals(2, next.dataset.version());
      // Reference, of ploidy 2: what all zeros read as. In no mask, it is nobody's.
      assertEquals("1/2 0/2 0/2 0/2", next.genotypes("1-10-A-G"));
      assertEquals("1/1 0/2 0/2 .", next.genotypes("X-30-G-A"));
      next.dataset.verify(ProgressListener.NONE);
      next.dataset.verifyProofs(ProgressListener.NONE);
      seats = without(next.dataset, 0);
    }
    assertEquals(Arrays.asList(null, null, null, "D"), seats.ids());
  }

  @Test
  void slotsKeepTheirNumbersWhateverTheOrderInTheSource() throws Exception {
    try (ClearCohort first = ClearCohort.ingest(request(ClearCohort.vcf(folder, FOUR, ROWS)), 64)) {
      Path other =
          ClearCohort.vcf(
              folder,
              "other.vcf",
              List.of("D", "stranger", "A", "C"),
              "1 10 . A G . . . GT 0/0 1/1 0/1 ./.",
              "X 30 . G A . . . GT . 1/1 1 0/1");
      try (ClearCohort next =
          ClearCohort.ingest(request(other).asNextVersion(without(first.dataset, 1)), 64)) {
        assertEquals("1/2 0/2 . 0/2", next.genotypes("1-10-A-G"));
        assertEquals("1/1 0/2 1/2 .", next.genotypes("X-30-G-A"));
      }
    }
  }

  /** A ledger that takes the anchor and does not live to say so. */
  private static final class Lost implements DatasetAnchor {
    private final List<byte[]> anchored = new ArrayList<>();
    private boolean answers;

    @Override
    public void anchor(DatasetManifest manifest, byte[] manifestHash) {
      anchored.add(manifestHash);
      if (!answers) {
        throw new SealomeException(ErrorCode.LEDGER, "the node does not answer", null);
      }
    }

    @Override
    public boolean anchored(DatasetManifest manifest, byte[] manifestHash) {
      return anchored.stream().anyMatch(hash -> Arrays.equals(hash, manifestHash));
    }
  }

  @Test
  void whatWasAnchoredUnheardIsNotLost() throws IOException {
    Path vcf = ClearCohort.vcf(folder, FOUR, ROWS);
    Seats seats;
    try (ClearCohort first = ClearCohort.ingest(request(vcf), 64)) {
      seats = without(first.dataset, 1);
    }
    IngestRequest next = request(vcf).asNextVersion(seats);
    Lost ledger = new Lost();
    SealomeException e = assertThrows(SealomeException.class, () -> run(next, ledger));
    assertEquals(ErrorCode.LEDGER, e.code());
    assertTrue(Files.isDirectory(datasets().resolve("v1")));
    try (Dataset before = Dataset.open(next.home(), "c")) {
      assertEquals(1, before.version());
    }
    ledger.answers = true;
    assertEquals(3, run(next, ledger).manifest().version());
    try (Dataset now = Dataset.open(next.home(), "c")) {
      assertEquals(3, now.version());
      now.verify(ProgressListener.NONE);
    }
    for (String gone : List.of("v1", "v2", ".staging")) {
      assertFalse(Files.exists(datasets().resolve(gone)), gone);
    }
    assertEquals(2, ledger.anchored.size());
  }

  private static IngestReport run(IngestRequest request, DatasetAnchor ledger) {
    return Ingest.run(
        request, ClearCohort.IDENTITY, ClearCohort.scheme(64), ledger, ProgressListener.NONE);
  }
}
