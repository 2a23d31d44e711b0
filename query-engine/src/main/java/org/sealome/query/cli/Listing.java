// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what is no SQL answer: lists of clients, datasets, log entries. */
final class Listing {
  private Listing() {}

  /**
   * @param columns keys of the rows, in the order in which they are shown
   * @return a table, CSV, or one JSON array of objects
   */
  static String write(List<String> columns, List<Map<String, Object>> rows, Format format) {
    if (format == Format.json) {
      List<Object> objects = new ArrayList<>();
      for (Map<String, Object> row : rows) {
        Map<String, Object> object = new LinkedHashMap<>();
        columns.forEach(c -> object.put(c, row.get(c)));
        objects.add(object);
      }
      return Json.write(objects) + "\n";
    }
    if (format == Format.csv) {
      StringBuilder out = new StringBuilder(String.join(",", columns)).append('\n');
      for (Map<String, Object> row : rows) {
        List<String> cells = new ArrayList<>();
        columns.forEach(c -> cells.add(row.get(c) == null ? "" : Format.csvCell(row.get(c))));
        out.append(String.join(",", cells)).append('\n');
      }
      return out.toString();
    }
    TextTable table = new TextTable();
    for (String c : columns) {
      boolean numbers =
          !rows.isEmpty()
              && rows.stream().allMatch(r -> r.get(c) == null || r.get(c) instanceof Number);
      table.column(c, numbers ? TextTable.Align.RIGHT : TextTable.Align.LEFT);
    }
    for (Map<String, Object> row : rows) {
      table.row(
          columns.stream().map(c -> row.get(c) == null ? "" : row.get(c).toString()).toList());
    }
    return table.toString();
  }
}
