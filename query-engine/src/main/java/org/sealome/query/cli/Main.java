// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import picocli.CommandLine;

/** Where the launcher comes in. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int code = run(new Console(out, err), args);
    out.flush();
    System.exit(code);
  }

  /**
   * Runs one command in this process.
   *
   * @return the exit code
   */
  static int run(Console console, String... args) {
    Failures failures = new Failures(console, asksForJson(args));
    CommandLine line =
        new CommandLine(new SealomeCommand(console), new CommandFactory(console))
            .setExecutionExceptionHandler((e, command, parsed) -> failures.report(e))
            .setParameterExceptionHandler((e, ignored) -> failures.report(e))
            .setOut(new java.io.PrintWriter(console.out(), true, StandardCharsets.UTF_8))
            .setErr(new java.io.PrintWriter(console.err(), true, StandardCharsets.UTF_8))
            .setUsageHelpWidth(100)
            // "@FILE" is a list of patients here, not a file of arguments.
            .setExpandAtFiles(false)
            .setCaseInsensitiveEnumValuesAllowed(true);
    int code = line.execute(args);
    if (console.out().checkError() && code == 0) {
      return failures.report(
          new SealomeException(
              ErrorCode.INTERNAL,
              "The answer could not be written to standard output: it is lost, in whole or in"
                  + " part.",
              "The disk may be full, or whoever reads has gone. What was logged stays logged."));
    }
    return code;
  }

  /** Read from the arguments themselves: those that cannot be parsed are reported as asked too. */
  private static boolean asksForJson(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].equalsIgnoreCase("--format=json")
          || args[i].equals("--format") && i + 1 < args.length && args[i + 1].equals("json")) {
        return true;
      }
    }
    return false;
  }
}
