// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.cli.CommandRun.done;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** A second batch of patients and of variants, in the order in which a custodian goes about it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExtendCommandTest {
  private static final int FIRST = 12;
  private static final int BOTH = 18;
  private static final int ERASED = 4;

  /** By site, what patient i is called at i modulo the length. */
  private static final List<List<String>> CALLS =
      List.of(
          List.of("0/0", "0/1", "1/1", "0/1", "./."),
          List.of("1/1", "0/0", "0/0", "0/1"),
          List.of("0/1", "0/0", "1/1"));

  private static final List<String> SITES =
      List.of("1\t100\t.\tA\tG", "1\t150\trs9\tG\tT", "2\t200\trs7\tC\tT");

  @TempDir static Path folder;
  private static Path first;
  private static Path people;

  @BeforeAll
  static void cohort() throws IOException {
    System.setProperty("sealome.home", folder.resolve("home").toString());
    first = vcf("first.vcf", 0, FIRST, 0, 2);
    people = samples("people.tsv", "F");
    done("init");
    done(
        "dataset",
        "ingest",
        "--name",
        "c",
        "--vcf",
        first + "",
        "--samples",
        people + "",
        "--public",
        "sex",
        "--min-cell",
        "1",
        "--commit");
    done("consent", "grant", "--dataset", "c", "--sample", "all", "--purpose", "HMB");
    done("consent", "grant", "--dataset", "c", "--sample", "all", "--purpose", "CC");
    query(0, "--receipt", folder.resolve("old.json") + "");
  }

  @AfterAll
  static void stop() {
    DevNode.stop(folder.resolve("home/ledger/node"));
    System.clearProperty("sealome.home");
  }

  private static String id(int patient) {
    return "patient-%04d".formatted(patient);
  }

  private static Path vcf(String name, int from, int to, int... sites) throws IOException {
    StringBuilder text =
        new StringBuilder(
            "##fileformat=VCFv4.2\n##contig=<ID=1>\n##contig=<ID=2>\n"
                + "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"genotype\">\n"
                + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT");
    IntStream.range(from, to).forEach(i -> text.append("\t" + id(i)));
    for (int site : sites) {
      text.append("\n" + SITES.get(site) + "\t.\tPASS\t.\tGT");
      IntStream.range(from, to).forEach(i -> text.append("\t" + call(site, i)));
    }
    return Files.writeString(folder.resolve(name), text.append('\n'));
  }

  private static Path samples(String name, String second) throws IOException {
    StringBuilder text = new StringBuilder("sample_id\tsex\n");
    for (int i = 0; i < BOTH; i++) {
      text.append("%s\t%s%n".formatted(id(i), i == 1 ? second : i % 2 == 0 ? "M" : "F"));
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private static String call(int site, int patient) {
    return CALLS.get(site).get(patient % CALLS.get(site).size());
  }

  private static CommandRun extend(Path vcf, Path samples, String... more) {
    return CommandRun.of(
        Stream.concat(
                Stream.of("dataset", "extend", "c", "--vcf", vcf + "", "--samples", samples + ""),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static void refuses(String saying, CommandRun ran) {
    String said = ran.refused(2).err();
    assertTrue(said.contains(saying), said);
  }

  /** Carriers at a site. */
  private static String query(int site, String... more) {
    String[] parts = SITES.get(site).split("\t");
    List<String> line =
        new ArrayList<>(
            List.of("query", "--dataset", "c", "--purpose", "HMB", "--as", "researcher"));
    line.addAll(List.of("--format", "csv"));
    line.addAll(List.of(more));
    line.add(
        "SELECT COUNT(*) AS n FROM genotypes WHERE variant_id = '%s-%s-%s-%s' AND dosage >= 1"
            .formatted(parts[0], parts[1], parts[3], parts[4]));
    return done(line.toArray(String[]::new));
  }

  private static String carriers(int site, IntPredicate who) {
    return "n\n"
        + IntStream.range(0, BOTH).filter(who).filter(i -> call(site, i).contains("1")).count()
        + "\n";
  }

  @Test
  @Order(1)
  void whatIsNoExtensionIsRefusedAndNothingIsLost() throws IOException {
    Path both = vcf("both.vcf", 0, BOTH, 0, 1, 2);
    refuses("nothing comes", extend(first, people));
    Path unnamed = vcf("unnamed.vcf", 0, BOTH, 0, 2);
    refuses("nothing comes", extend(unnamed, people));
    refuses("already", extend(both, people, "--add", id(3)));
    refuses("twice", extend(both, people, "--add", id(14) + "," + id(14)));
    refuses("nobody", extend(both, people, "--add", "nobody"));
    Path batch = vcf("batch.vcf", FIRST, BOTH, 0, 1, 2);
    refuses("lacks patients", extend(batch, people, "--add", id(14)));
    Path fewer = vcf("fewer.vcf", 0, BOTH, 0, 1);
    refuses("2-200-C-T", extend(fewer, people, "--add", id(14)));
    Path others = samples("others.tsv", "X");
    refuses("sex of " + id(1), extend(both, others, "--add", id(14)));
    done("erase", "--dataset", "c", "--sample", id(ERASED));
    refuses("for good", extend(both, people, "--add", id(ERASED)));
    String again =
        CommandRun.of("dataset", "ingest", "--name", "c", "--vcf", both + "").refused(2).err();
    assertTrue(again.contains("dataset extend c"), again);
    done("dataset", "verify", "c", "--proofs");
    assertEquals(carriers(0, i -> i < FIRST && i != ERASED), query(0));
  }

  @Test
  @Order(2)
  void aSecondBatchIsANewVersionAndCountsOnceItConsents() throws IOException {
    Path both = folder.resolve("both.vcf");
    Path ids =
        Files.writeString(
            folder.resolve("batch.txt"),
            String.join("\n", IntStream.range(FIRST, BOTH - 1).mapToObj(i -> id(i)).toList()));
    CommandRun ran = extend(both, people, "--add", "@" + ids);
    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().startsWith("c version 2: 17 patients, 3 variants"), ran.out());
    assertTrue(ran.out().contains("5 patients and 1 variants came; version 1"), ran.out());
    assertTrue(ran.err().contains("consent grant --dataset c --sample @"), ran.err());

    IntPredicate before = i -> i < FIRST && i != ERASED;
    IntStream.range(0, SITES.size()).forEach(s -> assertEquals(carriers(s, before), query(s)));
    done("consent", "grant", "--dataset", "c", "--sample", "@" + ids, "--purpose", "HMB");
    IntPredicate all = i -> i < BOTH - 1 && i != ERASED;
    IntStream.range(0, SITES.size()).forEach(s -> assertEquals(carriers(s, all), query(s)));
    String shown = done("dataset", "verify", "c", "--proofs");
    assertTrue(shown.contains("3 committed columns, whose proofs and totals hold"), shown);
    String stands = done("consent", "show", "--dataset", "c", "--sample", "all", "--format", "csv");
    assertTrue(stands.contains("16,HMB,anyone") && stands.contains("11,CC,anyone"), stands);
  }

  @Test
  @Order(3)
  void receiptsOfBothVersionsAreCheckable() {
    query(1, "--receipt", folder.resolve("new.json") + "");
    assertTrue(done("verify", folder.resolve("old.json") + "").contains("version 1"));
    // A development node that starts again has forgotten the state of old blocks; events stay.
    DevNode.stop(folder.resolve("home/ledger/node"));
    String remembered = done("verify", folder.resolve("old.json") + "");
    assertTrue(remembered.contains("the consent mask is what the ledger said"), remembered);
    assertFalse(remembered.contains("the node has no state of it"), remembered);
    assertTrue(done("verify", folder.resolve("new.json") + "").contains("version 2"));
    String answer =
        done(
            "ask",
            "--dataset",
            "c",
            "--variant",
            "1-150-G-T",
            "--as",
            "clinician",
            "--sample",
            id(3));
    assertTrue(answer.startsWith("yes"), answer);
    assertTrue(answer.contains("proven: it opens"), answer);
    String history = done("audit", "--sample", id(FIRST), "--format", "csv");
    assertFalse(history.contains(",c,1,"), "not of before she came: " + history);
    assertTrue(history.contains(",c,2,"), history);
  }

  @Test
  @Order(4)
  void variantsComeAloneToo() throws IOException {
    Path wider =
        Files.writeString(
            folder.resolve("wider.vcf"),
            Files.readString(folder.resolve("both.vcf"))
                + "2\t300\t.\tA\tC\t.\tPASS\t.\tGT"
                + "\t0/1".repeat(BOTH)
                + "\n");
    CommandRun ran = extend(wider, people);
    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().contains("0 patients and 1 variants came; version 2"), ran.out());
    assertEquals("", ran.err());
    assertEquals(carriers(0, i -> i < BOTH - 1 && i != ERASED), query(0));
  }

  @Test
  @Order(5)
  void whatWasToldBeforeStillHoldsAnswersBackAfter() {
    String[] ingest = {"dataset", "ingest", "--name", "d", "--min-cell", "3", "--vcf", first + ""};
    done(ingest);
    done("consent", "grant", "--dataset", "d", "--sample", "all", "--purpose", "HMB");
    assertEquals("n\n8\n", carriersInD());
    String both = folder.resolve("both.vcf") + "";
    done("dataset", "extend", "d", "--vcf", both, "--add", id(12));
    assertEquals("n\n8\n", carriersInD(), "the same patients");
    done("consent", "grant", "--dataset", "d", "--sample", id(12), "--purpose", "HMB");
    assertEquals("n\n\n", carriersInD(), "one more would be told");
    done("dataset", "extend", "d", "--vcf", both, "--add", id(13) + "," + id(14));
    done("consent", "grant", "--dataset", "d", "--sample", "all", "--purpose", "HMB");
    assertEquals("n\n10\n", carriersInD());
  }

  private static String carriersInD() {
    String[] ask = {"query", "--dataset", "d", "--purpose", "HMB", "--as", "researcher"};
    return done(
        Stream.of(
                Stream.of(ask),
                Stream.of(
                    "--format",
                    "csv",
                    "SELECT COUNT(*) AS n FROM genotypes"
                        + " WHERE variant_id = '2-200-C-T' AND dosage >= 1"))
            .flatMap(a -> a)
            .toArray(String[]::new));
  }
}
