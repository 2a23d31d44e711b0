// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.cli.CommandRun.done;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.DevNode;
import org.sealome.query.catalog.Dataset;

/**
 * A dataset that erased patients leave for good, in the order in which a custodian goes about it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CompactCommandTest {
  private static final int PATIENTS = 24;
  private static final List<String> ALPHA = List.of("0/0", "0/1", "1/1", "0/1", "./.");
  private static final List<String> BETA = List.of("0/1", "0/0", "1/1");
  private static final String COUNT =
      "SELECT COUNT(*) AS n FROM genotypes WHERE variant_id = '1-100-A-G' AND dosage >= 1";
  private static final String BOTH =
      "SELECT COUNT(*) AS n FROM genotypes a JOIN genotypes b USING (sample_id)"
          + " WHERE a.variant_id = '1-100-A-G' AND a.dosage >= 1"
          + " AND b.variant_id = '2-200-C-T' AND b.dosage >= 1";

  @TempDir static Path folder;
  private static Path source;
  private static Path people;

  @BeforeAll
  static void cohort() throws IOException {
    System.setProperty("sealome.home", folder.resolve("home").toString());
    source = vcf("source.vcf", Set.of(), "A");
    people = samples("people.tsv", "F");
    done("init");
    done(
        "dataset",
        "ingest",
        "--name",
        "c",
        "--vcf",
        source + "",
        "--samples",
        people + "",
        "--public",
        "sex",
        "--encrypt",
        "status,age",
        "--info",
        "GENE,NOTE",
        "--min-cell",
        "1",
        "--commit=" + Files.writeString(folder.resolve("committed.bed"), "1\t50\t150\n"));
    done("consent", "grant", "--dataset", "c", "--sample", "all", "--purpose", "HMB");
    done("consent", "grant", "--dataset", "c", "--sample", "all", "--purpose", "CC");
  }

  @AfterAll
  static void stop() {
    DevNode.stop(folder.resolve("home/ledger/node"));
    System.clearProperty("sealome.home");
  }

  private static String id(int slot) {
    return "patient-%04d".formatted(slot);
  }

  private static Path vcf(String name, Set<Integer> without, String ref) throws IOException {
    StringBuilder text =
        new StringBuilder(
            "##fileformat=VCFv4.2\n##contig=<ID=1>\n##contig=<ID=2>\n"
                + "##INFO=<ID=GENE,Number=1,Type=String,Description=\"gene\">\n"
                + "##INFO=<ID=NOTE,Number=1,Type=String,Description=\"note\">\n"
                + "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"genotype\">\n"
                + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT");
    List<Integer> slots =
        IntStream.range(0, PATIENTS).filter(i -> !without.contains(i)).boxed().toList();
    slots.forEach(i -> text.append("\t" + id(i)));
    text.append("\n1\t100\t.\t" + ref + "\tG\t.\tPASS\tGENE=ALPHA;NOTE=first\tGT");
    slots.forEach(i -> text.append("\t" + ALPHA.get(i % ALPHA.size())));
    text.append("\n2\t200\trs7\tC\tT\t.\tPASS\tGENE=BETA\tGT");
    slots.forEach(i -> text.append("\t" + BETA.get(i % BETA.size())));
    return Files.writeString(folder.resolve(name), text.append('\n'));
  }

  private static Path samples(String name, String second) throws IOException {
    StringBuilder text = new StringBuilder("sample_id\tsex\tstatus\tage\n");
    for (int i = 0; i < PATIENTS; i++) {
      String sex = i == 1 ? second : i % 2 == 0 ? "M" : "F";
      text.append(
          "%s\t%s\t%s\t%d%n".formatted(id(i), sex, i % 3 == 0 ? "case" : "control", 30 + i));
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private static CommandRun compact(Path vcf, String... more) {
    return CommandRun.of(
        Stream.concat(Stream.of("dataset", "compact", "c", "--vcf", vcf + ""), Stream.of(more))
            .toArray(String[]::new));
  }

  private static CommandRun compact(Path vcf, Path samples) {
    return compact(vcf, "--samples", samples + "");
  }

  private static String query(String sql, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of("query", "--dataset", "c", "--purpose", "HMB", "--as", "researcher"));
    line.addAll(List.of("--format", "csv"));
    line.addAll(List.of(more));
    line.add(sql);
    return done(line.toArray(String[]::new));
  }

  private static String count(IntPredicate whom, Integer... gone) {
    Set<Integer> erased = Set.of(gone);
    return "n\n"
        + IntStream.range(0, PATIENTS).filter(i -> !erased.contains(i)).filter(whom).count()
        + "\n";
  }

  private static boolean carriesAlpha(int slot) {
    return ALPHA.get(slot % ALPHA.size()).contains("1");
  }

  private static boolean carriesBoth(int slot) {
    return carriesAlpha(slot) && BETA.get(slot % BETA.size()).contains("1");
  }

  private static Path datasets() {
    return folder.resolve("home/engine/datasets/c");
  }

  private static Path half(String role, int version) {
    return folder.resolve("home/" + role + "/blinding/c/v" + version + ".half");
  }

  @Test
  @Order(1)
  void whereNobodyWasErasedNothingIsWritten() {
    assertEquals("c version 1 holds nobody who was erased\n", compact(source, people).out());
    query(COUNT, "--receipt", folder.resolve("old.json") + "");
    done("erase", "--dataset", "c", "--sample", id(4));
    done("erase", "--dataset", "c", "--sample", id(11));
  }

  @Test
  @Order(2)
  void anotherSourceIsRefusedAndNothingIsLost() throws IOException {
    Path lacking = vcf("lacking.vcf", Set.of(4, 10), "A");
    String absent = compact(lacking, people).refused(2).err();
    assertTrue(absent.contains(id(10)), absent);
    assertFalse(absent.contains(id(4)), absent);
    String other = compact(vcf("other.vcf", Set.of(), "C"), people).refused(2).err();
    assertTrue(other.contains("1-100-A-G"), other);
    String sex = compact(source, samples("others.tsv", "X")).refused(2).err();
    assertTrue(sex.contains("sex of " + id(1)), sex);
    compact(source).refused(2);
    compact(source, "--samples", people + "", "--info", "NOTE").refused(2);
    compact(folder.resolve("none.vcf"), people).refused(2);
    assertTrue(Files.isDirectory(datasets().resolve("v1")));
    assertFalse(Files.exists(datasets().resolve(".staging")));
    done("dataset", "verify", "c", "--proofs");
    assertEquals(count(CompactCommandTest::carriesAlpha, 4, 11), query(COUNT));
  }

  @Test
  @Order(3)
  void theNextVersionIsWithoutThem() throws IOException, SQLException {
    // One of the two is in the source still.
    CommandRun ran = compact(vcf("without.vcf", Set.of(4), "A"), people);
    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().startsWith("c version 2: 24 patients, 2 variants"), ran.out());
    assertTrue(ran.out().contains("2 erased patients left, 2 slots are vacant"), ran.out());
    assertFalse(Files.exists(datasets().resolve("v1")));
    for (String role : List.of("engine", "steward")) {
      assertFalse(Files.exists(half(role, 1)));
      assertTrue(Files.exists(half(role, 2)));
    }
    String verified = done("dataset", "verify", "c", "--proofs");
    assertTrue(verified.contains("3 committed columns, whose proofs and totals hold"), verified);
    String shown = done("dataset", "show", "c");
    assertTrue(shown.contains("2 slots of erased patients"), shown);
    try (Dataset dataset = Dataset.open(folder.resolve("home"), "c");
        Connection db = dataset.publicMetadata();
        Statement statement = db.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*), max(slot) FROM samples")) {
      assertTrue(rows.next());
      assertEquals(PATIENTS - 2, rows.getInt(1));
      assertEquals(PATIENTS - 1, rows.getInt(2));
      for (int gone : List.of(4, 11)) {
        assertEquals(-1, dataset.slotOf(id(gone)));
        assertNull(dataset.publicValue("sample_id", gone));
        assertNull(dataset.publicValue("sex", gone));
      }
      assertEquals(12, dataset.slotOf(id(12)));
    }
    try (Stream<Path> files = Files.walk(datasets())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(content.contains(id(4)) || content.contains(id(11)), file + "");
      }
    }
  }

  @Test
  @Order(4)
  void theOthersAreAnsweredAboutAsBefore() {
    Path receipt = folder.resolve("new.json");
    assertEquals(
        count(CompactCommandTest::carriesAlpha, 4, 11), query(COUNT, "--receipt", receipt + ""));
    String verified = done("verify", receipt + "");
    assertTrue(verified.contains("version 2"), verified);
    assertEquals(count(CompactCommandTest::carriesBoth, 4, 11), query(BOTH));
    assertEquals(count(i -> true, 4, 11), query("SELECT COUNT(*) AS n FROM samples"));
    assertEquals(
        "sex,n\nF,11\nM,11\n",
        query("SELECT sex, COUNT(*) AS n FROM samples GROUP BY sex ORDER BY sex"));
    assertEquals(
        count(i -> i % 3 == 0, 4, 11),
        query("SELECT COUNT(*) AS n FROM samples WHERE status = 'case'"));
    assertEquals(
        count(i -> ALPHA.get(i % ALPHA.size()).equals("0/0"), 4, 11),
        query(COUNT.replace(">= 1", "= 0")));
    String[] ask = {"ask", "--dataset", "c", "--variant", "1-100-A-G", "--as", "clinician"};
    for (int slot : List.of(5, 12)) {
      String answer = done(with(ask, "--sample", id(slot)));
      assertTrue(answer.startsWith(carriesAlpha(slot) ? "yes" : "no"), answer);
      assertTrue(answer.contains("proven: it opens"), answer);
    }
    CommandRun.of(with(ask, "--sample", id(4))).refused(2);
    done("verify", folder.resolve("old.json") + "");
    done("audit", "--dataset", "c");
    done("consent", "show", "--dataset", "c", "--sample", "all");
    done("consent", "grant", "--dataset", "c", "--sample", "all", "--purpose", "GRU");
  }

  private static String[] with(String[] command, String... more) {
    return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  @Order(5)
  void vacantSlotsStayVacant() {
    assertEquals("c version 2 holds nobody who was erased\n", compact(source, people).out());
    done("erase", "--dataset", "c", "--sample", id(0));
    String out = compact(source, people).out();
    assertTrue(out.contains("1 erased patients left, 3 slots are vacant; version 2"), out);
    done("dataset", "verify", "c", "--proofs");
    assertEquals(count(CompactCommandTest::carriesBoth, 0, 4, 11), query(BOTH));
  }
}
