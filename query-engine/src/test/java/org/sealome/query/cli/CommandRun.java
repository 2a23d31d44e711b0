// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a command line did, in this process. */
record CommandRun(int exit, String out, String err) {
  static CommandRun of(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            args);
    return new CommandRun(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** What a command that has to succeed printed. */
  static String done(String... args) {
    CommandRun ran = of(args);
    assertEquals(0, ran.exit, () -> String.join(" ", args) + "\n" + ran.err);
    return ran.out;
  }

  /** A command line as it is typed, without quotes. */
  static CommandRun run(String line) {
    return of(line.split(" "));
  }

  /** What a typed command line that has to succeed printed. */
  static String typed(String line) {
    return done(line.split(" "));
  }

  /** That it failed with this code, said so to people, and put nothing on standard output. */
  CommandRun refused(int code) {
    assertEquals(code, exit, err);
    assertEquals("", out);
    assertFalse(err.isBlank());
    assertFalse(err.contains("\tat "), err);
    return this;
  }
}
