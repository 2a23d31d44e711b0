// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sealome.he.KeySet;
import org.sealome.he.LweDecryptor;
import org.sealome.he.SecretKey;
import org.sealome.he.SecretKeyAccess;
import org.sealome.query.store.BlindingFile;
import org.sealome.zk.blinding.BlindingHalf;

/** Who may touch what decrypts. */
class SecretsTest {
  @Test
  void nothingButTheStewardTouchesASecretKey() {
    for (Class<?> secret :
        new Class<?>[] {SecretKey.class, SecretKeyAccess.class, LweDecryptor.class, KeySet.class}) {
      noClasses()
          .that()
          .resideOutsideOfPackages("org.sealome.query.steward..", "org.sealome.he..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(secret)
          .because("whoever holds the key reads every genotype")
          .check(SealomeClasses.ALL);
    }
  }

  @Test
  void nobodyButItsOwnersTouchesABlindingKey() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.sealome.query.steward..",
            "org.sealome.query.session..",
            "org.sealome.query.ingest..",
            "org.sealome.zk..")
        .and()
        .doNotHaveFullyQualifiedName(BlindingFile.class.getName())
        .should()
        .dependOnClassesThat()
        .areAssignableTo(BlindingHalf.class)
        .because("whoever has both halves opens every commitment")
        .check(SealomeClasses.ALL);
  }

  @Test
  void eachPartyReadsItsOwnHalfAlone() {
    Map<String, String> owners =
        Map.of("steward", "..steward.StewardBlinding", "engine", "..session.EngineBlinding");
    owners.forEach(
        (role, owner) ->
            noClasses()
                .that()
                .haveNameNotMatching(".*\\.(StewardBlinding|EngineBlinding|CommitmentWork)")
                .or()
                .haveSimpleName(role.equals("steward") ? "EngineBlinding" : "StewardBlinding")
                .should()
                .callMethod(
                    BlindingFile.class, role, Path.class, String.class, String.class, int.class)
                .because("the custodian writes both, and " + owner + " reads its own")
                .check(SealomeClasses.ALL));
  }

  @Test
  void noPublicMethodOfTheStewardHandsTheKeyOut() {
    methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage("org.sealome.query.steward..")
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .should()
        .notHaveRawReturnType(SecretKey.class)
        .andShould()
        .notHaveRawReturnType(LweDecryptor.class)
        .andShould()
        .notHaveRawReturnType(KeySet.class)
        .check(SealomeClasses.ALL);
  }
}
