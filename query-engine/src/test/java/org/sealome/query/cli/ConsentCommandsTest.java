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
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.DevNode;

/** Conditions, delegates, protocols and a stop, as they are typed. */
class ConsentCommandsTest {
  private static final String COUNT =
      "SELECT COUNT(*) AS n FROM genotypes WHERE variant_id = '10-94781859-G-A' AND dosage >= 0";

  @TempDir static Path folder;
  private static List<String> people;

  @BeforeAll
  static void cohort() throws IOException {
    System.setProperty("sealome.home", folder.resolve("home").toString());
    SimulatedCohort cohort = new SimulatedCohort(40);
    cohort.writeVcf(folder.resolve("cohort.vcf"));
    people = cohort.people().stream().map(SimulatedCohort.Person::id).toList();
    Files.writeString(folder.resolve("protocol.txt"), "We count.");
    typed("init");
    typed("dataset ingest --name c --min-cell 1 --vcf " + folder.resolve("cohort.vcf"));
    typed("client add mother --role auditor");
    typed("client add ethics2 --role ethics");
    // From here on one or the other carries what is signed.
    typed("client relayer carrier2");
  }

  @AfterAll
  static void stop() {
    DevNode.stop(folder.resolve("home/ledger/node"));
    System.clearProperty("sealome.home");
  }

  @BeforeEach
  void nobodyConsents() {
    typed("consent revoke --dataset c --sample all");
  }

  @Test
  void conditionsWaitForWhatIsAttested() {
    typed("consent grant --dataset c --sample all --purpose HMB --if npuncu,GS:gb,IS:custodian");
    assertTrue(
        typed("consent show --dataset c --sample all --format csv")
            .contains("\"NPU,NCU,GS:GB,IS:custodian\""));
    count().refused(3);
    typed("client affiliate researcher --attest NPU,NCU,GS:DE");
    count().refused(3);
    typed("client affiliate researcher --attest NPUNCU,GS:GB");
    assertTrue(count().out().startsWith("n\n"), count().err());
    typed("client affiliate researcher --end");
    count().refused(3);
    run("client affiliate researcher --attest IRB").refused(2);
    run("consent grant --dataset c --sample all --purpose HMB --if GS").refused(2);
    run("consent grant --dataset c --sample all --purpose HMB --if IS:nobody").refused(2);
    run("client affiliate researcher --attest NPU --by clinician").refused(6);
  }

  @Test
  void dutiesAreAcceptedBeforehandAndToldWithTheAnswer() {
    typed("consent grant --dataset c --sample all --purpose GRU --if NPOA,MOR:2100-01-01,COL");
    assertTrue(
        typed("consent show --dataset c --sample all --format csv")
            .contains("\"NPOA,COL,MOR:2100-01-01\""));
    typed("client affiliate researcher --attest COL");
    count().refused(3);
    typed("client affiliate researcher --attest COL,MOR");
    CommandRun answered = count();
    assertEquals(0, answered.exit(), answered.err());
    for (String duty : List.of("2100-01-01 (MOR)", "(COL)", "(NPOA)")) {
      assertTrue(answered.err().contains(duty), answered.err());
    }
    CommandRun.of("query", "--dataset", "c", "--purpose", "POA", "--as", "researcher", COUNT)
        .refused(3);
    typed("consent revoke --dataset c --sample all");
    typed("consent grant --dataset c --sample all --purpose HMB");
    assertEquals("", count().err(), "nothing was undertaken");
    typed("client affiliate researcher --end");
  }

  @Test
  void whatCannotBeHeldAgainstAnythingIsRefusedWithWhatToSayInstead() {
    String grant = "consent grant --dataset c --sample all --purpose HMB --if ";
    assertTrue(run(grant + "TS:12").refused(2).err().contains("--until DATE"));
    assertTrue(run(grant + "US").refused(2).err().contains("--requester R"));
    assertTrue(run(grant + "RS:oncology").refused(2).err().contains("PS:FILE"));
    assertTrue(run(grant + "MOR").refused(2).err().contains("MOR:DATE"));
    assertTrue(run(grant + "MOR:soon").refused(2).err().contains("no date"));
    assertTrue(run(grant + "MOR:2200-01-01").refused(2).err().contains("2149"));
    assertTrue(run(grant + "GS:GBR").refused(2).err().contains("GS:GB"));
    assertTrue(run(grant + "PS:nowhere.pdf").refused(2).err().contains("nowhere.pdf"));
    String project = "PS:0x" + "ab".repeat(32);
    assertTrue(run(grant + "IS:custodian," + project).refused(2).err().contains("PS alone"));
    assertTrue(
        run("client affiliate researcher --attest NPOA").refused(2).err().contains("COL, NMDS"));
  }

  @Test
  void aProjectIsOneProtocolAndNoOther() throws IOException {
    Files.writeString(folder.resolve("other.txt"), "We count something else.");
    typed(
        "consent grant --dataset c --sample all --purpose HMB --if PS:"
            + folder.resolve("protocol.txt"));
    String approve = "ethics approve --dataset c --requester researcher --purpose HMB --document ";
    String other = typed(approve + folder.resolve("other.txt")).split(" ")[1];
    count().refused(3);
    String project = typed(approve + folder.resolve("protocol.txt")).split(" ")[1];
    assertEquals(0, count().exit());
    String withdraw = "ethics withdraw --dataset c --requester researcher ";
    typed(withdraw + project);
    count().refused(3);
    typed(withdraw + other);
  }

  @Test
  void aProtocolNeedsAsManyAsTheGovernorSays() {
    typed("consent grant --dataset c --sample all --purpose GRU --if IRB");
    typed("govern member ethics2");
    typed("govern threshold 2");
    String approve =
        "ethics approve --dataset c --requester researcher --purpose HMB --document "
            + folder.resolve("protocol.txt");
    assertTrue(typed(approve).contains("1 of 2 approvals"));
    count().refused(3);
    String said = typed(approve + " --as ethics2");
    assertTrue(said.contains("2 of 2 approvals and stands"), said);
    assertEquals(0, count().exit());
    assertTrue(
        typed("ethics show --dataset c --requester researcher --format csv").contains("HMB,2,2,"));
    run(approve + " --as researcher").refused(6);
    String protocol = said.split(" ")[1];
    typed("ethics withdraw --dataset c --requester researcher " + protocol.substring(0, 10));
    count().refused(3);
    run("ethics withdraw --dataset c --requester researcher 0xnone").refused(2);
    typed("govern threshold 1");
    assertEquals(0, count().exit());
    typed("govern member ethics2 --dismiss");
    count().refused(3);
  }

  @Test
  void aGuardianSignsUntilDismissed() {
    String child = people.get(3);
    String grant = "consent grant --dataset c --purpose HMB --by mother --sample ";
    run(grant + child).refused(6);
    run("consent delegate --dataset c --to mother --sample " + child).refused(2);
    run("consent delegate --dataset c --to mother --kind proxy --sample " + child).refused(2);
    typed("consent delegate --dataset c --to mother --kind guardian --sample " + child);
    typed(grant + child);
    run(grant + people.get(4)).refused(6);
    assertEquals(0, count().exit());
    typed("consent revoke --dataset c --by mother --sample " + child);
    count().refused(3);
    typed("consent delegate --dataset c --to mother --dismiss --sample " + child);
    run(grant + child).refused(6);
  }

  @Test
  void aStopAnswersNothingAndTakesWithdrawals() {
    typed("consent grant --dataset c --sample all --purpose HMB");
    assertEquals(0, count().exit());
    typed("govern pause");
    assertTrue(count().refused(6).err().contains("Stopped"));
    CommandRun grant = run("consent grant --dataset c --sample all --purpose POA").refused(6);
    assertTrue(grant.err().contains("govern resume"), grant.err());
    typed("consent revoke --dataset c --sample " + people.get(0));
    typed("govern resume");
    assertEquals(0, count().exit());
    assertTrue(
        typed("consent show --dataset c --sample all --format csv").contains("\n39,HMB,anyone,"));
  }

  @Test
  void aQuestionAboutOnePatientIsInHerHistoryAlone() {
    typed("consent grant --dataset c --purpose CC --requester clinician --sample all");
    String mine = people.get(5);
    CommandRun asked =
        CommandRun.of(
            "query",
            "--dataset",
            "c",
            "--purpose",
            "CC",
            "--as",
            "clinician",
            "SELECT COUNT(*) AS n FROM genotypes WHERE variant_id = '10-94781859-G-A' AND dosage"
                + " >= 0 AND sample_id = '"
                + mine
                + "'");
    assertEquals(0, asked.exit(), asked.err());
    assertTrue(typed("audit --format csv --sample " + mine).contains(",CC,"), "she finds it");
    assertFalse(
        typed("audit --format csv --sample " + people.get(6)).contains(",CC,"),
        "her neighbour, who consents too, does not");
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
        "--format",
        "csv",
        COUNT);
  }
}
