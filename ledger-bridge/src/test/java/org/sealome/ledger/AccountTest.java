// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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
}
