// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

class ExplainStatementTest {

  @Test
  void whatDoesNotSayExplainIsLeftAsItIs() {
    for (String sql : List.of("SELECT 1", " explained", "WITH explain AS (SELECT 1) SELECT 2")) {
      assertEquals(new ExplainStatement(false, false, false, sql), ExplainStatement.of(sql));
    }
  }

  @Test
  void wordsAndBrackets() {
    check(false, false, "EXPLAIN SELECT 1");
    check(false, false, "explain plan  for SELECT 1");
    check(true, false, "Explain Analyze SELECT 1");
    check(true, true, "EXPLAIN ANALYZE VERBOSE\nSELECT 1");
    check(true, true, "EXPLAIN (verbose, analyze) SELECT 1");
    check(false, true, "EXPLAIN(VERBOSE)SELECT 1");
  }

  @Test
  void aBracketMayBeTheQuerysOwn() {
    assertEquals(
        new ExplainStatement(true, false, false, "(SELECT 1) UNION ALL (SELECT 2)"),
        ExplainStatement.of("EXPLAIN (SELECT 1) UNION ALL (SELECT 2)"));
  }

  @Test
  void unknownOptionsAndNothingAreRefused() {
    for (String sql : List.of("EXPLAIN", "EXPLAIN ANALYZE ", "EXPLAIN (FAST) SELECT 1")) {
      assertEquals(
          ErrorCode.USAGE,
          assertThrows(SealomeException.class, () -> ExplainStatement.of(sql)).code());
    }
  }

  private static void check(boolean analyze, boolean verbose, String sql) {
    assertEquals(
        new ExplainStatement(true, analyze, verbose, "SELECT 1"), ExplainStatement.of(sql));
  }
}
