// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.he.Profile;
import org.sealome.ledger.Bytes32;
import org.sealome.query.ErrorCode;
import org.sealome.query.KeyFile;
import org.sealome.query.SealomeException;

class StewardFolderTest {
  @TempDir Path home;

  @Test
  void aKeyComesBackAndIsItsOwnersAlone() throws IOException {
    Path file = home.resolve("steward/k");
    KeyFile.write(file, "kind", new byte[] {1, 2, 3});
    assertArrayEquals(new byte[] {1, 2, 3}, KeyFile.read(file, "kind"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
  }

  @Test
  void aDamagedKeyIsNone() throws IOException {
    Path file = home.resolve("k");
    KeyFile.write(file, "kind", new byte[] {1, 2, 3});
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
        assertThrows(SealomeException.class, () -> KeyFile.read(file, kind)).code());
  }

  @Test
  void aLostSecretKeyIsNotReplaced() throws IOException {
    Steward.create(home);
    Path keys = home.resolve("steward/keys/cohort/SMALL");
    KeyFile.write(keys.resolve("public.key"), "public key of cohort SMALL", new byte[1]);
    try (Steward steward = Steward.open(home)) {
      SealomeException e =
          assertThrows(SealomeException.class, () -> steward.issueKeys("cohort", Profile.SMALL));
      assertEquals(ErrorCode.INTEGRITY, e.code());
      assertTrue(e.getMessage().contains("secret key is missing"), e.getMessage());
    }
  }

  @Test
  void anEntryIsConsumedOnceAmongAllThatTry() throws Exception {
    ConsumedQueries consumed = StewardFolder.of(home).consumed("cohort");
    Bytes32 hash = Bytes32.keccak("a query");
    AtomicInteger first = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 8; i++) {
        threads.execute(
            () -> {
              try {
                consumed.consume(hash);
                first.incrementAndGet();
              } catch (SealomeException e) {
                assertEquals(ErrorCode.INTEGRITY, e.code());
              }
            });
      }
    }
    assertEquals(1, first.get());
    consumed.consume(Bytes32.keccak("another"));
  }

  @Test
  void whereNothingCanBeWrittenDownNothingIsBegun() throws IOException {
    Files.createDirectories(home.resolve("steward"));
    Files.writeString(home.resolve("steward/consumed"), "no folder");
    assertThrows(
        UncheckedIOException.class,
        () -> StewardFolder.of(home).consumed("cohort").consume(Bytes32.ZERO));
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
