// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.cli.CommandRun.done;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.he.NodeAnalysis;
import org.sealome.ledger.DevNode;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.circuit.PlanCompiler;
import org.sealome.query.circuit.PlannedCircuit;
import org.sealome.query.sql.Planner;

/** EXPLAIN on a small cohort: its structure, never its times. */
class ExplainCommandTest {
  private static final String CARRIERS =
      "SELECT COUNT(*) AS n FROM genotypes WHERE variant_id = '10-94781859-G-A' AND dosage >= 1";
  private static final String BOTH =
      "SELECT COUNT(*) AS n FROM genotypes a JOIN genotypes b USING (sample_id) WHERE a.variant_id"
          + " = '10-94781859-G-A' AND a.dosage >= 1 AND b.variant_id = '1-169549811-C-T' AND"
          + " b.dosage >= 1";
  private static final String GROUPED =
      "SELECT s.ancestry, SUM(g.dosage) * 1.0 / SUM(g.ploidy) AS af FROM genotypes g JOIN samples s"
          + " USING (sample_id) WHERE g.variant_id = '10-94781859-G-A' GROUP BY s.ancestry";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  @BeforeAll
  static void people() throws IOException {
    System.setProperty("sealome.home", folder.resolve("home").toString());
    SimulatedCohort cohort = new SimulatedCohort(120);
    cohort.writeVcf(folder.resolve("cohort.vcf"));
    cohort.writeSamples(folder.resolve("people.tsv"));
    done("init");
    done(
        "dataset",
        "ingest",
        "--name",
        "c",
        "--vcf",
        folder.resolve("cohort.vcf") + "",
        "--samples",
        folder.resolve("people.tsv") + "",
        "--public",
        "sex,ancestry",
        "--encrypt",
        "status",
        "--info",
        "GENE");
    done("consent", "grant", "--dataset", "c", "--sample", "all", "--purpose", "HMB");
  }

  @AfterAll
  static void stop() {
    DevNode.stop(folder.resolve("home/ledger/node"));
    System.clearProperty("sealome.home");
  }

  private static String explain(String... rest) {
    return done(
        Stream.concat(Stream.of("explain", "--dataset", "c"), Stream.of(rest))
            .toArray(String[]::new));
  }

  private static JsonNode json(String... rest) throws IOException {
    return JSON.readTree(
        explain(
            Stream.concat(Stream.of("--format", "json"), Stream.of(rest)).toArray(String[]::new)));
  }

  private static long logged() {
    return done("audit", "--dataset", "c", "--format", "csv").lines().count();
  }

  @Test
  void everyNodeCarriesWhatTheNativeLibrarysModelSays() throws IOException {
    for (String sql : List.of(CARRIERS, BOTH, GROUPED)) {
      JsonNode facts = json(sql);
      try (Dataset data = Dataset.open(folder.resolve("home"), "c")) {
        List<PlannedCircuit> circuits =
            PlanCompiler.compile(new Planner(data).plan(sql), data).circuits();
        assertEquals(circuits.size(), facts.get("graphs").size());
        for (int i = 0; i < circuits.size(); i++) {
          JsonNode nodes = facts.get("graphs").get(i).get("nodes");
          List<NodeAnalysis> analysis = circuits.get(i).circuit().analysis();
          assertEquals(analysis.size(), nodes.size());
          for (int n = 0; n < analysis.size(); n++) {
            assertEquals(n, nodes.get(n).get("id").asInt());
            assertEquals(analysis.get(n).operation(), nodes.get(n).get("operation").asText());
            assertEquals(
                analysis.get(n).noiseBoundBits(), nodes.get(n).get("noise_bound_bits").asDouble());
            assertEquals(
                analysis.get(n).remainingBits(), nodes.get(n).get("remaining_bits").asDouble());
            assertEquals(analysis.get(n).degree(), nodes.get(n).get("degree").asInt());
          }
          assertTrue(nodes.get(nodes.size() - 1).get("flood_bits").asDouble() >= 32);
        }
      }
    }
  }

  @Test
  void anAndOfTwoIsADagOfNamedPlanes() throws IOException {
    JsonNode facts = json(BOTH);
    // The count itself, and what disclosure control has to know of it.
    assertEquals(2, facts.get("shapes").size());
    assertEquals(2, facts.get("degree").asInt());
    assertEquals(1, facts.get("level").asInt());
    assertEquals(facts.get("planes").asInt(), facts.get("plane_names").size());
    assertEquals(262_144L * facts.get("planes").asInt(), facts.get("bytes_read").asLong());
    assertEquals(0, facts.get("nodes_left_out").asInt());
    assertEquals(List.of("CYP2C19", "F5"), texts(facts.get("scope")));
    assertTrue(texts(facts.get("plane_names")).contains("1-169549811-C-T/HET"));
    JsonNode nodes = facts.get("graphs").get(0).get("nodes");
    List<String> operations = new ArrayList<>();
    Set<Integer> before = new HashSet<>();
    for (JsonNode node : nodes) {
      operations.add(node.get("operation").asText());
      node.get("inputs").forEach(i -> assertTrue(before.contains(i.asInt()), node.toString()));
      before.add(node.get("id").asInt());
    }
    assertTrue(operations.contains("mul"), operations.toString());
    assertEquals(1, nodes.get(operations.indexOf("mul")).get("level").asInt());
    assertEquals(1, nodes.get(operations.indexOf("rerandomise")).get("zeros").asInt());
    assertEquals(0, nodes.get(operations.indexOf("linear")).get("level").asInt());
    List<String> parts = new ArrayList<>();
    double sum = 0;
    for (JsonNode part : facts.get("cost").get("parts")) {
      parts.add(part.get("name").asText());
      sum += part.get("milliseconds").asDouble();
    }
    assertEquals(List.of("digests", "masks", "circuits", "steward"), parts);
    assertEquals(facts.get("expected_milliseconds").asDouble(), sum, 0.01);
    assertFalse(facts.has("actual"));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(n -> texts.add(n.asText()));
    return texts;
  }

  @Test
  void whoLearnsWhatFollowsThePlan() throws IOException {
    JsonNode learns = json(GROUPED).get("learns");
    List<String> roles = new ArrayList<>();
    learns.fieldNames().forEachRemaining(roles::add);
    assertEquals(List.of("engine", "steward", "requester", "ledger", "auditor"), roles);
    assertTrue(learns.get("steward").toString().contains("12 released integers"), learns + "");
    assertTrue(learns.get("requester").toString().contains("af ("), learns + "");
    assertFalse(learns.get("requester").toString().contains("ancestry ("), learns + "");
    assertTrue(learns.get("ledger").toString().contains("CYP2C19"), learns + "");

    JsonNode publicOnly = json("SELECT COUNT(*) FROM variants");
    assertTrue(publicOnly.get("cost").isNull());
    assertEquals(0, publicOnly.get("graphs").size());
    assertTrue(publicOnly.get("learns").get("steward").toString().contains("decrypts nothing"));
  }

  @Test
  void eachColumnHasAClassAndAReason() throws IOException {
    JsonNode grouped = json(GROUPED).get("integrity");
    assertEquals("ancestry", grouped.get(0).get("column").asText());
    assertEquals("af", grouped.get(1).get("column").asText());
    assertEquals("TRUSTED", grouped.get(1).get("class").asText());
    assertTrue(grouped.get(1).get("reason").asText().contains("no commitment"), grouped + "");
    JsonNode both = json(BOTH).get("integrity").get(0);
    assertEquals("TRUSTED", both.get("class").asText());
    assertTrue(both.get("reason").asText().contains("product"), both + "");
  }

  @Test
  void textShowsTheCircuitAndVerboseThePasses() {
    String text = explain(BOTH);
    for (String part :
        List.of("Plan\n", "Consent\n", "#1 × #2", "fresh encryption of 0", "digests", "steward ")) {
      assertTrue(text.contains(part), text);
    }
    assertFalse(text.contains("Logical"), text);
    String verbose = explain("--verbose", BOTH);
    assertTrue(verbose.contains("Plan: logical\n  LogicalAggregate"), verbose);
    assertTrue(verbose.contains("Plan: conventions\n  ReleasedAggregate"), verbose);
    assertEquals(verbose, explain("EXPLAIN VERBOSE " + BOTH));
  }

  @Test
  void dotIsWellFormed() {
    for (String sql :
        List.of(
            CARRIERS,
            BOTH,
            GROUPED,
            "SELECT COUNT(*) AS \"a \\ \"\"b\"\"\" FROM genotypes WHERE dosage >= 1",
            "SELECT COUNT(*) FROM variants")) {
      wellFormed(explain("--format", "dot", sql));
    }
    String dot = explain("--format", "dot", GROUPED);
    assertEquals(1, dot.split("subgraph", -1).length - 1, "one shape, one picture");
    assertTrue(dot.contains("one of 12"), dot);
    assertTrue(dot.contains("\"10-94781859-G-A/HET\""), dot);
  }

  private static final String ID = "[A-Za-z_][A-Za-z0-9_]*";
  private static final String TEXT = "\"(?:[^\"\\\\\\n]|\\\\.)*\"";
  private static final String VALUE = "(?:" + ID + "|" + TEXT + "|[0-9.]+)";
  private static final String LIST =
      "\\[" + ID + "=" + VALUE + "(?:, " + ID + "=" + VALUE + ")*\\]";

  /** Graphviz' grammar as far as it is used; every end of an edge is a node, each node is once. */
  private static void wellFormed(String dot) {
    Pattern edge = Pattern.compile("(" + ID + ") -> (" + ID + ")(?: " + LIST + ")?;");
    Pattern node = Pattern.compile("(" + ID + ") " + LIST + ";");
    Pattern attribute = Pattern.compile(ID + "=" + VALUE + ";");
    Set<String> nodes = new HashSet<>(Set.of("graph", "node", "edge"));
    Set<String> ends = new HashSet<>();
    int depth = 0;
    for (String line : dot.lines().map(String::strip).toList()) {
      Matcher e = edge.matcher(line);
      Matcher n = node.matcher(line);
      if (line.matches("digraph " + ID + " \\{|subgraph cluster_\\d+ \\{")) {
        depth++;
      } else if (line.equals("}")) {
        depth--;
      } else if (e.matches()) {
        ends.addAll(List.of(e.group(1), e.group(2)));
      } else if (n.matches()) {
        assertTrue(nodes.add(n.group(1)) || depth == 1, line);
      } else {
        assertTrue(attribute.matcher(line).matches(), line);
      }
    }
    assertEquals(0, depth);
    ends.removeAll(nodes);
    assertEquals(Set.of(), ends, dot);
  }

  @Test
  void calibrationIsKeptAndShown() {
    explain(CARRIERS);
    Path file = folder.resolve("home/engine/calibration/STANDARD.json");
    assertTrue(Files.isRegularFile(file));
    CommandRun again = CommandRun.of("explain", "--dataset", "c", CARRIERS);
    assertFalse(again.err().contains("measuring"), again.err());
    CommandRun shown = CommandRun.of("explain", "--dataset", "c", "--calibrate");
    assertTrue(shown.err().contains("measuring"), shown.err());
    assertTrue(shown.out().contains("relinearise"), shown.out());
    assertEquals(2, CommandRun.of("explain", "--dataset", "c").exit());
  }

  @Test
  void analyzeAsksAndLogs() throws IOException {
    long before = logged();
    JsonNode facts = json("--analyze", "--purpose", "HMB", "--as", "researcher", GROUPED);
    assertEquals(before + 1, logged());
    JsonNode actual = facts.get("actual");
    assertEquals(1, actual.get("attempts").asInt());
    assertEquals(120, actual.get("consenting_patients").asInt());
    assertEquals(facts.get("bytes_read").asLong(), actual.get("bytes_read").asLong());
    assertEquals(facts.get("sample_bytes").asLong(), actual.get("sample_bytes").asLong());
    assertEquals(12, actual.get("samples").asInt());
    assertEquals(6, actual.get("rows").asInt());
    assertEquals(5, actual.get("compared").size());
    for (String step : List.of("plan", "consent", "log", "evaluate", "release", "close")) {
      assertTrue(actual.get(step + "_milliseconds").asDouble() >= 0, step);
    }
    assertTrue(
        explain("--purpose", "HMB", "--as", "researcher", "EXPLAIN ANALYZE " + CARRIERS)
            .contains("actual/expected"));
    assertEquals(before + 2, logged());
  }

  @Test
  void analyzeIsRefusedAsTheQueryWouldBe() {
    String[] poa = {"explain", "--dataset", "c", "--analyze", "--purpose", "POA", "--as"};
    CommandRun ran =
        CommandRun.of(
            Stream.concat(Stream.of(poa), Stream.of("researcher", CARRIERS))
                .toArray(String[]::new));
    assertEquals(3, ran.exit(), ran.err());
    assertEquals("", ran.out());
    assertEquals(2, CommandRun.of("explain", "--dataset", "c", "--analyze", CARRIERS).exit());
    assertEquals(
        2, CommandRun.of("explain", "--dataset", "c", "--as", "researcher", CARRIERS).exit());
    assertEquals(2, CommandRun.of("explain", "--dataset", "c", "--format", "csv", CARRIERS).exit());
  }

  @Test
  void queryUnderstandsExplain() throws IOException {
    long before = logged();
    String[] query = {"query", "--dataset", "c", "--purpose", "HMB", "--as", "researcher"};
    String plain = done(with(query, "EXPLAIN " + CARRIERS));
    assertTrue(plain.contains("Who learns what"), plain);
    assertEquals(2, CommandRun.of(with(query, "--format", "csv", "EXPLAIN " + CARRIERS)).exit());
    assertEquals(before, logged());
    JsonNode asked =
        JSON.readTree(done(with(query, "--format", "json", "EXPLAIN ANALYZE " + CARRIERS)));
    assertTrue(asked.has("actual"));
    assertEquals(before + 1, logged());
  }

  /** The statements of a script map the planes once, and check the digest of each once. */
  @Test
  void statementsOfAScriptShareTheirReads(@TempDir Path scratch) throws IOException {
    String[] query = {"query", "--dataset", "c", "--purpose", "HMB", "--as", "researcher"};
    List<String> questions = List.of(CARRIERS, BOTH, CARRIERS, GROUPED);
    Path script = scratch.resolve("script.sql");
    StringBuilder text = new StringBuilder();
    questions.forEach(q -> text.append("EXPLAIN ANALYZE ").append(q).append(";\n"));
    questions.forEach(q -> text.append(q).append(";\n"));
    Files.writeString(script, text);
    List<String> lines =
        done(with(query, "--format", "json", "-f", script.toString())).lines().toList();
    assertEquals(2 * questions.size(), lines.size());
    Set<String> read = new HashSet<>();
    for (int i = 0; i < questions.size(); i++) {
      JsonNode facts = JSON.readTree(lines.get(i));
      int before = read.size();
      facts.get("plane_names").forEach(n -> read.add(n.asText()));
      assertEquals(
          read.size() - before, facts.get("actual").get("planes_digested").asInt(), lines.get(i));
      JsonNode alone =
          JSON.readTree(done(with(query, "--format", "json", questions.get(i)))).get("rows");
      assertEquals(alone, JSON.readTree(lines.get(questions.size() + i)).get("rows"));
    }
    assertTrue(read.size() > 2, read.toString());
  }

  private static String[] with(String[] start, String... rest) {
    return Stream.concat(Stream.of(start), Stream.of(rest)).toArray(String[]::new);
  }
}
