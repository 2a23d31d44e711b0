// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.cli.CommandRun.done;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.DevNode;
import org.sealome.ledger.LogEntry;
import org.sealome.ledger.LogFilter;
import org.sealome.query.consent.SubjectKeys;

/** What patients read in the log of the questions that were asked, with her own key and without. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessHistoryTest {
  @TempDir static Path folder;

  private static Path home;

  @BeforeAll
  static void whatWasAsked() throws IOException {
    home = folder.resolve("home");
    System.setProperty("sealome.home", home.toString());
    StringBuilder text =
        new StringBuilder(
            "##fileformat=VCFv4.2\n##contig=<ID=1>\n"
                + "##INFO=<ID=GENE,Number=1,Type=String,Description=\"gene\">\n"
                + "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"genotype\">\n"
                + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT");
    StringBuilder row = new StringBuilder("\n1\t100\t.\tA\tG\t.\tPASS\tGENE=TTR\tGT");
    for (int i = 0; i < 24; i++) {
      text.append("\tP" + i);
      row.append(i % 2 == 0 ? "\t0/1" : "\t0/0");
    }
    Path vcf = Files.writeString(folder.resolve("h.vcf"), text.append(row).append('\n'));
    done("init");
    done(("dataset ingest --name h --profile SMALL --info GENE --vcf " + vcf).split(" "));
    done("consent grant --dataset h --sample all --purpose HMB".split(" "));
    done("consent grant --dataset h --sample P3,P7 --purpose CC".split(" "));
    done(query("researcher", "HMB", "SELECT COUNT(*) FROM genotypes WHERE dosage = 1"));
    done(query("researcher", "HMB", "SELECT COUNT(*) FROM variants"));
    refused(4, query("researcher", "HMB", "SELECT sample_id, dosage FROM genotypes"));
    done(ask("P3", "clinician"));
    refused(3, ask("P4", "clinician"));
    refused(3, ask("P3", "researcher"));
    refused(4, query("researcher", "HMB", "SELECT dosage FROM genotypes WHERE sample_id = 'P3'"));
    refused(
        4, query("clinician", "CC", "SELECT SUM(dosage) FROM genotypes WHERE sample_id = 'P3'"));
  }

  @AfterAll
  static void stop() {
    DevNode.stop(home.resolve("ledger/node"));
    System.clearProperty("sealome.home");
  }

  private static String[] query(String as, String purpose, String sql) {
    return new String[] {"query", "--dataset", "h", "--purpose", purpose, "--as", as, sql};
  }

  private static String[] ask(String sample, String as) {
    return ("ask --dataset h --variant 1-100-A-G --sample " + sample + " --as " + as).split(" ");
  }

  private static void refused(int code, String... args) {
    CommandRun.of(args).refused(code);
  }

  /** Requester, purpose, genes, about, outcome. */
  private static List<String> rows(String csv) {
    List<String> lines = csv.lines().toList();
    assertEquals(String.join(",", AuditTrail.COLUMNS), lines.getFirst());
    return lines.stream()
        .skip(1)
        .map(line -> String.join(" ", Arrays.asList(line.split(",")).subList(4, 9)))
        .toList();
  }

  private static List<String> history(String sample) {
    return rows(done("audit", "--sample", sample, "--format", "csv"));
  }

  private static final String OF_ALL = "researcher HMB TTR cohort answered";

  private static final List<String> OF_P3 =
      List.of(
          OF_ALL,
          "clinician CC TTR one patient answered",
          "researcher CC TTR one patient consent",
          "researcher HMB \"\" one patient privacy",
          "clinician CC TTR one patient privacy");

  @Test
  @Order(1)
  void aPatientSeesWhoAskedWhatAnsweredOrRefused() {
    assertEquals(OF_P3, history("P3"));
    assertEquals(List.of(OF_ALL, "clinician CC TTR one patient consent"), history("P4"));
    assertEquals(List.of(OF_ALL), history("P7"));
    assertEquals(List.of(OF_ALL), history("P5"));
    assertEquals(8, rows(done("audit", "--dataset", "h", "--format", "csv")).size());
  }

  @Test
  @Order(2)
  void theLogTellsNobodyElseWhomAQuestionIsAbout() {
    Set<Bytes32> tags = new HashSet<>();
    try (Workspace workspace = new Workspace(new Home(home), null)) {
      for (LogEntry entry : workspace.ledger().queryLog().entries(LogFilter.ALL)) {
        Bytes32 tag = entry.closing().orElseThrow().subjectTag();
        assertTrue(tag.isZero() || tags.add(tag), "no tag stands twice");
      }
    }
    assertEquals(5, tags.size());
  }

  @Test
  @Order(3)
  void theLedgerAndHerKeyAreEnough() throws IOException {
    Path hers = folder.resolve("hers.json");
    Path others = folder.resolve("others.json");
    done("consent", "history-key", "--dataset", "h", "--sample", "P3", "--to", hers + "");
    done("consent", "history-key", "--dataset", "h", "--sample", "P5", "--to", others + "");
    refused(2, "consent", "history-key", "--dataset", "h", "--sample", "P3,P5", "--to", hers + "");
    String researcher;
    String clinician;
    String node;
    try (Workspace workspace = new Workspace(new Home(home), null)) {
      node = workspace.node().toString();
      researcher = workspace.clients().get("researcher").address().hex();
      clinician = workspace.clients().get("clinician").address().hex();
    }
    Path elsewhere = folder.resolve("elsewhere");
    Files.createDirectories(elsewhere.resolve("ledger"));
    Files.copy(home.resolve("ledger/deployment.json"), elsewhere.resolve("ledger/deployment.json"));
    System.setProperty("sealome.home", elsewhere.toString());
    try {
      String[] audit = {"audit", "--rpc", node, "--format", "csv", "--history-key", hers + ""};
      List<String> read =
          rows(done(audit)).stream()
              .map(row -> row.replace(researcher, "researcher").replace(clinician, "clinician"))
              .toList();
      assertEquals(OF_P3, read);
      audit[6] = others + "";
      assertEquals(1, rows(done(audit)).size());
      audit[6] = folder.resolve("h.vcf") + "";
      refused(2, audit);
      refused(2, "audit", "--history-key", hers + "", "--sample", "P3");
    } finally {
      System.setProperty("sealome.home", home.toString());
    }
  }

  private static boolean onDisk(byte[] key) throws IOException {
    String raw = new String(key, StandardCharsets.ISO_8859_1);
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (content.contains(raw) || content.contains(HexFormat.of().formatHex(key))) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  @Order(4)
  void withAnErasedPatientHerKeyIsDestroyedAndNobodyElses() throws IOException {
    byte[] seed = Files.readAllBytes(home.resolve("steward/subjects/h.seed"));
    byte[] hers = SubjectKeys.ofPatients(home, "h").key(3).orElseThrow();
    byte[] another = SubjectKeys.ofPatients(home, "h").key(4).orElseThrow();
    assertTrue(onDisk(seed));
    done("erase", "--dataset", "h", "--sample", "P3");
    assertFalse(onDisk(seed), "it would bring her key back");
    assertFalse(onDisk(hers));
    assertTrue(onDisk(another));
    assertEquals(List.of(OF_ALL), history("P3"));
    assertEquals(List.of(OF_ALL, "clinician CC TTR one patient consent"), history("P4"));
    refused(
        2,
        "consent",
        "history-key",
        "--dataset",
        "h",
        "--sample",
        "P3",
        "--to",
        folder + "/no.json");

    // The next one is asked about and erased, and the log goes on for those who stay.
    refused(3, ask("P3", "clinician"));
    assertEquals(List.of(OF_ALL), history("P3"));
    refused(3, ask("P4", "clinician"));
    assertEquals(3, history("P4").size());
    byte[] next = SubjectKeys.ofSteward(home, "h").key(7).orElseThrow();
    done("erase", "--dataset", "h", "--sample", "P7");
    assertFalse(onDisk(next));
    assertEquals(3, history("P4").size());
  }
}
