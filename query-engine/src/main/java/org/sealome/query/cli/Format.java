// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.SqlType;

/** How an answer is written: for people, for programs, for spreadsheets. */
enum Format {
  table,
  json,
  csv;

  /**
   * The whole answer as text with its last line end.
   *
   * @param receipt the receipt as JSON, or null where the answer has none; only {@code json} shows
   *     it
   * @param minCell what suppressed cells of a table are shown to be smaller than
   */
  String write(Answer answer, String receipt, int minCell) {
    return switch (this) {
      case json -> json(answer, receipt) + "\n";
      case csv -> csv(answer);
      case table -> table(answer, minCell);
    };
  }

  private static String json(Answer answer, String receipt) {
    List<Object> columns = new ArrayList<>();
    for (Column c : answer.columns()) {
      Map<String, Object> column = new LinkedHashMap<>();
      column.put("name", c.name());
      column.put("type", c.type().name());
      columns.add(column);
    }
    List<Object> suppressed = new ArrayList<>();
    for (Answer.Position p : answer.suppressed()) {
      suppressed.add(List.of(p.row(), p.column()));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("columns", columns);
    document.put("rows", answer.rows());
    document.put("suppressed", suppressed);
    if (receipt != null) {
      document.put("receipt", new Json.Raw(receipt));
    }
    return Json.write(document);
  }

  /** RFC 4180 but for LF; NULL is empty and an empty string is quoted, so that the two differ. */
  private static String csv(Answer answer) {
    StringBuilder out = new StringBuilder();
    List<String> cells = new ArrayList<>();
    answer.columns().forEach(c -> cells.add(csvCell(c.name())));
    out.append(String.join(",", cells)).append('\n');
    for (List<Object> row : answer.rows()) {
      cells.clear();
      row.forEach(v -> cells.add(v == null ? "" : csvCell(v)));
      out.append(String.join(",", cells)).append('\n');
    }
    return out.toString();
  }

  static String csvCell(Object value) {
    String s = text(value);
    boolean quote = s.isEmpty();
    for (int i = 0; i < s.length() && !quote; i++) {
      quote = ",\"\r\n".indexOf(s.charAt(i)) >= 0;
    }
    return quote ? '"' + s.replace("\"", "\"\"") + '"' : s;
  }

  private static String table(Answer answer, int minCell) {
    List<Column> columns = answer.columns();
    Set<Answer.Position> suppressed = new HashSet<>(answer.suppressed());
    TextTable table = new TextTable();
    for (Column c : columns) {
      boolean number = c.type() != SqlType.VARCHAR && c.type() != SqlType.BOOLEAN;
      table.column(c.name(), number ? TextTable.Align.RIGHT : TextTable.Align.LEFT);
    }
    for (int r = 0; r < answer.rows().size(); r++) {
      List<String> cells = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        Object v = answer.rows().get(r).get(c);
        cells.add(
            suppressed.contains(new Answer.Position(r, c))
                ? "<" + minCell
                : v == null ? "NULL" : rounded(v));
      }
      table.row(cells);
    }
    int n = answer.rows().size();
    return table + "(" + n + (n == 1 ? " row" : " rows") + ")\n";
  }

  /** People see six significant digits of what is not an integer; programs see all. */
  private static String rounded(Object v) {
    if (v instanceof Double d && Double.isFinite(d)) {
      double m = Math.abs(d);
      if (m != 0 && (m < 1e-4 || m >= 1e15)) {
        return String.format(java.util.Locale.ROOT, "%.5e", d);
      }
      BigDecimal shown = new BigDecimal(d).round(new java.math.MathContext(6)).stripTrailingZeros();
      return shown.scale() < 0 ? shown.toPlainString() : m == 0 ? "0.0" : withPoint(shown);
    }
    return text(v);
  }

  private static String withPoint(BigDecimal d) {
    return d.scale() <= 0 ? d.toPlainString() + ".0" : d.toPlainString();
  }

  private static String text(Object v) {
    return v instanceof BigDecimal d ? d.toPlainString() : v.toString();
  }
}
