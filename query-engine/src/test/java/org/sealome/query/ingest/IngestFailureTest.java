// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.catalog.ProgressListener;

/** Whatever goes wrong says where, and leaves nothing that could be taken for a dataset. */
class IngestFailureTest {
  private static final List<String> TWO = List.of("A", "B");
  private static final String GOOD = "1 10 . A G . . . GT 0/0 0/1";

  @TempDir Path folder;

  private IngestRequest request(String... rows) throws IOException {
    return IngestRequest.of(
        folder.resolve("home"), "c", List.of(ClearCohort.vcf(folder, TWO, rows)));
  }

  private SealomeException fails(ErrorCode code, IngestRequest request) throws IOException {
    SealomeException e =
        assertThrows(SealomeException.class, () -> ClearCohort.ingest(request, 64).close());
    assertEquals(code, e.code(), e.getMessage());
    assertEquals(List.of(), Dataset.names(request.home()));
    nothingLeft(request.home());
    return e;
  }

  private static void nothingLeft(Path home) throws IOException {
    Path datasets = home.resolve("engine/datasets");
    if (Files.exists(datasets)) {
      try (Stream<Path> files = Files.walk(datasets)) {
        assertEquals(
            List.of(),
            files
                .filter(f -> !f.equals(datasets) && !f.getFileName().toString().endsWith(".lock"))
                .toList());
      }
    }
  }

  @Test
  void anUnreadableRowNamesFileLineAndFault() throws Exception {
    String[][] bad = {
      {"1 ten . A G . . . GT 0/0 0/1", "POS is 'ten'"},
      {"1 20 . A G . . . GT 0/0", "1 sample columns where the header has 2"},
      {"1 20 . A G . . . GT 0/0 0/1 0/1", "more sample columns"},
      {"1 20 . A G . . . GT 0/0 0/2", "allele 2"},
      {"1 20 . A G . . . GT 0/0 x", "'x' is no genotype"},
      {"1 20 . A G . . . GT 0/0 0//1", "is no genotype"},
      {"1 20 . A G . . . GT 0/0 0/", "is no genotype"},
      {"1 20 . A$ G . . . GT 0/0 0/1", "REF"},
      {"1 20 . A", "4 columns"},
      {"1 20 . A G . . .", "FORMAT"},
      {"1 20 . A G, . . . GT 0/0 0/1", "empty allele"},
      {". 20 . A G . . . GT 0/0 0/1", "CHROM"},
    };
    for (String[] b : bad) {
      SealomeException e =
          fails(ErrorCode.USAGE, request(GOOD, b[0], "1 30 . A G . . . GT 0/0 0/1"));
      assertTrue(e.getMessage().contains("c.vcf, line 13: "), e.getMessage());
      assertTrue(e.getMessage().contains(b[1]), e.getMessage());
    }
  }

  @Test
  void aFileThatEndsInTheMiddleIsNoticed() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 1; i < 3000; i++) {
      rows.add("1 " + i + " . A G . . . GT 0/0 0/" + i % 2);
    }
    Path plain = ClearCohort.vcf(folder, TWO, rows.toArray(String[]::new));
    Path whole = folder.resolve("whole.vcf.gz");
    try (var out = new htsjdk.samtools.util.BlockCompressedOutputStream(whole.toFile())) {
      Files.copy(plain, out);
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.vcf.gz");
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length * 2 / 3));
    SealomeException e =
        fails(ErrorCode.USAGE, IngestRequest.of(folder.resolve("home"), "c", List.of(cut)));
    assertTrue(e.getMessage().contains("cut.vcf.gz"), e.getMessage());
  }

  @Test
  void whatIsNoCohortIsRefused() throws Exception {
    Path home = folder.resolve("home");
    Path sites =
        Files.writeString(
            folder.resolve("s.vcf"),
            "##fileformat=VCFv4.2\n"
                + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
                + "1\t1\t.\tA\tG\t.\t.\t.\n");
    assertTrue(
        fails(ErrorCode.USAGE, IngestRequest.of(home, "c", List.of(sites)))
            .getMessage()
            .contains("no samples"));
    Path zip = Files.writeString(folder.resolve("s.zip"), "PK\u0003\u0004 and so on and so on");
    assertTrue(
        fails(ErrorCode.USAGE, IngestRequest.of(home, "c", List.of(zip)))
            .getMessage()
            .contains("zip archive"));
    Path twice = ClearCohort.vcf(folder, "t.vcf", List.of("A", "A"));
    assertTrue(
        fails(ErrorCode.USAGE, IngestRequest.of(home, "c", List.of(twice)))
            .getMessage()
            .contains("two sample columns are called A"));
    assertTrue(fails(ErrorCode.USAGE, request()).getMessage().contains("no variant"));
    assertTrue(
        fails(ErrorCode.USAGE, IngestRequest.of(home, "../c", List.of(sites)))
            .getMessage()
            .contains("no name"));
    fails(ErrorCode.USAGE, IngestRequest.of(home, "c", List.of(folder.resolve("none.vcf"))));
  }

  @Test
  void anAnchorThatFailsLeavesNoDataset() throws Exception {
    IngestRequest request = request(GOOD);
    SealomeException no = new SealomeException(ErrorCode.LEDGER, "no ledger", null);
    SealomeException e =
        assertThrows(
            SealomeException.class,
            () ->
                Ingest.run(
                    request,
                    ClearCohort.IDENTITY,
                    ClearCohort.scheme(64),
                    (manifest, hash) -> {
                      assertEquals(List.of(), Dataset.names(request.home()), "not visible yet");
                      throw no;
                    },
                    ProgressListener.NONE));
    assertEquals(no, e);
    nothingLeft(request.home());
  }

  @Test
  void whatAKilledIngestLeftIsClearedAway() throws Exception {
    IngestRequest request = request(GOOD);
    Path left = request.home().resolve("engine/datasets/c/.staging");
    Files.createDirectories(left);
    Files.writeString(left.resolve("0000.planes"), "half a plane");
    assertEquals(List.of(), Dataset.names(request.home()));
    try (ClearCohort c = ClearCohort.ingest(request, 64)) {
      assertEquals("0/2 1/2", c.genotypes("1-10-A-G"));
      assertFalse(Files.exists(left));
    }
  }

  @Test
  void anIngestKilledAfterItWasAnchoredIsCompleted() throws Exception {
    IngestRequest request = request(GOOD);
    byte[] hash;
    try (ClearCohort c = ClearCohort.ingest(request, 64)) {
      hash = c.dataset.manifestHash();
    }
    Path dataset = request.home().resolve("engine/datasets/c");
    Files.move(dataset.resolve("v1"), dataset.resolve(".staging"));
    assertEquals(List.of(), Dataset.names(request.home()));
    DatasetAnchor anchored =
        new DatasetAnchor() {
          @Override
          public void anchor(DatasetManifest manifest, byte[] manifestHash) {
            throw new AssertionError("it is anchored");
          }

          @Override
          public boolean anchored(DatasetManifest manifest, byte[] manifestHash) {
            return java.util.Arrays.equals(hash, manifestHash);
          }
        };
    SealomeException e =
        assertThrows(
            SealomeException.class,
            () ->
                Ingest.run(
                    request,
                    ClearCohort.IDENTITY,
                    ClearCohort.scheme(64),
                    anchored,
                    ProgressListener.NONE));
    assertTrue(e.getMessage().contains("already"), e.getMessage());
    try (Dataset completed = Dataset.open(request.home(), "c")) {
      assertArrayEquals(hash, completed.manifestHash());
    }
  }

  @Test
  void aNameIsTakenOnceAndTheNextVersionReplacesIt() throws Exception {
    IngestRequest request = request(GOOD);
    ClearCohort.ingest(request, 64).close();
    SealomeException e =
        assertThrows(SealomeException.class, () -> ClearCohort.ingest(request, 64));
    assertEquals(ErrorCode.USAGE, e.code());
    assertEquals(List.of("c"), Dataset.names(request.home()));
    try (ClearCohort next =
        ClearCohort.ingest(request("1 10 . A G . . . GT 1/1 0/1").asNextVersion(), 64)) {
      assertEquals(2, next.dataset.version());
      assertEquals("2/2 1/2", next.genotypes("1-10-A-G"));
      assertFalse(Files.exists(request.home().resolve("engine/datasets/c/v1")));
    }
    IngestRequest unknown =
        IngestRequest.of(folder.resolve("home"), "other", request.vcfs()).asNextVersion();
    assertThrows(SealomeException.class, () -> ClearCohort.ingest(unknown, 64));
  }

  @Test
  void aDiskThatFillsUpIsSaidSo() {
    SealomeException e = Ingest.diskFailed(new IOException("No space left on device"));
    assertEquals(ErrorCode.INTERNAL, e.code());
    assertEquals("the disk is full", e.getMessage());
    SealomeException room =
        assertThrows(SealomeException.class, () -> Ingest.needRoom(folder, Long.MAX_VALUE / 2));
    assertTrue(room.getMessage().contains("MB free"), room.getMessage());
  }

  @Test
  void encryptionThatFailsEndsTheIngest() throws Exception {
    EncryptionScheme scheme =
        new EncryptionScheme(
            "SMALL",
            64,
            128,
            new byte[32],
            new byte[32],
            (values, planes, used, out) -> {
              throw new IllegalStateException("no more randomness");
            });
    List<String> rows = new ArrayList<>();
    for (int i = 1; i < 200; i++) {
      rows.add("1 " + i + " . A G . . . GT 0/0 0/1");
    }
    IngestRequest request = request(rows.toArray(String[]::new));
    SealomeException e =
        assertThrows(
            SealomeException.class,
            () ->
                Ingest.run(
                    request,
                    ClearCohort.IDENTITY,
                    scheme,
                    DatasetAnchor.NONE,
                    ProgressListener.NONE));
    assertEquals(ErrorCode.INTERNAL, e.code());
    assertTrue(e.getMessage().contains("no more randomness"));
    nothingLeft(request.home());
  }
}
