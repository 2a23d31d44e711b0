// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Finds and loads the native library: the file that the system property {@value #OVERRIDE} names,
 * or else the one in the jar, copied to a folder of this user's alone after its digest was checked.
 */
final class NativeLibrary {
  static final String OVERRIDE = "sealome.he.library";

  private NativeLibrary() {}

  static void load() {
    String override = System.getProperty(OVERRIDE);
    try {
      if (override != null) {
        System.load(Path.of(override).toAbsolutePath().toString());
      } else {
        load(platform());
      }
    } catch (UnsatisfiedLinkError | IOException e) {
      throw new NativeLoadException(
          "the native library does not load ("
              + e.getMessage()
              + "); build it again with `mvn -pl he-native compile`, or name one that fits with -D"
              + OVERRIDE
              + "=FILE",
          e);
    }
  }

  /** For example {@code linux-x86_64}: the folder below {@code native/} in the jar. */
  static String platform() {
    return platform(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static String platform(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String arch = osArch.toLowerCase(Locale.ROOT);
    return (os.startsWith("mac") ? "macos" : os.startsWith("windows") ? "windows" : "linux")
        + "-"
        + switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "aarch64";
          default -> arch;
        };
  }

  private static void load(String platform) throws IOException {
    String file = platform.startsWith("macos") ? "libsealome_he.dylib" : "libsealome_he.so";
    String resource = "/native/" + platform + "/" + file;
    byte[] library;
    String expected;
    try (InputStream in = NativeLibrary.class.getResourceAsStream(resource);
        InputStream digest = NativeLibrary.class.getResourceAsStream(resource + ".sha256")) {
      if (in == null || digest == null) {
        throw new NativeLoadException(
            "this build carries no native library for "
                + platform
                + "; run `mvn -pl he-native compile` on such a machine, or name one with -D"
                + OVERRIDE
                + "=FILE");
      }
      library = in.readAllBytes();
      expected = new String(digest.readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
    if (!sha256(library).equals(expected)) {
      throw new NativeLoadException(
          "the native library in the jar is not the one that was built (its SHA-256 differs);"
              + " install Sealome again");
    }
    // A folder that only this user can write, made anew: nobody can swap the file before it is
    // loaded.
    Path folder = Files.createTempDirectory("sealome-native");
    Path copy = folder.resolve(file);
    try {
      Files.write(copy, library);
      System.load(copy.toString());
    } finally {
      // Loaded libraries stay mapped after their file is gone.
      Files.deleteIfExists(copy);
      Files.deleteIfExists(folder);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
