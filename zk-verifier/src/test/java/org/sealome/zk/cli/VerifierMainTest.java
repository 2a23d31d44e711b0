// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierMainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return new VerifierMain(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(args);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void helpIsAnAnswer() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("usage: java -jar zk-verifier.jar"));
  }

  @Test
  void wrongUsageIsTwo(@TempDir Path dir) {
    assertEquals(2, run());
    assertEquals(2, run("prove"));
    assertEquals(2, run("verify"));
    assertEquals(2, run("verify", "--root"));
    assertEquals(2, run("verify", "--root", "0x12", "r"));
    assertEquals(2, run("verify", "a", "b"));
    assertEquals(2, run("verify", "--what", "b"));
    assertEquals(2, run("verify", dir.resolve("none").toString()));
    assertTrue(err().contains("no file"), err());
    assertEquals(0, out.size());
  }

  @Test
  void whatIsNoReceiptIsFive(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("r");
    Files.writeString(file, "{\"version\":\"sealome/receipt/v0\"}");
    assertEquals(5, run("verify", file.toString()));
    assertTrue(err().contains("sealome/receipt/v2"), err());
  }
}
