// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/**
 * A statement, and whether it is to be explained: {@code EXPLAIN [PLAN FOR] [ANALYZE] [VERBOSE]
 * SELECT …} or, with brackets as in PostgreSQL, {@code EXPLAIN (ANALYZE, VERBOSE) SELECT …}.
 *
 * @param explain whether the text says so
 * @param analyze whether it is asked, too
 * @param verbose whether every pass of the planner is shown
 * @param sql the statement behind these words
 */
record ExplainStatement(boolean explain, boolean analyze, boolean verbose, String sql) {
  private static final Pattern EXPLAIN =
      Pattern.compile("\\s*EXPLAIN\\b\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern LIST = Pattern.compile("\\(([^()]*)\\)\\s*");
  private static final Pattern WORD =
      Pattern.compile("(ANALYZE|VERBOSE|PLAN\\s+FOR)\\b\\s*", Pattern.CASE_INSENSITIVE);

  /**
   * @throws SealomeException {@code USAGE} where an option in brackets is unknown, or nothing is
   *     left to be explained
   */
  static ExplainStatement of(String text) {
    Matcher start = EXPLAIN.matcher(text);
    if (!start.lookingAt()) {
      return new ExplainStatement(false, false, false, text);
    }
    String rest = text.substring(start.end());
    boolean analyze = false;
    boolean verbose = false;
    Matcher list = LIST.matcher(rest);
    if (list.lookingAt()
        && !list.group(1).stripLeading().toUpperCase(Locale.ROOT).startsWith("SELECT")) {
      for (String option : list.group(1).split(",", -1)) {
        switch (option.strip().toUpperCase(Locale.ROOT)) {
          case "ANALYZE" -> analyze = true;
          case "VERBOSE" -> verbose = true;
          default ->
              throw new SealomeException(
                  ErrorCode.USAGE,
                  "EXPLAIN knows no option '" + option.strip() + "'.",
                  "EXPLAIN (ANALYZE, VERBOSE) SELECT …; the format is --format's.");
        }
      }
      rest = rest.substring(list.end());
    }
    for (Matcher word = WORD.matcher(rest); word.lookingAt(); word = WORD.matcher(rest)) {
      switch (word.group(1).toUpperCase(Locale.ROOT)) {
        case "ANALYZE" -> analyze = true;
        case "VERBOSE" -> verbose = true;
        default -> {}
      }
      rest = rest.substring(word.end());
    }
    if (rest.isBlank()) {
      throw new SealomeException(
          ErrorCode.USAGE, "There is nothing to explain.", "EXPLAIN [ANALYZE] SELECT …");
    }
    return new ExplainStatement(true, analyze, verbose, rest);
  }
}
