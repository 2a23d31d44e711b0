// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.PlaneId;
import org.sealome.zk.plan.SqlType;

/** One test a rule by which a VCF is read. */
class ReadingRulesTest {
  private static final List<String> FOUR = List.of("A", "B", "C", "D");

  @TempDir Path folder;

  private ClearCohort rows(String... rows) throws IOException {
    return ClearCohort.ingest(folder, FOUR, rows);
  }

  @Test
  void dosageCountsCopiesOfTheAlt() throws Exception {
    try (ClearCohort c = rows("1 10 rs1 A G . PASS . GT 0/0 0|1 1/0 1|1")) {
      assertEquals("0/2 1/2 1/2 2/2", c.genotypes("1-10-A-G"));
      assertFalse(c.has(PlaneId.missing("1-10-A-G")));
      assertFalse(c.has(PlaneId.haploid("1-10-A-G")));
      assertEquals(
          List.of("0|1-10-A-G|rs1|1|10|A|G|PASS|null|false|false"),
          c.metadata("SELECT * FROM variants"));
    }
  }

  @Test
  void anyUnknownAlleleIsAMissingCall() throws Exception {
    try (ClearCohort c = rows("1 10 . A G . . . GT ./. 0/. .|1 .")) {
      assertEquals(". . . .", c.genotypes("1-10-A-G"));
      assertEquals(
          List.of("null|null|true|false"),
          c.metadata("SELECT rsid, filter, has_missing, has_haploid FROM variants"));
    }
  }

  @Test
  void haploidCallsHavePloidyOne() throws Exception {
    try (ClearCohort c =
        rows("1 10 . A G . . . GT 0 1 0/1 .", "X 10 . A G . . . GT 0/0 0/1 1/1 0/0")) {
      assertEquals("0/1 1/1 1/2 .", c.genotypes("1-10-A-G"));
      assertTrue(c.has(PlaneId.haploid("X-10-A-G")), "always there on X");
      assertEquals("0/2 1/2 2/2 0/2", c.genotypes("X-10-A-G"));
    }
  }

  @Test
  void aMultiAllelicRowIsSeveralVariants() throws Exception {
    try (ClearCohort c = rows("1 200 rs2 CTT CT,C,CTTT . PASS . GT 0/1 1/2 3/3 2/.")) {
      assertEquals(List.of("1-200-CT-C", "1-200-CTT-C", "1-200-C-CT"), c.variantIds());
      assertEquals("1/2 1/2 0/2 .", c.genotypes("1-200-CT-C"));
      assertEquals("0/2 1/2 0/2 .", c.genotypes("1-200-CTT-C"));
      assertEquals("0/2 0/2 2/2 .", c.genotypes("1-200-C-CT"));
    }
  }

  @Test
  void whatIsNoVariantIsSkippedAndReported() throws Exception {
    try (ClearCohort c =
        rows(
            "1 10 . G T,* . . . GT 0/1 1/2 2/2 0/0",
            "1 20 . N <DEL> . . . GT 0/1 0/0 0/0 0/0",
            "1 30 . A . . . . GT 0/0 0/0 0/0 0/0",
            "1 40 . A G . . . GT 0/0/1 0/0 0/0 0/0",
            "1 50 . A G . . . GT 0/1 0/0 0/0 0/0",
            "1 50 . A G . . . GT 1/1 1/1 1/1 1/1",
            "1 60 . A G[2:5[ . . . GT 0/1 0/0 0/0 0/0",
            "1 70 . A G . . . DP 1 2 3 4")) {
      assertEquals(List.of("1-10-G-T", "1-50-A-G"), c.variantIds());
      assertEquals("1/2 1/2 0/2 0/2", c.genotypes("1-10-G-T"), "* is an allele that is not T");
      assertEquals("1/2 0/2 0/2 0/2", c.genotypes("1-50-A-G"), "the first appearance counts");
      assertEquals(1, c.skipped("spanning deletion (*)"));
      assertEquals(1, c.skipped("symbolic ALT"));
      assertEquals(1, c.skipped("no ALT"));
      assertEquals(1, c.skipped("ploidy above 2"));
      assertEquals(1, c.skipped("the same variant again"));
      assertEquals(1, c.skipped("breakend ALT"));
      assertEquals(1, c.skipped("no GT in FORMAT"));
    }
  }

  @Test
  void genotypeMayStandAnywhereInFormatAndTrailingFieldsMayBeDropped() throws Exception {
    try (ClearCohort c =
        rows(
            "1 10 . A G . LowQual . GT:DP 0/1:7 1/1 0/0:. ./.:9",
            "1 20 . A G . . . DP:GT 7:0/1 7:1/1 7 3:|0|1",
            "1 30 rs1;rs2 a g . . . GT 0/1 0/0 0/0 0/0")) {
      assertEquals("1/2 2/2 0/2 .", c.genotypes("1-10-A-G"));
      assertEquals("1/2 2/2 . 1/2", c.genotypes("1-20-A-G"));
      assertEquals("1/2 0/2 0/2 0/2", c.genotypes("1-30-A-G"));
      assertEquals(
          List.of("null|LowQual", "null|null", "rs1;rs2|null"),
          c.metadata("SELECT rsid, filter FROM variants ORDER BY pos"));
    }
  }

  @Test
  void infoFieldsAreTypedOverAllRows() throws Exception {
    Path vcf =
        ClearCohort.vcf(
            folder,
            FOUR,
            "1 10 . A G,T . . GENE=ALPHA;SCORE=1,-2;TXT=5 GT 0/1 0/2 0/0 0/0",
            "1 20 . A G . . DB;TXT=five;SCORE=. GT 0/1 0/0 0/0 0/0");
    IngestRequest request =
        IngestRequest.of(folder.resolve("home"), "c", List.of(vcf))
            .withInfo(List.of("GENE", "SCORE", "DB", "TXT"));
    try (ClearCohort c = ClearCohort.ingest(request, 64)) {
      assertEquals(
          List.of("ALPHA|1|0|5", "ALPHA|-2|0|5", "null|null|1|five"),
          c.metadata("SELECT gene, score, db, txt FROM variants ORDER BY variant_index"));
      assertEquals(
          List.of(SqlType.INTEGER, SqlType.INTEGER, SqlType.VARCHAR),
          c.dataset.variantColumns().subList(8, 11).stream().map(v -> v.type()).toList());
    }
  }

  @Test
  void infoThatTellsAboutTheCohortIsRefused() throws Exception {
    Path vcf = ClearCohort.vcf(folder, FOUR, "1 10 . A G . . AC=1 GT 0/1 0/0 0/0 0/0");
    for (String field : List.of("AC", "an", "AF", "NS", "MAF", "EUR_AF", "AC_Het", "AF_popmax")) {
      SealomeException e =
          refused(
              IngestRequest.of(folder.resolve("home"), "c", List.of(vcf)).withInfo(List.of(field)));
      assertTrue(e.getMessage().contains("tells about the cohort"), field);
    }
  }

  @Test
  void withoutInfoTheGeneIsNull() throws Exception {
    try (ClearCohort c = rows("1 10 . A G . . GENE=ALPHA GT 0/0 0/1 0/0 0/0")) {
      assertEquals(List.of("null"), c.metadata("SELECT gene FROM variants"));
    }
  }

  @Test
  void severalFilesOfTheSameSamplesAreOneCohort() throws Exception {
    Path one = ClearCohort.vcf(folder, "1.vcf", FOUR, "1 10 . A G . . . GT 0/0 0/1 1/1 ./.");
    Path two =
        ClearCohort.vcf(
            folder,
            "2.vcf",
            List.of("D", "C", "B", "A"),
            "2 10 . A G . . . GT 0/0 0/1 1/1 ./.",
            "1 10 . A G . . . GT 0/0 0/1 1/1 ./.");
    try (ClearCohort c =
        ClearCohort.ingest(IngestRequest.of(folder.resolve("home"), "c", List.of(one, two)), 64)) {
      assertEquals("0/2 1/2 2/2 .", c.genotypes("1-10-A-G"));
      assertEquals(". 2/2 1/2 0/2", c.genotypes("2-10-A-G"));
      assertEquals(1, c.skipped("the same variant again"));
    }
    Path other = ClearCohort.vcf(folder, "3.vcf", List.of("A", "B", "C", "Z"));
    SealomeException e =
        refused(IngestRequest.of(folder.resolve("home"), "d", List.of(one, other)));
    assertTrue(e.getMessage().contains("Z"), e.getMessage());
  }

  @Test
  void patientsBeyondABlockGoIntoTheNext() throws Exception {
    Path vcf = ClearCohort.vcf(folder, FOUR, "1 10 . A G . . . GT 0/0 0/1 1/1 ./.");
    try (ClearCohort c =
        ClearCohort.ingest(IngestRequest.of(folder.resolve("home"), "c", List.of(vcf)), 3)) {
      assertEquals(2, c.dataset.blocks());
      assertEquals("0/2 1/2 2/2 .", c.genotypes("1-10-A-G"));
      c.dataset.verify((stage, done, total) -> {});
    }
  }

  @Test
  void compressedFilesReadTheSame() throws IOException, SQLException {
    Path plain = ClearCohort.vcf(folder, FOUR, "1 10 . A G . . . GT 0/0 0/1 1/1 ./.");
    Path gz = folder.resolve("c.vcf.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      Files.copy(plain, out);
    }
    Path bgz = folder.resolve("c.vcf.bgz");
    try (OutputStream out = new htsjdk.samtools.util.BlockCompressedOutputStream(bgz.toFile())) {
      Files.copy(plain, out);
    }
    for (Path file : List.of(gz, bgz)) {
      Path home = folder.resolve(file.getFileName() + ".home");
      try (ClearCohort c = ClearCohort.ingest(IngestRequest.of(home, "c", List.of(file)), 64)) {
        assertEquals("0/2 1/2 2/2 .", c.genotypes("1-10-A-G"));
      }
    }
  }

  @Test
  void windowsLineEndsAndAMissingLastOneAreFine() throws Exception {
    Path vcf = ClearCohort.vcf(folder, FOUR, "1 10 . A G . . . GT 0/0 0/1 1/1 ./.");
    Files.writeString(vcf, Files.readString(vcf).strip().replace("\n", "\r\n"));
    try (ClearCohort c =
        ClearCohort.ingest(IngestRequest.of(folder.resolve("home"), "c", List.of(vcf)), 64)) {
      assertEquals("0/2 1/2 2/2 .", c.genotypes("1-10-A-G"));
    }
  }

  private static SealomeException refused(IngestRequest request) {
    SealomeException e =
        assertThrows(SealomeException.class, () -> ClearCohort.ingest(request, 64));
    assertEquals(ErrorCode.USAGE, e.code(), e.getMessage());
    return e;
  }
}
