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

  /** Whether somebody is watching standard error. */
  boolean watched() {
    return System.console() != null
        && System.console().isTerminal()
        && System.getenv("TERM") != null
        && System.getenv("CI") == null;
  }
}
