// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which events have a patient's pseudonym; docs/consent.md says so to its readers. */
class EventsOfPatientsTest {
  private static final Pattern EVENT = Pattern.compile("event (\\w+)\\(([^)]*)\\)");

  /** A slot, or an account that may be a patient's. */
  private static final Pattern PSEUDONYM =
      Pattern.compile("\\b(slot|firstSlot|page|word|bits|principal|controller|patient)\\b");

  private static Map<String, String> events() throws IOException {
    Map<String, String> events = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/solidity"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".sol")).toList()) {
        for (MatchResult event : EVENT.matcher(Files.readString(file)).results().toList()) {
          events.put(event.group(1), event.group(2));
        }
      }
    }
    return events;
  }

  @Test
  void theseAndNoOthersHaveAPseudonym() throws IOException {
    TreeSet<String> found = new TreeSet<>();
    events()
        .forEach(
            (name, parameters) -> {
              if (PSEUDONYM.matcher(parameters).find()) {
                found.add(name);
              }
            });
    TreeSet<String> told =
        new TreeSet<>(
            List.of(
                "ActedFor",
                "ConsentChanged",
                "ControllerRotated",
                "DelegateNamed",
                "Enrolled",
                "Erased",
                "ErasureProven"));
    assertEquals(told, found);
    String docs = Files.readString(Path.of("../docs/consent.md"));
    told.forEach(name -> assertTrue(docs.contains("`" + name + "`"), name));
  }

  @Test
  void theLogOfQueriesHasNone() throws IOException {
    assertEquals(
        "bytes32 indexed queryHash, bytes32 indexed dataset, bytes32 indexed subjectTag,"
            + " address requester, uint8 outcome, bytes32 receiptHash",
        events().get("QueryClosed").strip().replaceAll("\\s+", " "));
    assertEquals(
        "bytes32 indexed queryHash, bytes32 indexed dataset, address indexed requester,"
            + " bytes32 purpose, bytes32[] scope, bytes32 consentDigest, uint32 datasetVersion",
        events().get("QueryOpened").strip().replaceAll("\\s+", " "));
    assertEquals("bytes32 indexed root, uint256 count", events().get("BatchOpened"));
  }
}
