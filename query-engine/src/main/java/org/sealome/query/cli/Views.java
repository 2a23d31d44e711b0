// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/**
 * The views of one script: text that later statements carry as WITH, so that what is logged says
 * all of what was asked.
 *
 * <pre>
 * CREATE VIEW c AS SELECT …; SELECT COUNT(*) FROM c
 *   →  WITH c AS (SELECT …) SELECT COUNT(*) FROM c
 * </pre>
 */
final class Views {
  private static final String NAME = "(\\w+|\"(?:[^\"]|\"\")+\")";
  private static final Pattern CREATE =
      Pattern.compile(
          "CREATE\\s+(OR\\s+REPLACE\\s+)?(?:TEMP(?:ORARY)?\\s+)?VIEW\\s+(IF\\s+NOT\\s+EXISTS\\s+)?"
              + NAME
              + "\\s*(\\([^)]*\\))?\\s+AS\\b\\s*(.+)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern DROP =
      Pattern.compile(
          "DROP\\s+VIEW\\s+(IF\\s+EXISTS\\s+)?" + NAME, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern WITH =
      Pattern.compile("WITH\\s+(RECURSIVE\\b)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern WORD = Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")+\"|\\w+");

  private record View(String name, String columns, String query) {}

  /** By lower-case name, in the order of creation: a view names earlier ones only. */
  private final Map<String, View> views = new LinkedHashMap<>();

  /**
   * Takes a statement that creates or drops a view.
   *
   * @return whether it was one
   * @throws SealomeException USAGE where the view is there already, or is not
   */
  boolean take(String statement) {
    Matcher create = CREATE.matcher(statement);
    if (create.matches()) {
      String key = key(create.group(3));
      boolean exists = views.containsKey(key);
      if (exists && create.group(1) == null && create.group(2) == null) {
        throw new SealomeException(
            ErrorCode.USAGE,
            "There is a view " + create.group(3) + " already.",
            "CREATE OR REPLACE VIEW …");
      }
      if (!exists || create.group(2) == null) {
        // What it names now is what it means, whatever is replaced later.
        String query = expanded(create.group(5));
        views.remove(key);
        String columns = create.group(4) == null ? "" : create.group(4);
        views.put(key, new View(create.group(3), columns, query));
      }
      return true;
    }
    Matcher drop = DROP.matcher(statement);
    if (drop.matches()) {
      if (views.remove(key(drop.group(2))) == null && drop.group(1) == null) {
        throw new SealomeException(
            ErrorCode.USAGE, "There is no view " + drop.group(2) + ".", "DROP VIEW IF EXISTS …");
      }
      return true;
    }
    return false;
  }

  /** The statement with the views that it names. */
  String expanded(String statement) {
    Set<String> named = new LinkedHashSet<>();
    Matcher words = WORD.matcher(statement);
    while (words.find()) {
      named.add(key(words.group()));
    }
    List<String> used = new ArrayList<>();
    views.forEach(
        (key, v) -> {
          if (named.contains(key)) {
            used.add(
                v.name
                    + " "
                    + v.columns
                    + (v.columns.isEmpty() ? "" : " ")
                    + "AS ("
                    + v.query
                    + ")");
          }
        });
    if (used.isEmpty()) {
      return statement;
    }
    String all = String.join(", ", used);
    Matcher with = WITH.matcher(statement);
    return with.lookingAt() && with.group(1) == null
        ? "WITH " + all + ", " + statement.substring(with.end())
        : "WITH " + all + " " + statement;
  }

  private static String key(String name) {
    return (name.startsWith("\"")
            ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
            : name)
        .toLowerCase(Locale.ROOT);
  }
}
