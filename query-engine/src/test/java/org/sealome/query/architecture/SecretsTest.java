// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;
import org.sealome.he.KeySet;
import org.sealome.he.LweDecryptor;
import org.sealome.he.SecretKey;
import org.sealome.he.SecretKeyAccess;

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
