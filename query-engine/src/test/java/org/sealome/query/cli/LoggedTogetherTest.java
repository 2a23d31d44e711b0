// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.cli.CommandRun.done;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.DevNode;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.receipt.Receipt;
import org.sealome.zk.json.CanonicalJson;

/** Receipts of queries that shared a transaction, against the ledger. */
class LoggedTogetherTest {
  private static final int ASKERS = 5;

  @TempDir static Path folder;

  @BeforeAll
  static void cohort() throws IOException {
    System.setProperty("sealome.home", folder.resolve("home").toString());
    StringBuilder text =
        new StringBuilder(
            "##fileformat=VCFv4.2\n##contig=<ID=1>\n"
                + "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"genotype\">\n"
                + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT");
    StringBuilder row = new StringBuilder("\n1\t100\t.\tA\tG\t.\tPASS\t.\tGT");
    for (int i = 0; i < 24; i++) {
      text.append("\tT" + i);
      row.append(i % 2 == 0 ? "\t0/1" : "\t0/0");
    }
    Path vcf = Files.writeString(folder.resolve("t.vcf"), text.append(row).append('\n'));
    done("init");
    done("dataset", "ingest", "--name", "t", "--vcf", vcf + "", "--profile", "SMALL", "--commit");
    done("consent", "grant", "--dataset", "t", "--sample", "all", "--purpose", "HMB");
  }

  @AfterAll
  static void stop() {
    DevNode.stop(folder.resolve("home/ledger/node"));
    System.clearProperty("sealome.home");
  }

  /** Who asks while others' entries are on their way shares a transaction with them. */
  private static List<Receipt> together(Workspace workspace, Dataset dataset) throws Exception {
    List<Receipt> receipts = new ArrayList<>();
    CyclicBarrier start = new CyclicBarrier(ASKERS);
    try (var threads = Executors.newFixedThreadPool(ASKERS)) {
      List<Future<Receipt>> asked = new ArrayList<>();
      for (int i = 0; i < ASKERS; i++) {
        asked.add(
            threads.submit(
                () -> {
                  try (QueryDesk desk = new QueryDesk(workspace, dataset, "researcher", "HMB")) {
                    start.await();
                    return desk.answer("SELECT COUNT(*) AS n FROM genotypes WHERE dosage = 1")
                        .receipt();
                  }
                }));
      }
      for (Future<Receipt> one : asked) {
        receipts.add(one.get());
      }
    }
    return receipts;
  }

  private static Receipt batched() throws Exception {
    try (Workspace workspace = new Workspace(new Home(folder.resolve("home")), null);
        Dataset dataset = workspace.dataset("t")) {
      workspace.stewardLedger();
      for (int attempt = 0; attempt < 20; attempt++) {
        for (Receipt receipt : together(workspace, dataset)) {
          var batch = receipt.document().open().batch();
          if (batch != null && batch.path().size() > 1) {
            return receipt;
          }
        }
      }
    }
    throw new AssertionError("entries that come together go together, sooner or later");
  }

  @Test
  void aReceiptShowsItsEntrysWayToTheBatchOnTheLedger() throws Exception {
    Receipt receipt = batched();
    Path file = folder.resolve("together.json");
    ReceiptFile.at(file).write(receipt);
    String out = done("verify", file + "");
    assertTrue(out.contains("checked  the log entry is in the batch"), out);
    assertTrue(out.lines().anyMatch(l -> l.matches("checked +it is number \\d of \\d that .*")));

    Map<String, Object> whole = object(CanonicalJson.read(receipt.document().toBytes()));
    Map<String, Object> open = object(whole.get("open"));
    Map<String, Object> path = object(object(open.get("batch")).get("path"));
    // The neighbour's place: the path is as long, and its pairs are hashed alike.
    path.put("index", (Long) path.get("index") ^ 1);
    open.put("batch", Map.of("root", object(open.get("batch")).get("root"), "path", path));
    whole.put("open", open);
    refusedByTheLedger(file, whole);
    open.remove("batch");
    refusedByTheLedger(file, whole);
  }

  private static void refusedByTheLedger(Path file, Map<String, Object> receipt)
      throws IOException {
    Files.write(file, CanonicalJson.write(receipt));
    String err = CommandRun.of("verify", file + "").refused(5).err();
    assertTrue(
        err.lines().anyMatch(l -> l.matches("failed +it is number \\d of \\d that .*")), err);
  }

  @Test
  void aReceiptOfAnEntryThatWasLoggedAloneSaysSo() {
    Path file = folder.resolve("alone.json");
    String sql = "SELECT COUNT(*) AS n FROM genotypes WHERE dosage = 1";
    done(
        "query",
        "--dataset",
        "t",
        "--purpose",
        "HMB",
        "--as",
        "researcher",
        "--receipt",
        file + "",
        sql);
    String out = done("verify", file + "");
    assertTrue(out.contains("checked  it was logged alone, in no batch"), out);
    assertFalse(out.contains("in the batch"), out);
  }

  private static Map<String, Object> object(Object tree) {
    Map<String, Object> out = new TreeMap<>();
    ((Map<?, ?>) tree).forEach((key, value) -> out.put((String) key, value));
    return out;
  }
}
