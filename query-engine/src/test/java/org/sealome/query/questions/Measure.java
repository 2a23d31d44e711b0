// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An aggregate over patients' rows.
 *
 * @param arguments none for {@code COUNT(*)}
 * @param filter null for none
 */
record Measure(String function, boolean distinct, List<Piece> arguments, Piece filter) {
  static Measure count() {
    return new Measure("COUNT", false, List.of(), null);
  }

  static Measure of(String function, Piece... arguments) {
    return new Measure(function, false, List.of(arguments), null);
  }

  Measure where(Piece condition) {
    return new Measure(function, distinct, arguments, condition);
  }

  String sql() {
    return sql(
        function
            + (distinct ? "(DISTINCT " : "(")
            + (arguments.isEmpty()
                ? "*"
                : arguments.stream().map(Piece::sql).collect(Collectors.joining(", ")))
            + ")");
  }

  private String sql(String call) {
    return filter == null ? call : call + " FILTER (WHERE " + filter.sql() + ")";
  }

  /** Sums over the rows from which the aggregate is computed, and no others are needed for. */
  List<String> sums() {
    if (function.equals("COUNT")) {
      return List.of(sql());
    }
    List<String> out = new ArrayList<>();
    String x = arguments.get(0).sql();
    String y = arguments.get(arguments.size() - 1).sql();
    out.add(sql("COUNT(CASE WHEN (" + x + ") IS NOT NULL THEN " + y + " END)"));
    out.add(sql("SUM(CASE WHEN (" + y + ") IS NOT NULL THEN " + x + " END)"));
    if (arguments.size() == 2) {
      out.add(sql("SUM(CASE WHEN (" + x + ") IS NOT NULL THEN " + y + " END)"));
    }
    if (!function.equals("SUM") && !function.equals("AVG")) {
      out.add(sql("SUM((" + x + ") * (" + y + "))"));
    }
    if (function.equals("CORR") || function.equals("REGR_SLOPE")) {
      out.add(sql("SUM(CASE WHEN (" + x + ") IS NOT NULL THEN (" + y + ") * (" + y + ") END)"));
    }
    return out;
  }

  List<Measure> smaller() {
    List<Measure> out = new ArrayList<>();
    if (filter != null) {
      out.add(new Measure(function, distinct, arguments, null));
      filter.smaller().forEach(f -> out.add(where(f)));
    }
    if (!function.equals("COUNT")) {
      out.add(new Measure("COUNT", false, List.of(arguments.get(0)), filter));
    } else if (!arguments.isEmpty()) {
      out.add(new Measure("COUNT", false, List.of(), filter));
    }
    if (!distinct) {
      for (int i = 0; i < arguments.size(); i++) {
        for (Piece argument : arguments.get(i).smaller()) {
          List<Piece> changed = new ArrayList<>(arguments);
          changed.set(i, argument);
          out.add(new Measure(function, false, changed, filter));
        }
      }
    }
    return out;
  }
}
