// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Compares answers with DuckDB's: integers exactly, fractions within 1e-9. */
public final class Answers {
  private Answers() {}

  public static List<List<Object>> duckdb(Connection db, String sql) throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet rows = s.executeQuery(sql)) {
      int n = rows.getMetaData().getColumnCount();
      List<List<Object>> out = new ArrayList<>();
      while (rows.next()) {
        List<Object> row = new ArrayList<>(n);
        for (int i = 1; i <= n; i++) {
          row.add(plain(rows.getObject(i)));
        }
        out.add(row);
      }
      return out;
    }
  }

  private static Object plain(Object value) {
    return switch (value) {
      case null -> null;
      case Integer i -> (long) i;
      case Short i -> (long) i;
      case Byte i -> (long) i;
      case BigInteger b -> b.longValueExact();
      case BigDecimal d -> d.doubleValue();
      case Float f -> (double) f;
      default -> value;
    };
  }

  /** Null where they agree, else what differs. */
  public static String difference(
      String sql, List<List<Object>> expected, List<List<Object>> actual) {
    if (expected.size() != actual.size()) {
      return "expected " + expected + ", got " + actual;
    }
    List<List<Object>> e = new ArrayList<>(expected);
    List<List<Object>> a = new ArrayList<>(actual);
    // The order within a window is not the answer's.
    String statement = sql.toUpperCase(Locale.ROOT).replaceAll("OVER \\([^)]*\\)", "");
    if (!statement.contains("ORDER BY")) {
      Comparator<List<Object>> order =
          Comparator.comparing(row -> row.stream().map(Answers::key).toList().toString());
      e.sort(order);
      a.sort(order);
    }
    for (int r = 0; r < e.size(); r++) {
      for (int c = 0; c < e.get(r).size(); c++) {
        if (!same(e.get(r).get(c), a.get(r).get(c))) {
          return "row " + r + ", column " + c + ": expected " + e + ", got " + a;
        }
      }
    }
    return null;
  }

  private static String key(Object value) {
    return value instanceof Number n ? "%.6g".formatted(n.doubleValue()) : String.valueOf(value);
  }

  private static boolean same(Object expected, Object actual) {
    if (expected instanceof Double d && d.isNaN()) {
      // CORR and the like without variance: NULL by the standard and in PostgreSQL.
      return actual == null;
    }
    if (expected instanceof Number x && actual instanceof Number y) {
      if (expected instanceof Long && actual instanceof Long) {
        return expected.equals(actual);
      }
      double a = x.doubleValue();
      double b = y.doubleValue();
      return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)) + 1e-12;
    }
    return Objects.equals(expected, actual);
  }
}
