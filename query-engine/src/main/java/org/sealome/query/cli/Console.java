// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out answers, and nothing else
 * @param err progress and failures
 */
record Console(PrintStream out, PrintStream err) {
  /** What is being done, for people, on standard error. */
  void say(String line) {
    err.println(line);
  }

  /** Part of the answer; ends with its own line end. */
  void answer(String text) {
    out.print(text);
    out.flush();
  }

  /** Whether somebody is watching standard error; the launcher has looked. */
  boolean watched() {
    return "terminal".equals(System.getProperty("sealome.stderr")) && System.getenv("CI") == null;
  }

  /** A heading: bold where the answer goes to a terminal that is not told otherwise. */
  String bold(String text) {
    boolean styled =
        "terminal".equals(System.getProperty("sealome.stdout"))
            && System.getenv("NO_COLOR") == null;
    return styled ? "\u001b[1m" + text + "\u001b[0m" : text;
  }
}
