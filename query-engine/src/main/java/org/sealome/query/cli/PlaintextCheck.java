// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.sealome.zk.plan.Answer;

/**
 * The simulated people in the clear, so that the demo can show that an encrypted answer is the
 * plaintext's. Nothing else has such a thing.
 */
final class PlaintextCheck implements AutoCloseable {
  private final Connection duckdb;

  PlaintextCheck(SimulatedCohort cohort) throws SQLException {
    duckdb = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement s = duckdb.createStatement()) {
      s.execute(
          "CREATE TABLE everybody(sample_id VARCHAR, sex VARCHAR, ancestry VARCHAR, status"
              + " VARCHAR)");
      s.execute(
          "CREATE TABLE calls(sample_id VARCHAR, variant_id VARCHAR, dosage INTEGER, ploidy"
              + " INTEGER)");
      s.execute("CREATE TABLE variants(variant_id VARCHAR, rsid VARCHAR, gene VARCHAR)");
      s.execute("CREATE TABLE withdrawn(sample_id VARCHAR)");
      s.execute(
          "CREATE VIEW samples AS SELECT * FROM everybody WHERE sample_id NOT IN (FROM withdrawn)");
      s.execute(
          "CREATE VIEW genotypes AS SELECT * FROM calls WHERE sample_id NOT IN (FROM withdrawn)");
    }
    fill(cohort);
  }

  private void fill(SimulatedCohort cohort) throws SQLException {
    DuckDBConnection c = duckdb.unwrap(DuckDBConnection.class);
    try (DuckDBAppender people = c.createAppender("main", "everybody");
        DuckDBAppender calls = c.createAppender("main", "calls");
        DuckDBAppender variants = c.createAppender("main", "variants")) {
      for (FamousVariants.Variant v : cohort.variants()) {
        variants.beginRow().append(v.id()).append(v.rsid()).append(v.gene()).endRow();
      }
      for (SimulatedCohort.Person p : cohort.people()) {
        people.beginRow().append(p.id()).append(p.sex()).append(p.ancestry()).append(p.status());
        people.endRow();
        for (int v = 0; v < cohort.variants().size(); v++) {
          String call = p.calls().get(v);
          calls.beginRow().append(p.id()).append(cohort.variants().get(v).id());
          if (call.contains(".")) {
            calls.appendNull().appendNull();
          } else {
            calls.append((int) call.chars().filter(a -> a == '1').count());
            calls.append(call.contains("/") ? 2 : 1);
          }
          calls.endRow();
        }
      }
    }
  }

  /** These no longer count. */
  void withdraw(List<String> ids) throws SQLException {
    try (var s = duckdb.prepareStatement("INSERT INTO withdrawn VALUES (?)")) {
      for (String id : ids) {
        s.setString(1, id);
        s.addBatch();
      }
      s.executeBatch();
    }
  }

  /** Whether every number that was not suppressed is the plaintext's, rows in the same order. */
  boolean agrees(String sql, Answer answer) throws SQLException {
    Set<Answer.Position> suppressed = new HashSet<>(answer.suppressed());
    try (Statement s = duckdb.createStatement();
        ResultSet rows = s.executeQuery(sql)) {
      int r = 0;
      for (; rows.next(); r++) {
        if (r >= answer.rows().size()) {
          return false;
        }
        List<Object> row = new ArrayList<>(answer.rows().get(r));
        for (int c = 0; c < row.size(); c++) {
          if (!suppressed.contains(new Answer.Position(r, c))
              && !same(rows.getObject(c + 1), row.get(c))) {
            return false;
          }
        }
      }
      return r == answer.rows().size();
    }
  }

  private static boolean same(Object expected, Object got) {
    if (expected instanceof Number e && got instanceof Number g) {
      double scale = Math.max(1, Math.abs(e.doubleValue()));
      return Math.abs(e.doubleValue() - g.doubleValue()) <= 1e-9 * scale;
    }
    return java.util.Objects.equals(expected, got);
  }

  @Override
  public void close() throws SQLException {
    duckdb.close();
  }
}
