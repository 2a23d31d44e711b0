// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Arrows between modules and packages go down only. */
class PackageDirectionTest {
  private static final String QUERY = "org.sealome.query.";

  /** What each package of the query engine may know of the others; all may know the errors. */
  private static final Map<String, Set<String>> BELOW =
      Map.ofEntries(
          Map.entry("algebra", Set.of()),
          Map.entry("store", Set.of()),
          Map.entry("consent", Set.of()),
          Map.entry("receipt", Set.of("store")),
          Map.entry("catalog", Set.of("store")),
          Map.entry("ingest", Set.of("catalog", "store")),
          Map.entry("circuit", Set.of("catalog", "consent", "store")),
          Map.entry("sql", Set.of("algebra", "catalog")),
          Map.entry("steward", Set.of("catalog", "circuit", "consent", "receipt", "store")),
          Map.entry(
              "session",
              Set.of("catalog", "circuit", "consent", "receipt", "sql", "steward", "store")),
          Map.entry("explain", Set.of("catalog", "circuit", "session", "sql", "store")),
          Map.entry(
              "cli",
              Set.of(
                  "catalog", "circuit", "consent", "explain", "ingest", "receipt", "session", "sql",
                  "steward", "store")));

  @TestFactory
  Stream<DynamicTest> aPackageKnowsOnlyWhatIsBelowIt() {
    return BELOW.entrySet().stream()
        .map(
            e -> {
              String[] above =
                  BELOW.keySet().stream()
                      .filter(p -> !p.equals(e.getKey()) && !e.getValue().contains(p))
                      .map(p -> QUERY + p + "..")
                      .toArray(String[]::new);
              return DynamicTest.dynamicTest(
                  e.getKey(),
                  () ->
                      noClasses()
                          .that()
                          .resideInAPackage(QUERY + e.getKey() + "..")
                          .should()
                          .dependOnClassesThat()
                          .resideInAnyPackage(above)
                          .because("it may know only " + e.getValue())
                          .check(SealomeClasses.ALL));
            });
  }

  @Test
  void everyPackageHasItsPlace() {
    Set<String> found = new TreeSet<>();
    for (JavaClass c : SealomeClasses.ALL) {
      if (c.getPackageName().startsWith(QUERY)) {
        found.add(c.getPackageName().substring(QUERY.length()).replaceAll("\\..*", ""));
      }
    }
    found.removeAll(BELOW.keySet());
    assertEquals(Set.of(), found, "packages that this test does not know");
  }

  @Test
  void theThreeModulesBelowKnowNothingOfOneAnother() {
    for (String module : List.of("he", "zk", "ledger")) {
      String[] others =
          Stream.of("he", "zk", "ledger", "query")
              .filter(m -> !m.equals(module))
              .map(m -> "org.sealome." + m + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("org.sealome." + module + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(SealomeClasses.ALL);
    }
  }

  @Test
  void theVerifierStandsAlone() {
    classes()
        .that()
        .resideInAPackage("org.sealome.zk..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "org.sealome.zk..", "org.bouncycastle..", "com.fasterxml.jackson.core..")
        .because("an auditor runs it without the engine")
        .check(SealomeClasses.ALL);
  }

  @Test
  void proversStandApart() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.sealome.zk.prove..", QUERY + "ingest..", QUERY + "steward..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.sealome.zk.prove..")
        .because("the custodian proves columns and the steward answers, nobody else anything")
        .check(SealomeClasses.ALL);
  }

  @Test
  void theSqlPlannerStaysInItsPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.sealome.query.sql..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.calcite..")
        .because("steward and verifier work from the plan alone")
        .check(SealomeClasses.ALL);
  }

  @Test
  void contractsAndTheirWrappersStayBehindTheLedger() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.sealome.ledger..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.sealome.ledger.contracts..", "org.web3j..")
        .because("one client owns nonces, receipts and the checks of chain and code")
        .check(SealomeClasses.ALL);
  }
}
