// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into its {@code ;}-separated statements. Semicolons inside quotes and comments do not
 * count; {@code --} comments, {@code /* *}{@code /} comments (nested, as in PostgreSQL) become one
 * space; statements that are empty without their comments are none.
 */
final class Statements {
  private final String text;
  private final List<String> found = new ArrayList<>();
  private final StringBuilder current = new StringBuilder();
  private int at;

  private Statements(String text) {
    this.text = text;
  }

  /** The statements in order, trimmed, without their semicolons. */
  static List<String> split(String text) {
    Statements s = new Statements(text);
    s.run();
    return List.copyOf(s.found);
  }

  private void run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"' || c == '`') {
        quoted(c);
      } else if (text.startsWith("--", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
        current.append(' ');
      } else if (text.startsWith("/*", at)) {
        comment();
        current.append(' ');
      } else if (c == ';') {
        finish();
        at++;
      } else {
        current.append(c);
        at++;
      }
    }
    finish();
  }

  /** A doubled quote closes and opens again, which comes to the same. */
  private void quoted(char quote) {
    int end = text.indexOf(quote, at + 1);
    end = end < 0 ? text.length() : end + 1;
    current.append(text, at, end);
    at = end;
  }

  private void comment() {
    int depth = 0;
    do {
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < text.length());
  }

  private void finish() {
    String statement = current.toString().strip();
    if (!statement.isEmpty()) {
      found.add(statement);
    }
    current.setLength(0);
  }
}
