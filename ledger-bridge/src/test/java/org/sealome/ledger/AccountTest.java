// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {
  @Test
  void aKeyIsSavedWholeForItsOwnerAndNeverOverAnother(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("account.key");
    try (Account account = Account.generate();
        Account other = Account.generate()) {
      account.saveTo(file);
      byte[] saved = Files.readAllBytes(file);
      assertEquals(account.address(), Account.loadFrom(file).address());
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      assertThrows(UncheckedIOException.class, () -> other.saveTo(file));
      assertArrayEquals(saved, Files.readAllBytes(file));
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(List.of(file), files.toList());
      }
    }
  }

  @Test
  void aKeystoreOpensWithItsPasswordOnly(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("account.key");
    try (Account account = Account.generate()) {
      account.saveTo(file, "a password");
      String text = Files.readString(file);
      assertFalse(text.contains(HexFormat.of().formatHex(account.exportPrivateKey())));
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      assertEquals(account.address(), Account.loadFrom(file, "a password").address());
      assertThrows(
          IllegalArgumentException.class, () -> Account.loadFrom(file, "another password"));
      assertThrows(IllegalArgumentException.class, () -> Account.loadFrom(file, null));
    }
  }

  /** The PBKDF2 vector of the Web3 Secret Storage Definition. */
  @Test
  void aKeystoreOfOtherToolsOpens(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("UTC--other-tool");
    Files.writeString(
        file,
        """
        {"crypto":{"cipher":"aes-128-ctr",
         "cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
         "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
         "kdf":"pbkdf2","kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256",
         "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
         "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
         "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
        """);
    assertEquals(
        "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d",
        HexFormat.of().formatHex(Account.loadFrom(file, "testpassword").exportPrivateKey()));
  }

  @Test
  void thePasswordIsInAFileOrInTheEnvironment(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "in a file\n");
    assertEquals(
        "in a file",
        Keystore.password(
            Map.of(Keystore.PASSWORD_FILE, file.toString(), Keystore.PASSWORD, "in clear")));
    assertEquals("in clear", Keystore.password(Map.of(Keystore.PASSWORD, "in clear")));
    assertNull(Keystore.password(Map.of()));
    assertThrows(
        UncheckedIOException.class,
        () -> Keystore.password(Map.of(Keystore.PASSWORD_FILE, folder + "/none")));
  }
}
