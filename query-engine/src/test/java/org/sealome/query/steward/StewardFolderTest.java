// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

class StewardFolderTest {
  @TempDir Path home;

  @Test
  void aKeyComesBackAndIsItsOwnersAlone() throws IOException {
    Path file = home.resolve("steward/k");
    StewardFolder.writeKey(file, "kind", new byte[] {1, 2, 3});
    assertArrayEquals(new byte[] {1, 2, 3}, StewardFolder.readKey(file, "kind"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
  }

  @Test
  void aDamagedKeyIsNone() throws IOException {
    Path file = home.resolve("k");
    StewardFolder.writeKey(file, "kind", new byte[] {1, 2, 3});
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(file, damaged);
      assertIntegrity(file, "kind");
      Files.write(file, Arrays.copyOf(whole, i));
      assertIntegrity(file, "kind");
    }
    Files.write(file, whole);
    assertIntegrity(file, "another kind");
  }

  private static void assertIntegrity(Path file, String kind) {
    assertEquals(
        ErrorCode.INTEGRITY,
        assertThrows(SealomeException.class, () -> StewardFolder.readKey(file, kind)).code());
  }

  @Test
  void aSignatureVerifiesUnderTheKeyBesideIt() {
    Path file = home.resolve("signing.key");
    SigningKey.create(file);
    SigningKey key = SigningKey.load(file);
    assertEquals(128, key.sign(new byte[] {1}).length());
    assertEquals(key.sign(new byte[] {1}), SigningKey.load(file).sign(new byte[] {1}));
  }

  @Test
  void withoutItsFolderThereIsNoSteward() {
    SealomeException e = assertThrows(SealomeException.class, () -> Steward.open(home));
    assertEquals(ErrorCode.USAGE, e.code());
    assertTrue(e.getMessage().contains("steward"));
  }
}
