// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.cli.CommandRun.run;
import static org.sealome.query.cli.CommandRun.typed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.DevNode;

/** Whose a dataset is, where it lies, what became of it; and what governance says of all. */
class CustodyCommandsTest {
  private static final String ELSEWHERE = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";

  @TempDir static Path folder;

  @BeforeAll
  static void cohort() throws IOException {
    System.setProperty("sealome.home", folder.resolve("home").toString());
    new SimulatedCohort(40).writeVcf(folder.resolve("cohort.vcf"));
    typed("init");
    typed("dataset ingest --name c --min-cell 1 --vcf " + folder.resolve("cohort.vcf"));
    typed("consent grant --dataset c --sample all --purpose HMB");
    typed("client add hospital --role auditor");
  }

  @AfterAll
  static void stop() {
    DevNode.stop(folder.resolve("home/ledger/node"));
    System.clearProperty("sealome.home");
  }

  @Test
  void custodyPassesOnAndItsNewHolderActs() {
    String mine = "dataset accept c --as hospital";
    assertTrue(run(mine).refused(6).err().contains("dataset transfer"));
    assertTrue(typed("dataset transfer c --to hospital").contains(mine));
    typed("dataset transfer c --take-back");
    run(mine).refused(6);
    run("dataset transfer c").refused(2);
    run("dataset transfer c --to nobody").refused(2);
    run("dataset transfer none --to hospital").refused(6);
    String far = typed("dataset transfer c --to " + ELSEWHERE);
    assertTrue(far.contains("dataset accept 0x"), far);
    typed("dataset transfer c --to hospital");
    run("dataset accept c --as researcher").refused(6);
    assertEquals("hospital is the custodian of c\n", typed(mine));
    assertTrue(typed("dataset locate c --format csv").endsWith(",hospital\n"));

    // Whoever is the custodian by now signs: erasing, locating, handing back.
    assertTrue(typed("erase --dataset c --sample P0007").contains("is erased"));
    assertEquals(0, count().exit());
    typed("dataset transfer c --to custodian");
    typed("dataset accept c --as custodian");
    String history = typed("dataset history c --format csv");
    for (String step :
        new String[] {
          "anchored,1,40,",
          "offered,,,hospital,",
          "offer taken back",
          "offered,,," + ELSEWHERE,
          "taken over,,,hospital,from custodian",
          "erased,,,,slot 6",
          "erasure proven,,,,slot 6: 0x",
          "taken over,,,custodian,from hospital",
        }) {
      assertTrue(history.contains(step), step + "\n" + history);
    }
    assertTrue(typed("dataset history c --format json").startsWith("[{\"time\":"));
  }

  @Test
  void aQuestionToTheWrongEngineIsToldWhereToGo() throws IOException {
    assertTrue(typed("dataset locate c --format json").contains("\"uri\":null"));
    typed("dataset locate c --uri https://here.example.org:8443");
    assertEquals(0, count().exit());
    String there = "https://there.example.org";
    assertTrue(
        typed("dataset locate c --engine " + ELSEWHERE + " --uri " + there).contains(ELSEWHERE));
    assertTrue(count().refused(2).err().contains(there));
    run("ask --dataset c --sample P0001 --variant 1-169549811-C-T --as clinician").refused(2);
    // Nor need it be here at all.
    Path data = folder.resolve("home/engine/datasets");
    Files.move(data, data.resolveSibling("moved"));
    assertTrue(count().refused(2).err().contains(there));
    Files.move(data.resolveSibling("moved"), data);
    typed("dataset locate c --uri https://here.example.org:8443");
    assertEquals(0, count().exit());
    String none = run("query --dataset none --purpose HMB --as researcher SELECT").refused(2).err();
    assertTrue(none.contains("no dataset 'none'"), none);
    run("dataset locate c --uri here").refused(2);
    run("dataset locate c --uri https://e.org/" + "a".repeat(256)).refused(2);
    run("dataset locate c --engine hospital").refused(2);
  }

  @Test
  void governanceStopsThroughAPauserAndAnnouncesWhatFollows() {
    typed("client add watch --role auditor");
    run("govern pause --as watch").refused(6);
    typed("govern pauser watch");
    typed("govern pause --as watch");
    assertTrue(typed("govern show --format csv").contains("\ntrue,1,1,,"));
    count().refused(6);
    typed("govern resume");
    typed("govern pauser watch --dismiss");
    run("govern pause --as watch").refused(6);

    Path deployment = folder.resolve("home/ledger/deployment.json");
    String announce = "govern announce " + deployment + " --from ";
    assertTrue(run(announce + "2020-01-01").refused(6).err().contains("seven days"));
    run("govern announce " + folder.resolve("cohort.vcf") + " --from 2100-01-01").refused(2);
    run("govern announce " + folder.resolve("none.json") + " --from 2100-01-01").refused(2);
    typed(announce + "2100-01-01");
    assertTrue(typed("govern show --format csv").contains(",2100-01-01T00:00:00Z\n"));
    typed("govern call-off");
    assertFalse(typed("govern show").contains("2100"));
  }

  private static CommandRun count() {
    return CommandRun.of(
        "query",
        "--dataset",
        "c",
        "--purpose",
        "HMB",
        "--as",
        "researcher",
        "SELECT COUNT(*) AS n FROM samples");
  }
}
