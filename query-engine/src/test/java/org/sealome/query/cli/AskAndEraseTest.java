// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.cli.CommandRun.done;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.Account;
import org.sealome.ledger.DatasetRegistry;
import org.sealome.ledger.DevNode;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.session.QueryOutcome;
import org.sealome.query.store.BlindingFile;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.receipt.ReceiptDocument;

/** One patient's yes or no, and her erasure, in the order in which they would be asked for. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AskAndEraseTest {
  /** A power of two: all leaves are equally deep in their tree. */
  private static final int PATIENTS = 32;

  /** By variant: patient i has call i modulo their number. */
  private static final Map<String, List<String>> CALLS =
      new TreeMap<>(
          Map.of(
              "1-100-A-G", List.of("0/0", "0/1", "1/1"),
              "1-200-C-T", List.of("0/1", "./.", "0/0", "1/1", "1/0"),
              "X-300-G-A", List.of("1", "0/1", ".", "0")));

  @TempDir static Path folder;

  /** What was asked of whom, by variant and slot. */
  private static final Map<String, List<QueryOutcome>> ASKED = new HashMap<>();

  @BeforeAll
  static void cohort() throws IOException {
    System.setProperty("sealome.home", folder.resolve("home").toString());
    StringBuilder text =
        new StringBuilder(
            "##fileformat=VCFv4.2\n##contig=<ID=1>\n##contig=<ID=X>\n"
                + "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"genotype\">\n"
                + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT");
    StringBuilder people = new StringBuilder("sample_id\tstatus\n");
    for (int i = 0; i < PATIENTS; i++) {
      text.append("\t" + id(i));
      people.append(id(i) + "\t" + (i % 2 == 0 ? "case" : "control") + "\n");
    }
    CALLS.forEach(
        (variant, calls) -> {
          String[] v = variant.split("-");
          text.append("\n%s\t%s\t.\t%s\t%s\t.\tPASS\t.\tGT".formatted(v[0], v[1], v[2], v[3]));
          for (int i = 0; i < PATIENTS; i++) {
            text.append("\t" + call(variant, i));
          }
        });
    Path vcf = Files.writeString(folder.resolve("c.vcf"), text + "\n");
    Path samples = Files.writeString(folder.resolve("people.tsv"), people);
    done("init");
    for (String name : List.of("c", "plain")) {
      List<String> line =
          new ArrayList<>(
              List.of(
                  "dataset", "ingest", "--name", name, "--vcf", vcf + "", "--profile", "SMALL"));
      line.addAll(List.of("--samples", samples + "", "--encrypt", "status"));
      if (name.equals("c")) {
        line.add("--commit");
      }
      done(line.toArray(String[]::new));
    }
  }

  @AfterAll
  static void stop() {
    DevNode.stop(folder.resolve("home/ledger/node"));
    System.clearProperty("sealome.home");
  }

  private static String id(int slot) {
    return "Q%02d".formatted(slot);
  }

  private static String call(String variant, int slot) {
    List<String> calls = CALLS.get(variant);
    return calls.get(slot % calls.size());
  }

  private static String expected(String variant, int slot) {
    String call = call(variant, slot);
    return call.contains(".") ? "not_called" : call.contains("1") ? "yes" : "no";
  }

  private static CommandRun ask(String dataset, String sample, String variant, String... more) {
    return CommandRun.of(
        Stream.concat(
                Stream.of("ask", "--dataset", dataset, "--sample", sample, "--variant", variant),
                Stream.of(more.length == 0 ? new String[] {"--as", "clinician"} : more))
            .toArray(String[]::new));
  }

  private static CommandRun inCare(String sql) {
    return CommandRun.of(
        "query", "--dataset", "c", "--purpose", "CC", "--as", "clinician", "--format", "csv", sql);
  }

  private static void grant(String dataset, String purpose, String sample) {
    done("consent", "grant", "--dataset", dataset, "--sample", sample, "--purpose", purpose);
  }

  private static long logged(String outcome) {
    return done("audit", "--dataset", "c", "--format", "csv")
        .lines()
        .filter(l -> l.contains("," + outcome + ","))
        .count();
  }

  @Test
  @Order(1)
  void onlyAClinicianWithHerConsentIsAnswered() {
    grant("c", "HMB", "all");
    ask("c", "Q01", "1-100-A-G").refused(3);
    grant("c", "CC", "Q01");
    ask("c", "Q01", "1-100-A-G", "--as", "researcher").refused(3);
    ask("c", "Q02", "1-100-A-G").refused(3);
    assertTrue(ask("c", "Q01", "1-100-A-G").out().startsWith("yes: Q01 carries a copy of ALT G"));
    assertTrue(ask("c", "Q99", "1-100-A-G").refused(2).err().contains("Q99"));
    assertTrue(ask("c", "Q01", "1-101-A-G").refused(2).err().contains("panel"));
    ask("c", "Q01", "1-100-A-G", "--as", "clinician", "--format", "csv").refused(2);
    ask("c", "' OR 1=1 --", "1-100-A-G").refused(2);
  }

  @Test
  @Order(2)
  void everyGenotypeIsAnsweredRightly() {
    grant("c", "CC", "all");
    try (Workspace workspace = new Workspace(new Home(folder.resolve("home")), null);
        Dataset dataset = workspace.dataset("c");
        QueryDesk desk = new QueryDesk(workspace, dataset, "clinician", "CC")) {
      for (String variant : CALLS.keySet()) {
        PanelVariant asked = PanelVariant.find(dataset, variant);
        for (int slot = 0; slot < PATIENTS; slot++) {
          QueryOutcome outcome = desk.answer(asked.question(id(slot)));
          assertEquals(
              expected(variant, slot),
              PanelVariant.answer(outcome.answer()),
              variant + " " + id(slot));
          assertTrue(outcome.receipt().document().integrity().get(0).isProven());
          ASKED.computeIfAbsent(variant, v -> new ArrayList<>()).add(outcome);
        }
      }
    }
  }

  @Test
  @Order(3)
  void aReceiptVerifiesAndSaysWhatItIsAbout() throws IOException {
    Path receipt = folder.resolve("answer.cbor");
    String out =
        ask(
                "c",
                "Q02",
                "1-100-A-G",
                "--as",
                "clinician",
                "--format",
                "json",
                "--receipt",
                receipt + "")
            .out();
    assertTrue(out.startsWith("{\"answer\":\"yes\",\"receipt\":{"), out);
    byte[] cbor = Files.readAllBytes(receipt);
    assertArrayEquals(cbor, ReceiptDocument.read(cbor).toCbor());
    assertEquals(0, CommandRun.of("verify", receipt + "").exit());
  }

  /**
   * Path of every leaf with its kind and length; two receipts of one variant differ in no other.
   */
  private static void shape(String path, Object node, Map<String, String> leaves) {
    switch (node) {
      case Map<?, ?> map -> map.forEach((k, v) -> shape(path + "/" + k, v, leaves));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          shape(path + "/" + i, list.get(i), leaves);
        }
      }
      case String text -> leaves.put(path, "text of " + text.length());
      case null -> leaves.put(path, "null");
      default -> leaves.put(path, node.getClass().getSimpleName());
    }
  }

  @Test
  @Order(3)
  void noReceiptTellsOneCopyFromTwoByItsShape() {
    ASKED.forEach(
        (variant, outcomes) -> {
          List<Map<String, String>> shapes = new ArrayList<>();
          for (QueryOutcome outcome : outcomes) {
            Map<String, String> leaves = new TreeMap<>();
            shape("", CanonicalJson.read(outcome.receipt().document().toBytes()), leaves);
            shapes.add(leaves);
          }
          shapes.forEach(s -> assertEquals(shapes.get(0), s, variant));
        });
  }

  /** Share of ones in what receipts show of patients with this number of copies. */
  private static double ones(boolean two, List<byte[]> shown) {
    ASKED.forEach(
        (variant, outcomes) -> {
          for (int slot = 0; slot < PATIENTS; slot++) {
            String call = call(variant, slot);
            if (call.contains("1") && call.contains("0") != two) {
              ReceiptDocument.Proof proof = outcomes.get(slot).receipt().document().proof();
              assertEquals(1, proof.openings().size());
              assertEquals(1, proof.openings().get(0).value());
              assertEquals(1, proof.leaves().size());
              shown.add(proof.openings().get(0).blinding().toBytes());
            }
          }
        });
    return shown.stream().mapToInt(b -> new BigInteger(1, b).bitCount()).sum()
        / (256.0 * shown.size());
  }

  @Test
  @Order(3)
  void noValueTellsOneCopyFromTwo() {
    List<byte[]> one = new ArrayList<>();
    List<byte[]> two = new ArrayList<>();
    double difference = ones(false, one) - ones(true, two);
    assertTrue(one.size() >= 20 && two.size() >= 20, one.size() + " and " + two.size());
    // Five standard deviations of the difference of two shares of fair bits.
    double bound = 5 * Math.sqrt(0.25 / (256.0 * one.size()) + 0.25 / (256.0 * two.size()));
    assertTrue(Math.abs(difference) < bound, difference + " is not below " + bound);
    Stream<String> all = Stream.concat(one.stream(), two.stream()).map(HexFormat.of()::formatHex);
    assertEquals(one.size() + two.size(), all.distinct().count());
  }

  @Test
  @Order(4)
  void sqlInHerCareTellsNoMore() {
    String her = " FROM genotypes WHERE sample_id = 'Q02' AND variant_id = '1-100-A-G'";
    assertEquals(
        "carries\ntrue\n",
        inCare("SELECT COUNT(*) > 0 AS carries" + her + " AND dosage >= 1").out());
    long before = logged("privacy");
    List<String> refused =
        List.of(
            "SELECT SUM(dosage)" + her,
            "SELECT COUNT(*)" + her + " AND dosage = 2",
            "SELECT COUNT(*)" + her + " AND dosage = 1",
            "SELECT SUM(ploidy) FROM genotypes WHERE sample_id = 'Q02' AND variant_id ="
                + " 'X-300-G-A'",
            "SELECT dosage, COUNT(*)" + her + " GROUP BY dosage",
            "SELECT COUNT(*) FROM samples WHERE sample_id = 'Q02' AND status = 'case'");
    refused.forEach(sql -> inCare(sql).refused(4));
    assertEquals(before + refused.size(), logged("privacy"));
  }

  @Test
  @Order(5)
  void whatIsNotCommittedToIsTrusted() {
    grant("plain", "CC", "Q01");
    String out = ask("plain", "Q01", "1-100-A-G").out();
    assertTrue(out.startsWith("yes: "), out);
    assertTrue(out.contains("trusted, not proven"), out);
  }

  private static DatasetManifest manifest() {
    try (Dataset dataset = Dataset.open(folder.resolve("home"), "c")) {
      return dataset.manifest();
    }
  }

  private static List<BlindingFile> halves() {
    DatasetManifest m = manifest();
    Path home = folder.resolve("home");
    return List.of(
        BlindingFile.engine(home, "c", m.datasetId(), m.version()),
        BlindingFile.steward(home, "c", m.datasetId(), m.version()));
  }

  /** The key of a slot as its file holds it: the last patients × (1 + 32) bytes of the half. */
  private static byte[] key(BlindingHalf half, int slot) {
    byte[] all = half.toBytes();
    int at = all.length - (PATIENTS - slot) * (1 + BlindingHalf.KEY_BYTES) + 1;
    return java.util.Arrays.copyOfRange(all, at, at + BlindingHalf.KEY_BYTES);
  }

  private static void assertDestroyed(int slot) {
    for (BlindingFile file : halves()) {
      try (BlindingHalf half = file.read()) {
        assertTrue(half.erased(slot));
      }
    }
  }

  private static boolean onDisk(byte[] key) throws IOException {
    String wanted = new String(key, StandardCharsets.ISO_8859_1);
    try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(wanted)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  @Order(6)
  void whoIsErasedIsGone() throws IOException {
    List<byte[]> keys = new ArrayList<>();
    for (BlindingFile file : halves()) {
      try (BlindingHalf half = file.read()) {
        keys.add(key(half, 4));
      }
    }
    for (byte[] key : keys) {
      assertTrue(onDisk(key));
    }
    assertTrue(done("audit", "--sample", "Q04", "--format", "csv").lines().count() > 1);
    CommandRun.of("erase", "--dataset", "c", "--sample", "all").refused(2);
    CommandRun.of("erase", "--dataset", "c", "--sample", "Q04,Q05").refused(2);
    CommandRun.of("erase", "--dataset", "c", "--sample", "Q99").refused(2);
    String first = done("erase", "--dataset", "c", "--sample", "Q04");
    assertTrue(first.startsWith("Q04 is erased from c"), first);
    assertDestroyed(4);
    for (byte[] key : keys) {
      assertFalse(onDisk(key));
    }
    assertEquals(first, done("erase", "--dataset", "c", "--sample", "Q04"));
    assertNotEquals(first, done("erase", "--dataset", "c", "--sample", "Q31"));
  }

  @Test
  @Order(7)
  void nobodyConsentsInHerPlace() {
    ask("c", "Q04", "1-100-A-G").refused(3);
    CommandRun again =
        CommandRun.of("consent", "grant", "--dataset", "c", "--sample", "Q04", "--purpose", "CC")
            .refused(2);
    assertTrue(again.err().contains("erased"), again.err());
    grant("c", "CC", "all");
    ask("c", "Q04", "1-100-A-G").refused(3);
    // No cohort's question counted her, and the key to those about her alone is destroyed.
    CommandRun history = CommandRun.of("audit", "--sample", "Q04", "--format", "csv");
    assertEquals(1, history.out().lines().count(), history.out());
    assertTrue(history.err().contains("was erased"), history.err());
    CommandRun shown =
        CommandRun.of("consent", "show", "--dataset", "c", "--sample", "all", "--format", "csv");
    assertTrue(shown.out().contains("\n30,CC,"), shown.out());
    assertTrue(shown.out().contains("\n30,HMB,"), shown.out());
    assertTrue(shown.err().contains("erased patients are passed over"), shown.err());
  }

  @Test
  @Order(7)
  void answersWithoutHerAreProven() {
    Path receipt = folder.resolve("without.json");
    long called =
        java.util.stream.IntStream.range(0, PATIENTS)
            .filter(i -> i != 4 && i != 31 && call("1-100-A-G", i).contains("1"))
            .count();
    String out =
        done(
            "query",
            "--dataset",
            "c",
            "--purpose",
            "HMB",
            "--as",
            "researcher",
            "--format",
            "json",
            "--receipt",
            receipt + "",
            "SELECT COUNT(*) AS n FROM genotypes WHERE variant_id = '1-100-A-G' AND dosage >= 1");
    assertTrue(out.contains("\"rows\":[[" + called + "]]"), out);
    assertTrue(out.contains("PROVEN"), out);
    assertEquals(0, CommandRun.of("verify", receipt + "").exit());
  }

  @Test
  @Order(8)
  void aHalfDoneErasureIsCompleted() {
    try (Workspace workspace = new Workspace(new Home(folder.resolve("home")), null);
        Account custodian = workspace.clients().account(Clients.CUSTODIAN)) {
      workspace
          .ledger()
          .datasets()
          .erase(custodian, DatasetRegistry.id(custodian.address(), "c"), 5);
    }
    ask("c", "Q05", "1-100-A-G").refused(3);
    halves().get(0).erase(5);
    done("erase", "--dataset", "c", "--sample", "Q05");
    assertDestroyed(5);
  }

  @Test
  @Order(9)
  void whatWouldNeedADestroyedKeyCannotBeProvenAndIsNoAttack() {
    for (int half = 0; half < 2; half++) {
      int slot = 7 + half;
      assertTrue(ask("c", id(slot), "1-100-A-G").out().startsWith(expected("1-100-A-G", slot)));
      halves().get(half).erase(slot);
      CommandRun ran = ask("c", id(slot), "1-100-A-G").refused(5);
      assertTrue(ran.err().contains("is destroyed"), ran.err());
    }
    assertTrue(ask("c", "Q10", "1-100-A-G").out().startsWith("yes"));
    assertEquals("c is not frozen\n", done("dataset", "unfreeze", "c"));
  }
}
