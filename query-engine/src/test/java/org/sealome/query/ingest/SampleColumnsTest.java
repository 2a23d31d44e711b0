// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.IntegerRange;
import org.sealome.query.catalog.SampleColumn;
import org.sealome.query.catalog.Visibility;
import org.sealome.zk.plan.SqlType;

class SampleColumnsTest {
  private static final List<String> THREE = List.of("A", "B", "C");

  @TempDir Path folder;

  private ClearCohort ingest(String file, String text, List<String> open, List<String> secret)
      throws IOException {
    Path vcf = ClearCohort.vcf(folder, THREE, "1 10 . A G . . . GT 0/0 0/1 1/1");
    Path samples = Files.writeString(folder.resolve(file), text);
    return ClearCohort.ingest(
        IngestRequest.of(folder.resolve("home"), "c", List.of(vcf))
            .withSamples(samples, open, secret),
        64);
  }

  private String values(ClearCohort c, String plane) {
    return c.value(plane, 0) + " " + c.value(plane, 1) + " " + c.value(plane, 2);
  }

  @Test
  void columnsArePublicEncryptedOrLeftOut() throws Exception {
    String tsv =
        "sample_id\tSex\tStatus\tAge\tName\nC\tF\tcase\t-3\tx\nA\tM\tNA\t70\ty\nZ\tF\todd\t1\tz\n";
    try (ClearCohort c = ingest("s.tsv", tsv, List.of("sex"), List.of("STATUS", "age"))) {
      assertEquals(
          List.of(
              SampleColumn.SAMPLE_ID,
              new SampleColumn("Sex", SqlType.VARCHAR, Visibility.PUBLIC, List.of(), null),
              new SampleColumn(
                  "Status", SqlType.VARCHAR, Visibility.ENCRYPTED, List.of("case"), null),
              new SampleColumn(
                  "Age",
                  SqlType.INTEGER,
                  Visibility.ENCRYPTED,
                  List.of(),
                  new IntegerRange(-3, 7))),
          c.dataset.sampleColumns());
      assertEquals("M", c.dataset.publicValue("SEX", 0));
      assertNull(c.dataset.publicValue("Sex", 1), "B has no row");
      assertEquals(2, c.dataset.slotOf("C"));
      assertEquals(-1, c.dataset.slotOf("Z"));
      assertEquals("0 0 1", values(c, "Status=case"));
      assertEquals("1 0 1", values(c, "Age/PRESENT"));
      assertEquals("73 0 0", values(c, "Age/VALUE"));
      assertEquals("1 0 0", values(c, "Age/BIT0"));
      assertEquals("1 0 0", values(c, "Age/BIT6"));
      assertFalse(c.has("Age/BIT7"));
      assertEquals(
          List.of("0|A|M", "1|B|null", "2|C|F"), c.metadata("SELECT * FROM samples ORDER BY slot"));
      String notes = String.join("\n", c.report.notes());
      assertTrue(notes.contains("left out") && notes.contains("Name"), notes);
      assertTrue(notes.contains("without a row") && notes.contains("(B)"), notes);
      assertTrue(notes.contains("without genotypes") && notes.contains("(Z)"), notes);
      c.dataset.verify((stage, done, total) -> {});
    }
  }

  @Test
  void aColumnIsIntegerOnlyWhereEveryValueIsOne() throws Exception {
    String csv = "sample_id,a,b,c,d\nA,1,1,,9999999999\nB,2,x,NA,1\nC,\"3\",3,,2\n";
    try (ClearCohort c = ingest("s.csv", csv, List.of("a", "b", "c", "d"), List.of())) {
      assertEquals(
          List.of(
              SqlType.VARCHAR, SqlType.INTEGER, SqlType.VARCHAR, SqlType.VARCHAR, SqlType.VARCHAR),
          c.dataset.sampleColumns().stream().map(SampleColumn::type).toList());
      assertEquals(3L, c.dataset.publicValue("a", 2));
      assertEquals("3", c.dataset.publicValue("b", 2));
    }
  }

  @Test
  void csvMayQuote() throws Exception {
    String csv =
        "\uFEFF\"name\",\"sample\nid\",note\r\nA,1,\"a, \"\"b\"\"\"\r\nB,2,\"two\nlines\"\r\n";
    try (ClearCohort c = ingest("s.csv", csv, List.of("note"), List.of())) {
      assertEquals("a, \"b\"", c.dataset.publicValue("note", 0));
      assertEquals("two\nlines", c.dataset.publicValue("note", 1));
    }
  }

  @Test
  void theSamplesColumnIsFoundByItsName() throws Exception {
    String psam = "##note\n#FID\tIID\tSEX\nf1\tA\t1\nf2\tB\t2\n";
    try (ClearCohort c = ingest("s.psam", psam, List.of("SEX"), List.of())) {
      assertEquals(2L, c.dataset.publicValue("sex", 1));
    }
  }

  @Test
  void famFilesHaveNoHeader() throws Exception {
    try (ClearCohort c =
        ingest("s.fam", "f A 0 0 1 -9\nf C 0 0 2 1\n", List.of("SEX"), List.of())) {
      assertEquals(1L, c.dataset.publicValue("SEX", 0));
      assertEquals(2L, c.dataset.publicValue("SEX", 2));
    }
  }

  @Test
  void wideIntegersHaveBitsButNoValuePlane() throws Exception {
    String tsv = "sample_id\tv\tw\nA\t0\t40000\nB\t70000\t0\n";
    try (ClearCohort c = ingest("s.tsv", tsv, List.of(), List.of("v", "w"))) {
      assertFalse(c.has("v/VALUE"));
      assertEquals("0 1 0", values(c, "v/BIT16"));
      assertEquals("40000 0 0", values(c, "w/VALUE"), "kept modulo t");
    }
  }

  @Test
  void aColumnOfOneValueNeedsNoBits() throws Exception {
    try (ClearCohort c = ingest("s.tsv", "sample_id\tv\nA\t7\n", List.of(), List.of("v"))) {
      assertEquals(new IntegerRange(7, 0), c.dataset.sampleColumns().get(1).range());
      assertEquals("1 0 0", values(c, "v/PRESENT"));
    }
  }

  @Test
  void whatCannotBeKeptIsRefused() throws Exception {
    String tsv = "sample_id\tx\tX\ty\nA\t1\t1\t1\n";
    refused(tsv, List.of("x"), List.of(), "two columns");
    refused(tsv, List.of("nope"), List.of(), "no column 'nope'");
    refused(tsv, List.of("y"), List.of("Y"), "named twice");
    refused(tsv + "A\t1\t1\t1\n", List.of("y"), List.of(), "line 3");
    refused(tsv + "B\t1\n", List.of("y"), List.of(), "line 3: 2 fields");
    refused(tsv + "\t1\t1\t1\n", List.of("y"), List.of(), "no sample id");
    refused("", List.of("y"), List.of(), "empty");
    refused("sample_id\ty\nA\t-2147483648\nB\t2147483647\n", List.of(), List.of("y"), "spread");
    refused("sample_id\ta=b\nA\t1\n", List.of(), List.of("a=b"), "under that name");
    refused("sample_id\tslot\nA\t1\n", List.of("slot"), List.of(), "cannot be called");
  }

  @Test
  void tooManyCategoriesAreRefusedWithAHint() throws Exception {
    List<String> names = new ArrayList<>();
    StringBuilder tsv = new StringBuilder("sample_id\tbmi\n");
    for (int i = 0; i < 70; i++) {
      names.add("S" + i);
      tsv.append("S" + i + "\t" + (20 + i / 10.0) + "\n");
    }
    Path vcf = ClearCohort.vcf(folder, names, "1 10 . A G . . . GT" + " 0/1".repeat(names.size()));
    Path samples = Files.writeString(folder.resolve("s.tsv"), tsv);
    IngestRequest request =
        IngestRequest.of(folder.resolve("home"), "c", List.of(vcf))
            .withSamples(samples, List.of(), List.of("bmi"));
    SealomeException e =
        assertThrows(SealomeException.class, () -> ClearCohort.ingest(request, 64));
    assertTrue(e.getMessage().contains("70 different values"), e.getMessage());
    assertTrue(e.hint().contains("scale them to integers"), e.hint());
  }

  private void refused(String text, List<String> open, List<String> secret, String said) {
    SealomeException e =
        assertThrows(SealomeException.class, () -> ingest("s.tsv", text, open, secret).close());
    assertEquals(ErrorCode.USAGE, e.code());
    assertTrue(e.getMessage().contains(said), e.getMessage());
    assertNotNull(e.hint());
  }
}
