// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An expression: text with a hole {@code {}} for each smaller one.
 *
 * @param simplest what may stand in its place, whatever its parts are; null where nothing may
 */
record Piece(Type type, String text, List<Piece> parts, String simplest) {
  enum Type {
    CONDITION,
    NUMBER,
    TEXT
  }

  static Piece condition(String text, Piece... parts) {
    return new Piece(Type.CONDITION, text, List.of(parts), "TRUE");
  }

  static Piece number(String text, Piece... parts) {
    return new Piece(Type.NUMBER, text, List.of(parts), "1");
  }

  static Piece text(String text, Piece... parts) {
    return new Piece(Type.TEXT, text, List.of(parts), "'x'");
  }

  /** All true, or {@code TRUE}. */
  static Piece all(List<Piece> conditions) {
    if (conditions.isEmpty()) {
      return condition("TRUE");
    }
    String holes = String.join(" AND ", conditions.stream().map(c -> "{}").toList());
    return condition(
        conditions.size() == 1 ? "{}" : "(" + holes + ")", conditions.toArray(Piece[]::new));
  }

  String sql() {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (Piece part : parts) {
      int hole = text.indexOf("{}", from);
      out.append(text, from, hole).append(part.sql());
      from = hole + 2;
    }
    return out.append(text.substring(from)).toString();
  }

  /** Smaller expressions of the same type, the smallest first. */
  List<Piece> smaller() {
    Set<Piece> out = new LinkedHashSet<>();
    if (!sql().equals(simplest)) {
      out.add(new Piece(type, simplest, List.of(), simplest));
    }
    within(type, out);
    for (int i = 0; i < parts.size(); i++) {
      for (Piece part : parts.get(i).smaller()) {
        List<Piece> changed = new ArrayList<>(parts);
        changed.set(i, part);
        out.add(new Piece(type, text, changed, simplest));
      }
    }
    return List.copyOf(out);
  }

  /** Parts at any depth that are of this type. */
  private void within(Type wanted, Set<Piece> out) {
    for (Piece part : parts) {
      if (part.type == wanted) {
        out.add(part);
      }
      part.within(wanted, out);
    }
  }
}
