// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

class PanelTest {
  private static final List<String> THREE = List.of("A", "B", "C");

  @TempDir Path folder;

  private ClearCohort onPanel(Path panel, AbsentSites absent, List<String> info, String... rows)
      throws IOException {
    Path vcf = ClearCohort.vcf(folder, THREE, rows);
    return ClearCohort.ingest(
        IngestRequest.of(folder.resolve("home"), "c", List.of(vcf))
            .withPanel(panel, absent)
            .withInfo(info),
        64);
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.write(
        folder.resolve(name), List.of(lines).stream().map(l -> l.replace(' ', '\t')).toList());
  }

  private Path sites(String... rows) throws IOException {
    String[] lines = new String[rows.length + 2];
    lines[0] = "##fileformat=VCFv4.2";
    lines[1] = "#CHROM POS ID REF ALT QUAL FILTER INFO";
    System.arraycopy(rows, 0, lines, 2, rows.length);
    return file("sites.vcf", lines);
  }

  @Test
  void sitesThatTheCohortLacksAreMissingUnlessSaidOtherwise() throws Exception {
    Path panel = sites("chr1 20 rs20 C T . . .", "chr1 10 . A G . PASS GENE=PANEL");
    String[] rows = {
      "1 10 rs10 A G . LowQual GENE=ALPHA GT 0/0 0/1 1/1", "1 99 . A G . . . GT 0/0 0/1 1/1"
    };
    try (ClearCohort c = onPanel(panel, AbsentSites.MISSING, List.of("GENE"), rows)) {
      assertEquals(List.of("chr1-20-C-T", "chr1-10-A-G"), c.variantIds(), "in the panel's order");
      assertEquals("0/2 1/2 2/2", c.genotypes("chr1-10-A-G"));
      assertEquals(". . .", c.genotypes("chr1-20-C-T"));
      assertEquals(
          List.of("rs20|null|null|true", "rs10|PASS|PANEL|false"),
          c.metadata("SELECT rsid, filter, gene, has_missing FROM variants ORDER BY variant_index"),
          "the panel's word first, the cohort's where it has none");
      assertEquals(1, c.skipped("not on the panel"));
      assertTrue(c.report.notes().stream().anyMatch(n -> n.contains("chr1-20-C-T")));
    }
  }

  @Test
  void absentSitesMayBeReference() throws Exception {
    Path panel = sites("1 20 . C T . . .", "MT 5 . C T . . .", "X 7 . C T . . .");
    try (ClearCohort c =
        onPanel(panel, AbsentSites.REFERENCE, List.of(), "1 10 . A G . . . GT 0/0 0/1 1/1")) {
      assertEquals("0/2 0/2 0/2", c.genotypes("1-20-C-T"));
      assertEquals("0/1 0/1 0/1", c.genotypes("MT-5-C-T"));
      assertEquals("0/2 0/2 0/2", c.genotypes("X-7-C-T"));
    }
  }

  @Test
  void sitesWhoseCallsCannotBeUsedAreNeverReference() throws Exception {
    Path panel = sites("1 10 . A G . . .", "1 20 . A G . . .");
    try (ClearCohort c =
        onPanel(
            panel,
            AbsentSites.REFERENCE,
            List.of(),
            "1 10 . A G . . . GT 0/0/1 0/1 1/1",
            "1 20 . A G . . . DP 1 2 3")) {
      assertEquals(". . .", c.genotypes("1-10-A-G"));
      assertEquals(". . .", c.genotypes("1-20-A-G"));
    }
  }

  @Test
  void allelesOfThePanelAreComparedInMinimalForm() throws Exception {
    Path panel = sites("1 100 . GCTT GCT,GC . . .", "1 102 . TT T . . .");
    try (ClearCohort c =
        onPanel(panel, AbsentSites.MISSING, List.of(), "1 101 . CTT C,CT . . . GT 0/1 1/2 2/2")) {
      assertEquals(
          List.of("1-101-CT-C", "1-101-CTT-C", "1-102-TT-T"),
          c.variantIds(),
          "trimmed, not shifted: the third is another text of the first");
      assertEquals("0/2 1/2 2/2", c.genotypes("1-101-CT-C"));
      assertEquals("1/2 1/2 0/2", c.genotypes("1-101-CTT-C"));
    }
  }

  @Test
  void aBedSelectsRegionsAndNamesGenes() throws Exception {
    Path panel = file("genes.bed", "track name=x", "chr1 9 20 ALPHA", "1 29 30 .", "1 35 40 BETA");
    String[] rows = {
      "1 9 . A G . . GENE=OWN GT 0/0 0/1 1/1",
      "1 10 . A G . . GENE=OWN GT 0/0 0/1 1/1",
      "1 20 . A G . . . GT 0/0 0/1 1/1",
      "1 21 . A G . . . GT 0/0 0/1 1/1",
      "1 30 . A G . . . GT 0/0 0/1 1/1",
      "1 33 . AAAA A . . . GT 0/0 0/1 1/1"
    };
    try (ClearCohort c = onPanel(panel, AbsentSites.MISSING, List.of("GENE"), rows)) {
      assertEquals(
          List.of("1-10-A-G|OWN", "1-20-A-G|ALPHA", "1-30-A-G|null", "1-33-AAAA-A|BETA"),
          c.metadata("SELECT variant_id, gene FROM variants ORDER BY variant_index"));
      assertEquals(2, c.skipped("not on the panel"));
    }
  }

  @Test
  void aTableNamesAlleles() throws Exception {
    Path panel =
        file("panel.tsv", "chrom pos ref alt gene rsid", "1 10 A G ALPHA rs1", "1 20 C . BETA rs2");
    try (ClearCohort c =
        onPanel(panel, AbsentSites.MISSING, List.of(), "1 10 . A G . . . GT 0/0 0/1 1/1")) {
      assertEquals(
          List.of("1-10-A-G|ALPHA|rs1"), c.metadata("SELECT variant_id, gene, rsid FROM variants"));
      assertEquals(1, c.skipped("panel: no chromosome, position or second allele"));
    }
  }

  @Test
  void aScoringFilesEffectAlleleMayBeTheReference() throws Exception {
    Path panel =
        file(
            "score.txt",
            "#pgs_id=PGS000001",
            "rsID chr_name chr_position effect_allele other_allele effect_weight",
            "rs1 1 10 A G 0.5",
            "rs2 1 20 C T 0.5",
            "rs3 1 30 G T 0.5");
    try (ClearCohort c =
        onPanel(
            panel,
            AbsentSites.MISSING,
            List.of(),
            "1 10 . A G . . . GT 0/0 0/1 1/1",
            "1 20 . T C . . . GT 0/0 0/1 1/1")) {
      assertEquals(List.of("1-10-A-G", "1-20-T-C", "1-30-T-G"), c.variantIds());
      assertEquals("0/2 1/2 2/2", c.genotypes("1-10-A-G"));
      assertEquals(". . .", c.genotypes("1-30-T-G"));
    }
  }

  @Test
  void whatIsNoPanelIsRefused() throws Exception {
    refused(file("x.tsv", "a b c d", "1 2 3 4"), "no column chrom");
    refused(
        file("x.tsv", "rsID chr_name effect_allele other_allele", "rs1 1 A G"), "no column pos");
    refused(file("x.bed", "1 20 10"), "line 1");
    refused(file("x.bed", "1 ten 20"), "line 1");
    refused(file("x.vcf", "hello"), "not a VCF");
    refused(folder.resolve("nowhere.vcf"), "no file");
    refused(sites("1 10 . A <DEL> . . ."), "no site");
  }

  private void refused(Path panel, String said) {
    SealomeException e =
        assertThrows(
            SealomeException.class,
            () ->
                onPanel(panel, AbsentSites.MISSING, List.of(), "1 10 . A G . . . GT 0/0 0/1 1/1")
                    .close());
    assertEquals(ErrorCode.USAGE, e.code());
    assertTrue(e.getMessage().contains(said), e.getMessage());
  }
}
