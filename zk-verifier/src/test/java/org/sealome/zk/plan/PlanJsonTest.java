// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.json.JsonMutants;

class PlanJsonTest {
  private static final String SEED = "11";

  /** One version for ever: this text stays what it is. */
  private static final String PINNED =
      "{\"cells\":[[0,[0,[0],[0,[0,1],[0,-1]],[0]]]],"
          + "\"dataset\":\"traps\",\"planes\":[\"1-100-A-C/HET\",\"1-100-A-C/HOM\"],"
          + "\"populations\":[{\"patients\":257,\"runs\":[0,257]}],\"refusal\":null,"
          + "\"releases\":[[[0,0,1,[0,0,1,1,1]]]],"
          + "\"rest\":{\"columns\":[[\"carriers\",\"BIGINT\"]],\"op\":\"table\","
          + "\"rows\":[[null,[\"#\",0]]]},\"scope\":null,"
          + "\"sql\":\"SELECT COUNT(*) AS carriers FROM genotypes\","
          + "\"variables\":[\"1-100-A-C\"],\"version\":\"sealome/plan/v1\"}";

  private static Plan pinned() {
    Affine count = new Affine(0, new TreeMap<>(), new TreeMap<>(Map.of(0, 1L)));
    Affine others = new Affine(0, new TreeMap<>(Map.of(0, 1L)), new TreeMap<>(Map.of(0, -1L)));
    LinearForm carrier = new LinearForm(0, List.of(0, 1), List.of(1L, 1L));
    return new Plan(
        "SELECT COUNT(*) AS carriers FROM genotypes",
        "traps",
        Scope.UNSCOPED,
        List.of("1-100-A-C/HET", "1-100-A-C/HOM"),
        List.of(Population.all(257)),
        List.of(new Polynomial(List.of(new Term(0, List.of(carrier), 0, 1)))),
        List.of(new Cell(count, new Guard(0, List.of(count), others, List.of("1-100-A-C")))),
        new Rest.Table(
            List.of(new Column("carriers", SqlType.BIGINT)),
            List.of(new Rest.Row(List.of(new Expr.CellValue(0)), null))),
        null);
  }

  private static byte[] bytes(String s) {
    return s.getBytes(StandardCharsets.UTF_8);
  }

  @Example
  void theTextOfVersionOneIsPinned() {
    assertEquals(PINNED, new String(PlanJson.write(pinned()), StandardCharsets.UTF_8));
    assertEquals(pinned(), PlanJson.read(bytes(PINNED)));
  }

  @Example
  void whetherPartsMayBeShownIsInTheText() {
    Plan open = pinned().withDisclosedParts();
    String text = PINNED.replace("\"planes\"", "\"disclose\":\"parts\",\"planes\"");
    assertEquals(text, new String(PlanJson.write(open), StandardCharsets.UTF_8));
    assertEquals(open, PlanJson.read(bytes(text)));
    for (String other : List.of("\"answer\"", "\"PARTS\"", "null", "true")) {
      assertThrows(
          PlanFormatException.class,
          () -> PlanJson.read(bytes(text.replace("\"parts\"", other))),
          other);
    }
  }

  /** Maven runs tests in the module's folder. */
  @Example
  void theDocumentedExampleIsThatPlan() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "plan.md"));
    int from = page.indexOf("```json\n") + "```json\n".length();
    assertEquals(PINNED, page.substring(from, page.indexOf("```", from)).replace("\n", ""));
  }

  @Property(seed = SEED, tries = 800)
  void aPlanReadsBackAndItsTextIsCanonical(@ForAll long seed) {
    Plan plan = RandomPlan.of(seed);
    byte[] json = PlanJson.write(plan);
    assertEquals(plan, PlanJson.read(json));
    Object tree = CanonicalJson.read(json);
    assertArrayEquals(json, CanonicalJson.write(tree));
    assertEquals(plan, PlanJson.fromTree(tree));
  }

  @Example
  void aRefusedPlanReadsBack() {
    Plan plan = Plan.refused("SELECT * FROM genotypes", "traps", "privacy");
    assertEquals(plan, PlanJson.read(PlanJson.write(plan)));
  }

  private static void rejected(String json) {
    assertThrows(PlanFormatException.class, () -> PlanJson.read(bytes(json)), json);
  }

  @Example
  void otherTextsAreRejected() {
    rejected("");
    rejected("{}");
    rejected("[]");
    rejected(PINNED + "{}");
    rejected(PINNED + " ");
    rejected(PINNED.substring(0, PINNED.length() - 1));
    rejected(PINNED.replace("plan/v1", "plan/v2"));
    rejected(PINNED.replace("\"scope\":null,", ""));
    rejected(PINNED.replace("\"scope\":null", "\"scope\":null,\"scopes\":null"));
    rejected(PINNED.replace("\"scope\":null", "\"scope\":null,\"scope\":null"));
    rejected(PINNED.replace("\"scope\":null", "\"scope\":[]"));
    rejected(PINNED.replace("\"scope\":null", "\"scope\":[\"B\",\"A\"]"));
    rejected(PINNED.replace("257", "257.0"));
    rejected(PINNED.replace("[0,257]", "[0,200,200,57]"));
    rejected(PINNED.replace("[0,257]", "[0,258]"));
    rejected(PINNED.replace("[0,257]", "[0,\"257\"]"));
    rejected(PINNED.replace("[0,0,1,1,1]", "[0,1,1,0,1]"));
    rejected(PINNED.replace("[0,0,1,1,1]", "[0,0,1,2,1]"));
    rejected(PINNED.replace("[0,0,1,1,1]", "[0,0,1,1,0]"));
    rejected(PINNED.replace("[0,0,1,1,1]", "[0,0,1,1,\"1\"]"));
    rejected(PINNED.replace("[\"#\",0]", "[\"#\",1]"));
    rejected(PINNED.replace("[\"#\",0]", "[\"$\",\"BIGINT\",0]"));
    rejected(PINNED.replace("[\"#\",0]", "[\"NOT\",\"BOOLEAN\"]"));
    rejected(PINNED.replace("[\"#\",0]", "[\"SYSTEM\",\"BOOLEAN\"]"));
    rejected(PINNED.replace("[\"#\",0]", "[\"=\",\"DOUBLE\",\"1\"]"));
    rejected(PINNED.replace("[\"#\",0]", "[\"=\",\"DOUBLE\",\"NaN\"]"));
    rejected(PINNED.replace("[\"#\",0]", "[\"=\",\"DECIMAL\",\"1e1\"]"));
    rejected(PINNED.replace("[\"#\",0]", "[\"=\",\"BIGINT\",true]"));
    rejected(PINNED.replace("[\"#\",0]", "[\"=\",\"VARCHAR\",\"\\ud800\"]"));
    rejected(PINNED.replace("[\"#\",0]", "[\"#\",0],[\"#\",0]"));
    rejected(PINNED.replace("\"op\":\"table\"", "\"op\":\"join\""));
    rejected(PINNED.replace("\"refusal\":null", "\"refusal\":\"privacy\""));
    rejected(PINNED.replace("traps", "tr\\u0061ps"));
    rejected(PINNED.replace("HOM", "HET"));
    rejected(PINNED.replace("[[0,[0,", "[[[0,[],[0,1]],[0,"));
    rejected(PINNED.replace(",[0]]]]", ",[1]]]]"));
    rejected(PINNED.replace("\"1-100-A-C\"]", "\"1-100-A-C\",\"1-100-A-G\"]"));
    rejected("[".repeat(100_000));
  }

  @Example
  void aCellWithAReleasedIntegerNeedsAGuard() {
    Plan p = pinned();
    List<Cell> cells = List.of(new Cell(p.cells().get(0).value(), null));
    assertThrows(PlanFormatException.class, () -> PlanJson.write(withCells(p, cells)));
  }

  private static Plan withCells(Plan p, List<Cell> cells) {
    return new Plan(
        p.sql(),
        p.dataset(),
        p.scope(),
        p.planes(),
        p.populations(),
        p.releases(),
        cells,
        p.rest(),
        p.refusal());
  }

  /** Whoever changes, drops or adds anything in a plan has another plan, or none. */
  @Property(seed = SEED, tries = 12)
  void noLeafChangesUnnoticed(@ForAll long seed) {
    byte[] json = PlanJson.write(RandomPlan.of(seed));
    for (Object mutant : JsonMutants.of(CanonicalJson.read(json))) {
      try {
        byte[] other = PlanJson.write(PlanJson.fromTree(mutant));
        assertTrue(!java.util.Arrays.equals(json, other));
      } catch (PlanFormatException e) {
        // As good.
      }
    }
  }

  @Example
  void aPopulationTakesItsShorterForm() {
    BitSet half = new BitSet();
    for (int i = 0; i < 2504; i += 2) {
      half.set(i);
    }
    Plan p = pinned();
    Plan mixed =
        new Plan(
            p.sql(),
            p.dataset(),
            p.scope(),
            p.planes(),
            List.of(Population.of(2504, half), Population.of(2504, new BitSet())),
            p.releases(),
            p.cells(),
            p.rest(),
            null);
    String json = new String(PlanJson.write(mixed), StandardCharsets.UTF_8);
    assertTrue(json.contains("{\"bitmap\":\"VVVV"), json);
    assertTrue(json.contains("{\"patients\":2504,\"runs\":[]}"), json);
    assertEquals(mixed, PlanJson.read(bytes(json)));
  }

  @Example
  void aPlanOfAWholeGenomeStaysCompact() {
    Plan plan = LargePlan.of(17_010);
    byte[] json = PlanJson.write(plan);
    assertEquals(plan, PlanJson.read(json));
    // Three releases, four cells and a row a variant.
    assertTrue(json.length < 17_010 * 370, json.length + " bytes");
  }
}
