// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import java.io.ObjectInputStream;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What production code must not call, and why. */
class BannedCallsTest {
  @Test
  void predictableRandomness() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Random.class, ThreadLocalRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .because(
            "what is random here keeps secrets; SecureRandom does, and java.util.Random's"
                + " next value follows from the last")
        .check(SealomeClasses.ALL);
  }

  @Test
  void simulation() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.sealome.query.cli.SimulatedCohort")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(SplittableRandom.class)
        .because("only people who are made up may be the same on every machine")
        .check(SealomeClasses.ALL);
  }

  @Test
  void printing() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.sealome.query.cli..", "org.sealome.zk.cli..")
        .should(ACCESS_STANDARD_STREAMS)
        .because(
            "standard output belongs to the answer, and what is printed there is not"
                + " under disclosure control")
        .check(SealomeClasses.ALL);
  }

  @Test
  void logging() {
    noClasses()
        .that()
        .resideInAPackage("org.sealome..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "java.util.logging..", "java.lang.System$Logger")
        .because("SQL literals, figures and ids of patients must not end in a log file")
        .check(SealomeClasses.ALL);
  }

  @Test
  void exiting() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .because("a library must not end its caller's process, nor skip the closing of keys")
        .check(SealomeClasses.ALL);
  }

  @Test
  void defaultLocaleAndCharset() {
    noClasses()
        .should()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .because("names would depend on the machine's language (Turkish has two letters i)")
        .check(SealomeClasses.ALL);
    noClasses()
        .should()
        .callMethod(String.class, "getBytes")
        .orShould()
        .callConstructor(String.class, byte[].class)
        .because("hashes must not depend on the machine's character set")
        .check(SealomeClasses.ALL);
  }

  @Test
  void deserialisation() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class)
        .because("bytes from outside must not choose which classes run")
        .check(SealomeClasses.ALL);
  }

  @Test
  void unsafeMemory() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("sun.misc.Unsafe")
        .because("java.lang.foreign checks bounds and lifetimes")
        .check(SealomeClasses.ALL);
  }

  @Test
  void nativeLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.sealome.he..")
        .should()
        .callMethod(System.class, "load", String.class)
        .orShould()
        .callMethod(System.class, "loadLibrary", String.class)
        .because("one loader checks the library's digest")
        .check(SealomeClasses.ALL);
  }

  @Test
  void processes() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.sealome.ledger..", "org.sealome.query.cli..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class)
        .orShould()
        .callMethod(Runtime.class, "exec", String[].class)
        .because("engine and steward start nothing that could carry data away")
        .check(SealomeClasses.ALL);
  }
}
