// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.Account;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.DatasetAnchor;
import org.sealome.ledger.DatasetRegistry;
import org.sealome.ledger.DevNode;

/** The commands on one small cohort, in the order in which a user would type them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineTest {
  private static final String CARRIERS =
      "SELECT COUNT(*) AS n FROM genotypes WHERE variant_id = '10-94781859-G-A' AND dosage >= 1";

  @TempDir static Path folder;
  private static SimulatedCohort cohort;

  @BeforeAll
  static void people() throws IOException {
    System.setProperty("sealome.home", folder.resolve("home").toString());
    cohort = new SimulatedCohort(120);
    cohort.writeVcf(folder.resolve("cohort.vcf"));
    cohort.writeSamples(folder.resolve("people.tsv"));
  }

  @AfterAll
  static void stop() {
    DevNode.stop(folder.resolve("home/ledger/node"));
    System.clearProperty("sealome.home");
  }

  private static CommandRun run(String... args) {
    return CommandRun.of(args);
  }

  private static CommandRun query(String... rest) {
    return run(
        Stream.concat(
                Stream.of("query", "--dataset", "c", "--purpose", "HMB", "--as", "researcher"),
                Stream.of(rest))
            .toArray(String[]::new));
  }

  private static void refused(int code, CommandRun ran) {
    ran.refused(code);
  }

  private static long carriers(int from) {
    int v =
        cohort.variants().stream()
            .map(FamousVariants.Variant::id)
            .toList()
            .indexOf("10-94781859-G-A");
    return cohort.people().stream().skip(from).filter(p -> p.calls().get(v).contains("1")).count();
  }

  @Test
  @Order(1)
  void nothingWorksBeforeInitAndItSaysWhatToDo() {
    CommandRun ran = query(CARRIERS);
    refused(2, ran);
    assertTrue(ran.err().contains("sealome init"), ran.err());
    refused(2, run("dataset", "list"));
    refused(2, run());
    refused(2, run("qurey"));
  }

  @Test
  @Order(2)
  void initTwiceIsInitOnceAndSecretsAreSecret() throws IOException {
    assertEquals(0, run("init").exit());
    String first = run("client", "list", "--format", "csv").out();
    assertEquals(0, run("init").exit());
    assertEquals(first, run("client", "list", "--format", "csv").out());
    assertEquals(7, first.lines().count());
    try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
      for (Path f : files.filter(f -> f.toString().endsWith(".key")).toList()) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(f)), f + "");
      }
    }
  }

  @Test
  @Order(3)
  void ingestShowsWhatItDid() {
    refused(2, run("dataset", "ingest", "--name", "c", "--vcf", folder.resolve("no.vcf") + ""));
    refused(
        2, run("dataset", "ingest", "--name", "a b", "--vcf", folder.resolve("cohort.vcf") + ""));
    CommandRun ran =
        run(
            "dataset",
            "ingest",
            "--name",
            "C",
            "--vcf",
            folder.resolve("cohort.vcf") + "",
            "--samples",
            folder.resolve("people.tsv") + "",
            "--public",
            "sex,ancestry",
            "--encrypt",
            "status",
            "--info",
            "GENE",
            "--min-cell",
            "1");
    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().startsWith("c version 1: 120 patients, 51 variants"), ran.out());
    refused(2, run("dataset", "ingest", "--name", "c", "--vcf", folder.resolve("cohort.vcf") + ""));
    assertTrue(run("dataset", "list").out().contains("STANDARD"));
    assertTrue(run("dataset", "show", "c").out().contains("case, control"));
  }

  @Test
  @Order(4)
  void consentDecides() throws IOException {
    refused(3, query(CARRIERS));
    refused(2, run("consent", "grant", "--dataset", "c", "--sample", "all", "--purpose", "FUN"));
    refused(
        2,
        run(
            "consent",
            "grant",
            "--dataset",
            "c",
            "--sample",
            "all",
            "--purpose",
            "HMB",
            "--until",
            "2001-01-01"));
    refused(2, run("consent", "grant", "--dataset", "c", "--sample", "X1", "--purpose", "HMB"));
    assertEquals(
        0, run("consent", "grant", "--dataset", "c", "--sample", "all", "--purpose", "HMB").exit());
    assertEquals("n\n" + carriers(0) + "\n", query("--format", "csv", CARRIERS).out());
    refused(3, run("query", "--dataset", "c", "--purpose", "POA", "--as", "researcher", CARRIERS));

    Path ids = folder.resolve("withdrawn.txt");
    Files.write(ids, cohort.people().stream().limit(40).map(SimulatedCohort.Person::id).toList());
    assertEquals(0, run("consent", "revoke", "--dataset", "c", "--sample", "@" + ids).exit());
    assertEquals("n\n" + carriers(40) + "\n", query("--format", "csv", CARRIERS).out());
    assertTrue(
        run("consent", "show", "--dataset", "c", "--sample", "all", "--format", "csv")
            .out()
            .contains("\n80,HMB,anyone,"));
  }

  @Test
  @Order(5)
  void refusalsHaveTheirCodesAndNoRows() {
    refused(4, query("SELECT sample_id, dosage FROM genotypes"));
    refused(2, query("SELECT nothing FROM genotypes"));
    refused(2, query("SELECT 1; SELECT 2"));
    refused(2, query("-- nothing"));
    refused(2, run("query", "--dataset", "d", "--purpose", "HMB", "--as", "researcher", CARRIERS));
    refused(2, run("query", "--dataset", "c", "--purpose", "HMB", "--as", "nobody", CARRIERS));
    CommandRun json = query("--format", "json", "SELECT sample_id, dosage FROM genotypes");
    refused(4, json);
    assertTrue(
        json.err().startsWith("{\"error\":{\"code\":\"privacy\",\"message\":\""), json.err());
    refused(
        6,
        run(
            "--rpc",
            "http://127.0.0.1:9",
            "query",
            "--dataset",
            "c",
            "--purpose",
            "HMB",
            "--as",
            "researcher",
            CARRIERS));
  }

  @Test
  @Order(6)
  void aFileIsAnsweredLineByLineAndLeavesReceipts() throws IOException {
    Path sql = folder.resolve("study.sql");
    Files.writeString(
        sql,
        "SELECT COUNT(*) FROM samples; -- fine; so far\nSELECT sample_id, dosage FROM genotypes;\n"
            + CARRIERS
            + ";;\n");
    Path receipt = folder.resolve("receipt.json");
    CommandRun ran = query("--format", "json", "-f", sql + "", "--receipt", receipt + "");
    assertEquals(4, ran.exit());
    List<String> lines = ran.out().lines().toList();
    assertEquals(3, lines.size());
    assertTrue(lines.get(0).contains("\"rows\":[[80]]"), lines.get(0));
    assertTrue(lines.get(1).startsWith("{\"error\":{\"code\":\"privacy\""), lines.get(1));
    assertTrue(lines.get(2).contains("\"rows\":[[" + carriers(40) + "]]"), lines.get(2));
    assertTrue(lines.get(2).contains("\"receipt\":{"), lines.get(2));
    assertTrue(Files.isRegularFile(folder.resolve("receipt.json.1")));
    assertFalse(Files.exists(folder.resolve("receipt.json.2")));
    assertTrue(Files.isDirectory(folder.resolve("receipt.json.3.columns")));
  }

  @Test
  @Order(6)
  void aReceiptTakesNothingAwayThatItDidNotBring() throws IOException {
    Path columns = Files.createDirectories(folder.resolve("kept.json.columns"));
    Path foreign = Files.writeString(columns.resolve("thesis.txt"), "years of work");
    Path stale = Files.writeString(columns.resolve("0a".repeat(32)), "a column");
    Path receipt = Files.writeString(folder.resolve("kept.json"), "old");
    assertEquals(0, query("--receipt", receipt + "", "SELECT COUNT(*) FROM samples").exit());
    assertTrue(Files.exists(foreign));
    assertFalse(Files.exists(stale));
    assertTrue(Files.readString(receipt).startsWith("{"));
    assertFalse(Files.exists(folder.resolve("kept.json.part")));

    // Where no receipt can be written, nothing is asked.
    long before = run("audit", "--dataset", "c", "--format", "csv").out().lines().count();
    Path file = Files.writeString(folder.resolve("taken.json.columns"), "a file");
    refused(2, query("--receipt", folder.resolve("no/where.json") + "", CARRIERS));
    refused(2, query("--receipt", columns + "", CARRIERS));
    refused(2, query("--receipt", folder.resolve("taken.json") + "", CARRIERS));
    assertEquals("a file", Files.readString(file));
    assertEquals(before, run("audit", "--dataset", "c", "--format", "csv").out().lines().count());
  }

  @Test
  @Order(6)
  void aReceiptIsVerifiedWithWhatLiesBesideItAndOnTheLedger() throws IOException {
    Path receipt = folder.resolve("verified.json");
    assertEquals(0, query("--receipt", receipt + "", CARRIERS).exit());
    CommandRun verified = run("verify", receipt + "");
    assertEquals(0, verified.exit(), verified.err());
    assertTrue(verified.out().contains("the steward closed it as answered with this receipt"));
    assertTrue(verified.out().contains("the consent mask is what the ledger said"));
    assertTrue(verified.out().contains("engine and steward, for column 1"), verified.out());
    assertEquals(0, run("verify", receipt + "", "--columns", receipt + ".columns").exit());
    refused(5, run("verify", receipt + "", "--columns", folder.resolve("nowhere") + ""));
    Files.writeString(
        receipt,
        Files.readString(receipt).replace("\"class\":\"TRUSTED\"", "\"class\":\"PROVEN\""));
    refused(5, run("verify", receipt + ""));
    Files.writeString(receipt, "{}");
    refused(5, run("verify", receipt + ""));
    refused(2, run("verify", folder.resolve("none.json") + ""));
  }

  @Test
  @Order(6)
  void anAnswerThatCannotBeWrittenIsAFailure() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    int exit =
        Main.run(
            new Console(
                new PrintStream(full, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            "client",
            "list");
    assertEquals(1, exit);
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("could not be written"));
  }

  @Test
  @Order(7)
  void theTrailShowsEveryQueryAndAPatientHers() {
    List<String> all = run("audit", "--dataset", "c", "--format", "csv").out().lines().toList();
    assertEquals(AuditTrail.COLUMNS, List.of(all.get(0).split(",")));
    assertTrue(all.stream().anyMatch(l -> l.contains(",privacy,")));
    assertTrue(all.stream().anyMatch(l -> l.contains(",consent,")));
    long answered = all.stream().filter(l -> l.contains(",answered,")).count();
    assertEquals(
        answered, run("audit", "--sample", "P0100", "--format", "csv").out().lines().count() - 1);
    assertEquals(1, run("audit", "--sample", "P0001", "--format", "csv").out().lines().count() - 1);
    refused(2, run("audit"));
    refused(2, run("audit", "--sample", "X1"));
  }

  @Test
  @Order(8)
  void explainAsksNobody() {
    long before = run("audit", "--dataset", "c", "--format", "csv").out().lines().count();
    CommandRun ran = run("explain", "--dataset", "c", CARRIERS);
    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().contains("noise"), ran.out());
    refused(4, run("explain", "--dataset", "c", "SELECT sample_id, dosage FROM genotypes"));
    assertEquals(before, run("audit", "--dataset", "c", "--format", "csv").out().lines().count());
  }

  @Test
  @Order(9)
  void everyCommandTeachesByExample() {
    for (String command :
        List.of(
            "demo",
            "init",
            "status",
            "node",
            "client",
            "client add",
            "dataset",
            "dataset ingest",
            "dataset list",
            "dataset show",
            "dataset verify",
            "dataset compact",
            "dataset unfreeze",
            "consent",
            "consent grant",
            "consent revoke",
            "consent show",
            "consent delegate",
            "client affiliate",
            "client relayer",
            "ethics",
            "ethics approve",
            "ethics withdraw",
            "ethics show",
            "govern",
            "govern pause",
            "govern resume",
            "govern institution",
            "govern member",
            "govern threshold",
            "query",
            "explain",
            "ask",
            "erase",
            "audit")) {
      CommandRun ran = run((command + " --help").split(" "));
      assertEquals(0, ran.exit(), command);
      assertTrue(ran.out().contains("Example"), command);
      assertTrue(ran.out().contains("sealome " + command.split(" ")[0]), command);
    }
  }

  @Test
  @Order(10)
  void verifyNoticesDamage() throws IOException {
    assertEquals(0, run("dataset", "verify", "c").exit());
    assertEquals(0, run("status").exit());
    assertEquals("c is not frozen\n", run("dataset", "unfreeze", "c").out());
    try (Stream<Path> files = Files.walk(folder.resolve("home/engine"))) {
      for (Path f : files.filter(p -> p.toString().endsWith(".planes")).toList()) {
        try (var channel =
            java.nio.channels.FileChannel.open(f, java.nio.file.StandardOpenOption.WRITE)) {
          channel.write(java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}), channel.size() / 2);
        }
      }
    }
    refused(5, run("dataset", "verify", "c"));
    refused(5, query("SELECT SUM(dosage), SUM(ploidy) FROM genotypes"));
  }

  @Test
  @Order(11)
  void consentIsSignedForWhatIsAnchoredOnly() {
    assertEquals(0, run("consent", "show", "--dataset", "c", "--sample", "all").exit());
    try (Workspace workspace = new Workspace(new Home(folder.resolve("home")), null)) {
      Account custodian = workspace.clients().account(Clients.CUSTODIAN);
      Bytes32 id = DatasetRegistry.id(custodian.address(), "c");
      DatasetAnchor now = workspace.ledger().datasets().find(id, null).orElseThrow().anchor();
      DatasetAnchor other =
          new DatasetAnchor(
              Bytes32.keccak("another manifest"),
              now.commitmentRoot(),
              now.parametersHash(),
              now.patients());
      workspace.ledger().datasets().nextVersion(custodian, id, other);
    }
    refused(5, run("consent", "grant", "--dataset", "c", "--sample", "all", "--purpose", "GRU"));
    refused(5, run("consent", "revoke", "--dataset", "c", "--sample", "all"));
    refused(5, run("consent", "show", "--dataset", "c", "--sample", "all"));
  }
}
