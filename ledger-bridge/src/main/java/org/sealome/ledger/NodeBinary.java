// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Finds the development node's program: the system property {@code sealome.anvil}, the
 * environment's {@code SEALOME_ANVIL}, or what the build installed.
 */
final class NodeBinary {
  private NodeBinary() {}

  /**
   * @throws LedgerException.Unreachable where there is none, saying what to do
   */
  static Path find() {
    String named = System.getProperty("sealome.anvil", System.getenv("SEALOME_ANVIL"));
    Path binary = named != null ? Path.of(named) : installed();
    if (!Files.isExecutable(binary)) {
      throw new LedgerException.Unreachable(
          "the development node is not installed at "
              + binary
              + "; build ledger-bridge, or name an anvil program with SEALOME_ANVIL",
          null);
    }
    return binary;
  }

  private static Path installed() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    boolean windows = os.contains("win") && !os.contains("darwin");
    String platform =
        (os.contains("mac") ? "darwin" : windows ? "win32" : "linux")
            + (arch.equals("aarch64") ? "-arm64" : "-amd64");
    try (InputStream in = NodeBinary.class.getResourceAsStream("node-modules.txt")) {
      String modules = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      return Path.of(modules, "@foundry-rs", "anvil-" + platform, "bin")
          .resolve(windows ? "anvil.exe" : "anvil");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
