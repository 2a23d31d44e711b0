// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.PlaneId;
import org.sealome.query.catalog.SampleColumn;
import org.sealome.zk.plan.SqlType;

/** Reads published files, found in the folder that SEALOME_TEST_DATA names. */
class PublicDataTest {
  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void findData() {
    String place = System.getenv("SEALOME_TEST_DATA");
    Assumptions.assumeTrue(
        place != null && Files.isDirectory(Path.of(place)),
        "SEALOME_TEST_DATA names no folder with public test data: skipped");
    data = Path.of(place);
  }

  /** Every genotype count of a real cohort equals PLINK's. */
  @Test
  void genotypeCountsOfARealCohortArePlinks() throws Exception {
    Map<String, String> plink = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(data.resolve("oracles/hipster.plink.hwe.tsv.gz"))),
                java.nio.charset.StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] f = line.trim().split("\\s+");
        String[] site = f[1].split(":");
        VariantKey key = VariantKey.minimal(site[0], Integer.parseInt(site[1]), site[2], site[3]);
        plink.put(key.id(), f[5]);
      }
    }
    IngestRequest request =
        IngestRequest.of(
                folder.resolve("home"),
                "hipster",
                List.of(data.resolve("hipster_2504/hipster.vcf.bgz")))
            .withSamples(
                data.resolve("hipster_2504/populations_3202.psam"),
                List.of("SEX", "SuperPop"),
                List.of("Population"));
    try (ClearCohort c = ClearCohort.ingest(request, 2504)) {
      int compared = 0;
      for (String id : c.variantIds()) {
        String wanted = plink.remove(id);
        if (wanted != null) {
          int het = sum(c, PlaneId.het(id));
          int hom = sum(c, PlaneId.hom(id));
          assertEquals(wanted, hom + "/" + het + "/" + (2504 - het - hom), id);
          compared++;
        }
      }
      assertEquals(c.dataset.manifest().variants(), compared, "every variant has its oracle");
      assertEquals(Map.of(), plink, "every oracle has its variant");
      assertEquals(26, c.dataset.sampleColumns().get(3).categories().size());
      assertEquals("EUR", c.dataset.publicValue("superpop", c.dataset.slotOf("HG00096")));
    }
  }

  private static int sum(ClearCohort c, String plane) {
    MemorySegment values = c.dataset.planes().plane(plane, 0);
    int sum = 0;
    for (long i = 0; i < c.dataset.patients(); i++) {
      sum += values.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i);
    }
    return sum;
  }

  /** A file without contig lines, and labels that text spoils. */
  @Test
  void aFileWithoutContigLinesIsRead() throws Exception {
    Path home = data.resolve("phase1_chr22_1092");
    IngestRequest request =
        IngestRequest.of(
                folder.resolve("home"), "chr22", List.of(home.resolve("chr22_1000.vcf.gz")))
            .withSamples(
                home.resolve("chr22-labels-hail.csv"),
                List.of("x22_16050408", "x22_16050612"),
                List.of("x22_16051107"));
    try (ClearCohort c = ClearCohort.ingest(request, 2048)) {
      assertEquals(1092, c.dataset.patients());
      assertEquals(
          List.of(SqlType.VARCHAR, SqlType.INTEGER, SqlType.VARCHAR, SqlType.INTEGER),
          c.dataset.sampleColumns().stream().map(SampleColumn::type).toList());
      assertEquals(
          List.of("rs149201999|22|16050408"),
          c.metadata("SELECT rsid, chrom, pos FROM variants WHERE variant_index = 0"));
    }
  }

  /** Spreadsheet errors do not become numbers, nor numbers text. */
  @Test
  void aDirtyTableIsTypedOverAllItsRows() throws Exception {
    Path samples = data.resolve("phenotypes_2504/uk1.tsv.gz");
    List<String> patients = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(samples)),
                java.nio.charset.StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        patients.add(line.split("\t", -1)[0]);
      }
    }
    Path vcf =
        ClearCohort.vcf(folder, patients, "1 10 . A G . . . GT" + " 0/1".repeat(patients.size()));
    IngestRequest request =
        IngestRequest.of(folder.resolve("home"), "uk", List.of(vcf))
            .withSamples(
                samples,
                List.of("Age at recruitment-0.0", "Platelet count-0.0", "Subject id"),
                List.of("Ethnic background-0.0"));
    try (ClearCohort c = ClearCohort.ingest(request, 4096)) {
      assertEquals(SqlType.VARCHAR, c.dataset.sampleColumns().get(1).type());
      assertEquals(SqlType.VARCHAR, c.dataset.sampleColumns().get(2).type());
      assertTrue(c.dataset.sampleColumns().get(4).categories().contains("African"));
    }
  }

  /**
   * Whatever a conformance suite comes up with is read, or refused by a message that says where.
   */
  @Test
  void badFilesAreReadOrRefusedClearly() throws Exception {
    List<Path> files;
    try (var all = Files.walk(data.resolve("bad_vcf"))) {
      files =
          all.filter(Files::isRegularFile)
              .filter(f -> !f.getFileName().toString().matches("SOURCE.txt|manifest.tsv"))
              .sorted()
              .toList();
    }
    int read = 0;
    int refused = 0;
    List<String> passedButRefused = new ArrayList<>();
    for (Path file : files) {
      try {
        readAll(file);
        read++;
      } catch (SealomeException e) {
        refused++;
        assertEquals(ErrorCode.USAGE, e.code(), file + ": " + e.getMessage());
        assertTrue(
            e.getMessage().contains(file.getFileName().toString()), file + ": " + e.getMessage());
        assertNotNull(e.hint());
        if (file.getParent().getFileName().toString().equals("passed")) {
          passedButRefused.add(e.getMessage());
        }
      }
    }
    assertTrue(read > 100 && refused > 40, read + " read, " + refused + " refused");
    assertEquals(List.of(), passedButRefused);
  }

  /** Reads and decodes every row without the cost of a dataset for each file. */
  private static void readAll(Path file) throws IOException {
    try (VcfInput input = VcfInputs.open(file)) {
      Calls calls = new Calls(input.header().samples().size(), new BitSet());
      for (VcfRow row = input.read(); row != null; row = input.read()) {
        if (row.genotypes() != null) {
          try {
            row.genotypes().decode(calls, null);
          } catch (UnreadableRowException e) {
            throw input.unreadable(input.place(row.number()), e);
          }
        }
        for (String alt : row.alts()) {
          if (VariantKey.whyNot(row.ref(), alt) == null) {
            VariantKey.minimal(row.chrom(), row.pos(), row.ref(), alt);
          }
        }
      }
    }
  }

  /** Scoring files without positions or second alleles are refused, the others are panels. */
  @Test
  void scoringFilesArePanels() {
    Path scores = data.resolve("pgs_catalog");
    InfoColumns none = InfoColumns.of(List.of());
    Panel harmonised =
        PanelFile.read(scores.resolve("PGS000802_hmPOS_GRCh37.txt"), none, new SkipLog());
    assertEquals(19, ((Panel.Sites) harmonised).size());
    assertNotNull(harmonised.match(new VariantKey("chr3", 169492101, "C", "T")));
    assertNotNull(harmonised.match(new VariantKey("3", 169492101, "T", "C")));
    for (String name : List.of("PGS000001.txt.gz", "custom_no_oa.txt")) {
      assertThrows(
          SealomeException.class,
          () -> PanelFile.read(scores.resolve(name), none, new SkipLog()),
          name);
    }
  }
}
