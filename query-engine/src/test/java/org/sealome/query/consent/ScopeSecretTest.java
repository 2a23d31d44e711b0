// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.Scope;

class ScopeSecretTest {
  @TempDir Path home;

  @Test
  void allHoldersHashAlikeAndNobodyElse() {
    ScopeSecret made = ScopeSecret.create(home, "a");
    for (String holder : List.of("custodian", "engine", "steward")) {
      assertEquals(made.gene("BRCA1"), ScopeSecret.load(home, holder, "a").gene("brca1 "));
    }
    assertEquals(made.gene("BRCA1"), ScopeSecret.create(home, "a").gene("BRCA1"));
    assertNotEquals(made.gene("BRCA1"), ScopeSecret.create(home, "b").gene("BRCA1"));
    assertNotEquals(made.gene("BRCA1"), made.disease("BRCA1"));
  }

  @Test
  void itsFilesAreTheirOwnersAlone() throws IOException {
    ScopeSecret.create(home, "a");
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(home.resolve("engine/scope/a.secret"))));
  }

  @Test
  void withoutOneTheErrorSaysSo() {
    SealomeException e =
        assertThrows(SealomeException.class, () -> ScopeSecret.load(home, "steward", "a"));
    assertEquals(ErrorCode.USAGE, e.code());
  }

  @Test
  void differentOnesAreDamage() throws IOException {
    ScopeSecret.create(home, "a");
    ScopeSecret.create(home, "b");
    Files.copy(
        home.resolve("engine/scope/b.secret"),
        home.resolve("engine/scope/a.secret"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertEquals(
        ErrorCode.INTEGRITY,
        assertThrows(SealomeException.class, () -> ScopeSecret.create(home, "a")).code());
  }

  @Test
  void moreGenesThanTheLedgerComparesAreNoScope() {
    ScopeSecret secret = ScopeSecret.create(home, "a");
    assertEquals(List.of(), secret.scope(Scope.UNSCOPED));
    assertEquals(32, secret.scope(genes(32)).size());
    assertEquals(List.of(), secret.scope(genes(33)));
  }

  private static Scope genes(int n) {
    return new Scope(
        false,
        IntStream.range(0, n)
            .mapToObj(i -> "G" + i)
            .collect(Collectors.toCollection(TreeSet::new)));
  }
}
