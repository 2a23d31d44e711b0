// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/** What DuckDB spells otherwise than the parser, which would read something else. */
final class DuckDbSpelling {
  /** A string, a quoted name or a comment, to be passed over; or what matters. */
  private static final Pattern TOKENS =
      Pattern.compile(
          "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/"
              + "|\\b(?<left>LEFT\\s+)?(?<semi>(?:SEMI|ANTI)\\s+JOIN)\\b"
              + "|(?<division>//)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private DuckDbSpelling() {}

  /**
   * The text as the parser wants it: LEFT before SEMI JOIN and ANTI JOIN, of which it else takes
   * the first word for an alias.
   *
   * @throws SealomeException USAGE for a division by {@code //}, behind which it sees a comment
   */
  static String spelledOut(String sql) {
    return TOKENS
        .matcher(sql)
        .replaceAll(
            m -> {
              if (m.group("division") != null) {
                throw new SealomeException(
                    ErrorCode.USAGE,
                    "the division // is not supported",
                    "write FLOOR(a / b); a comment begins with --");
              }
              boolean bare = m.group("semi") != null && m.group("left") == null;
              return Matcher.quoteReplacement(bare ? "LEFT " + m.group() : m.group());
            });
  }
}
