// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.sealome.query.catalog.CommittedDataset;
import org.sealome.query.catalog.Dataset;
import org.sealome.zk.column.ColumnEntry;

/** Datasets with commitments, in the order in which a custodian would go about them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommittedCommandLineTest {
  @TempDir static Path folder;

  private static String vcf;
  private static String people;

  @BeforeAll
  static void cohort() throws IOException {
    System.setProperty("sealome.home", folder.resolve("home").toString());
    StringBuilder text =
        new StringBuilder(
            "##fileformat=VCFv4.2\n##contig=<ID=1>\n##contig=<ID=X>\n"
                + "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"genotype\">\n"
                + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT");
    StringBuilder samples = new StringBuilder("sample_id\tstatus\n");
    for (int i = 0; i < 30; i++) {
      text.append("\tP" + i);
      samples.append("P" + i + "\t" + (i % 2 == 0 ? "case" : "control") + "\n");
    }
    row(text, "1\t100\t.\tA\tG", "0/0", "0/1", "1/1");
    row(text, "1\t200\t.\tC\tT", "0/1", "./.", "0/0");
    row(text, "X\t300\t.\tG\tA", "1", "0/1", ".");
    vcf = Files.writeString(folder.resolve("c.vcf"), text + "\n").toString();
    people = Files.writeString(folder.resolve("people.tsv"), samples).toString();
    assertEquals(0, CommandRun.of("init").exit());
  }

  private static void row(StringBuilder text, String site, String... calls) {
    text.append("\n" + site + "\t.\tPASS\t.\tGT");
    for (int i = 0; i < 30; i++) {
      text.append("\t" + calls[i % calls.length]);
    }
  }

  @AfterAll
  static void stop() {
    DevNode.stop(folder.resolve("home/ledger/node"));
    System.clearProperty("sealome.home");
  }

  private static CommandRun ingest(String name, String... more) {
    return CommandRun.of(
        Stream.concat(
                Stream.of("dataset", "ingest", "--name", name, "--vcf", vcf, "--profile", "SMALL"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  @Order(1)
  void whatCannotBeCommittedToIsUsage() {
    CommandRun proven = ingest("c", "--require", "proven").refused(2);
    assertTrue(proven.err().contains("--require proven needs --commit"), proven.err());
    ingest("c", "--require", "certain", "--commit").refused(2);
    ingest("c", "--commit=" + folder.resolve("no.bed")).refused(2);
  }

  @Test
  @Order(2)
  void commitmentsAreReportedShownAndAnchored() {
    CommandRun ran =
        ingest("c", "--samples", people, "--encrypt", "status", "--commit", "--require", "proven");
    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().contains("committed to 4 columns, 330 commitments"), ran.out());
    assertTrue(ran.out().contains("only proven answers leave"), ran.out());
    assertTrue(ran.out().contains("µs of one core"), ran.out());
    String show = CommandRun.of("dataset", "show", "c").out();
    assertTrue(show.contains("3 of 3 variants, 1 sample columns"), show);
    assertTrue(show.contains("proven answers only"), show);
    assertTrue(CommandRun.of("dataset", "list", "--format", "csv").out().contains(",4,"));
    assertTrue(CommandRun.of("status").out().contains("4 committed columns"));
    try (Workspace workspace = new Workspace(new Home(folder.resolve("home")), null);
        Account custodian = workspace.clients().account(Clients.CUSTODIAN);
        Dataset dataset = workspace.dataset("c")) {
      Bytes32 id = DatasetRegistry.id(custodian.address(), "c");
      assertEquals(id, Bytes32.fromHex(dataset.manifest().datasetId()));
      assertEquals(
          Bytes32.fromHex(dataset.manifest().commitments().root()),
          workspace.ledger().datasets().find(id, null).orElseThrow().anchor().commitmentRoot());
    }
  }

  @Test
  @Order(3)
  void aPanelIsCommittedToAlone() throws IOException {
    Path sites = Files.writeString(folder.resolve("panel.bed"), "chr1\t150\t250\n");
    CommandRun ran = ingest("panel", "--commit=" + sites);
    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().contains("committed to 1 columns, 90 commitments"), ran.out());
  }

  @Test
  @Order(4)
  void everyColumnAndProofIsVerified() throws IOException {
    CommandRun all = CommandRun.of("dataset", "verify", "c", "--proofs");
    assertEquals(0, all.exit(), all.err());
    assertTrue(all.out().contains("4 committed columns, whose proofs and totals hold"), all.out());
    try (Dataset dataset = Dataset.open(folder.resolve("home"), "c")) {
      CommittedDataset committed = dataset.commitments().orElseThrow();
      ColumnEntry entry = committed.entry("1-200-C-T/HET").orElseThrow();
      ColumnEntry other = committed.entry("1-100-A-G/HET").orElseThrow();
      for (Path file : List.of(committed.fileOf(entry), committed.proofOf(entry))) {
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[changed.length - 5] ^= 4;
        Files.write(file, changed);
        CommandRun found = CommandRun.of("dataset", "verify", "c").refused(5);
        assertTrue(found.err().contains("1-200-C-T"), found.err());
        assertTrue(found.err().contains(file.getFileName() + ""), found.err());
        Files.write(file, Files.readAllBytes(committed.fileOf(other)));
        CommandRun.of("dataset", "verify", "c").refused(5);
        Files.write(file, whole);
      }
    }
    assertEquals(0, CommandRun.of("dataset", "verify", "c").exit());
  }

  @Test
  @Order(5)
  void theLedgersRootIsTheOneThatCounts() {
    try (Workspace workspace = new Workspace(new Home(folder.resolve("home")), null);
        Account custodian = workspace.clients().account(Clients.CUSTODIAN)) {
      Bytes32 id = DatasetRegistry.id(custodian.address(), "panel");
      DatasetAnchor now = workspace.ledger().datasets().find(id, null).orElseThrow().anchor();
      DatasetAnchor other =
          new DatasetAnchor(
              now.manifestHash(),
              Bytes32.keccak("another tree"),
              now.parametersHash(),
              now.patients());
      workspace.ledger().datasets().nextVersion(custodian, id, other);
    }
    CommandRun found = CommandRun.of("dataset", "verify", "panel").refused(5);
    assertTrue(found.err().contains("root"), found.err());
  }
}
