// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement around aggregations: UNION ALL of them, an aggregate over one, scalar subqueries.
 *
 * @param text with a hole {@code {}} for each part, whose columns are named k1 … and m1 …
 */
record Compound(String text, List<Select> parts) implements Question {
  @Override
  public String sql() {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (Select part : parts) {
      int hole = text.indexOf("{}", from);
      out.append(text, from, hole).append(part.named());
      from = hole + 2;
    }
    return out.append(text.substring(from)).toString();
  }

  @Override
  public List<Select> released() {
    return parts;
  }

  /** A part alone, or the same around smaller parts with as many columns. */
  @Override
  public List<Question> smaller() {
    List<Question> out = new ArrayList<>(parts);
    for (int i = 0; i < parts.size(); i++) {
      for (Select smaller : parts.get(i).smaller()) {
        if (smaller.keys().size() == parts.get(i).keys().size()
            && smaller.measures().size() == parts.get(i).measures().size()
            && smaller.limit() < 0) {
          List<Select> changed = new ArrayList<>(parts);
          changed.set(i, smaller);
          out.add(new Compound(text, changed));
        }
      }
    }
    return out;
  }
}
