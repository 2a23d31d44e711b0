// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.Condition;
import org.sealome.ledger.Conditions;
import org.sealome.ledger.Purpose;
import org.sealome.query.SealomeException;
import org.sealome.query.consent.ScopeSecret;

/** The Data Use Ontology's codes as people write them. */
class OntologyCodesTest {
  /** What a modifier names beside itself. */
  private static final Map<String, String> NAMED =
      Map.of("GS", ":GB", "IS", ":custodian", "MOR", ":2100-01-01", "PS", ":0x" + "ab".repeat(32));

  @TempDir Path folder;
  private Clients clients;
  private ScopeSecret secret;

  @BeforeEach
  void somebody() throws IOException {
    Home home = new Home(folder);
    home.create();
    clients = new Clients(home);
    clients.add("custodian", "custodian").close();
    ScopeSecret.create(folder, "c");
    secret = ScopeSecret.load(folder, Clients.CUSTODIAN, "c");
  }

  @Test
  void everyModifierOfTheOntologyIsHeldToOrRefusedWithWhatToSay() throws IOException {
    Set<String> refused = new TreeSet<>();
    Set<String> held = new TreeSet<>();
    for (String line : Files.readAllLines(ontology())) {
      String[] cells = line.split(",");
      if (cells[0].equals("id")
          || cells[1].isEmpty()
          || Set.of("GRU", "HMB", "POA", "DS").contains(cells[1])) {
        continue;
      }
      String named = NAMED.getOrDefault(cells[1], "");
      try {
        Conditions written = ConditionNames.parse(List.of(cells[1] + named), clients);
        assertFalse(written.set().isEmpty(), cells[1]);
        for (String id :
            List.of(cells[0], cells[0].replace(':', '_').toLowerCase(java.util.Locale.ROOT))) {
          assertEquals(written, ConditionNames.parse(List.of(id + named), clients), id);
        }
        held.add(cells[1]);
      } catch (SealomeException e) {
        assertTrue(e.hint().contains("--"), cells[1] + ": " + e.hint());
        refused.add(cells[1]);
      }
    }
    assertEquals(Set.of("CC", "NRES", "RS", "TS", "US"), refused);
    assertEquals(Condition.values().length + 1, held.size(), "NPUNCU is two");
  }

  @Test
  void everyPermissionOfTheOntologyIsAPurposeButNoRestriction() {
    Map<String, Purpose> permissions =
        Map.of(
            "DUO:0000042", Purpose.GRU,
            "duo_0000006", Purpose.HMB,
            "DUO:0000011", Purpose.POA,
            "DUO:0000043", Purpose.CC);
    permissions.forEach((id, purpose) -> assertEquals(purpose, Purposes.parse(id, secret)));
    for (String none : List.of("NRES", "DUO:0000004")) {
      SealomeException refusal =
          assertThrows(SealomeException.class, () -> Purposes.parse(none, secret));
      assertTrue(refusal.hint().contains("GRU"), refusal.hint());
    }
  }

  @Test
  void aDiseaseIsOneHoweverItsCodeIsWritten() {
    Purpose written = Purposes.parse("DS:MONDO_0005148", secret);
    assertTrue(written.isDisease());
    assertEquals(written, Purposes.parse("ds:mondo:0005148", secret));
    assertFalse(written.equals(Purposes.parse("DS:MONDO:0005015", secret)), "not its genus");
  }

  private static Path ontology() {
    String place = System.getenv("SEALOME_TEST_DATA");
    Path file = place == null ? null : Path.of(place).resolve("duo/duo.csv");
    Assumptions.assumeTrue(
        file != null && Files.exists(file),
        "SEALOME_TEST_DATA names no folder with the ontology: skipped");
    return file;
  }
}
