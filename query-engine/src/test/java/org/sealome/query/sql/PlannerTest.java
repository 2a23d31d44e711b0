// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.Plan;

/** Statements of {@code questions.sql}: what DuckDB answers on the plaintext, or the refusal. */
class PlannerTest {
  private static PlaintextCohort cohort;
  private static Planner planner;

  @BeforeAll
  static void open() {
    cohort = PlaintextCohort.random(7, 300, 20, 1);
    planner = new Planner(cohort);
  }

  @AfterAll
  static void close() {
    cohort.close();
  }

  record Question(String sql, String refusal) {
    @Override
    public String toString() {
      return sql;
    }
  }

  static Stream<Question> questions() throws IOException {
    return Stream.concat(questions("questions.sql"), questions("dialect.sql"));
  }

  private static Stream<Question> questions(String file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                PlannerTest.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(l -> !l.isBlank() && !l.startsWith("--"))
          .map(
              l -> {
                int at = l.indexOf("; -- !");
                return at < 0
                    ? new Question(l.substring(0, l.lastIndexOf(';')), null)
                    : new Question(l.substring(0, at), l.substring(at + 6).strip());
              })
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("questions")
  void equalsPlainSqlOrIsRefused(Question question) throws SQLException {
    if (question.refusal() != null) {
      SealomeException refused =
          assertThrows(SealomeException.class, () -> planner.plan(question.sql()));
      assertEquals(question.refusal(), refused.code().code(), refused.getMessage());
      return;
    }
    Plan plan = planner.plan(question.sql());
    for (double share : new double[] {.37, .999, 1}) {
      BitSet consenting = consenting(share);
      List<List<Object>> expected = Answers.duckdb(cohort.oracle(consenting), question.sql());
      List<List<Object>> actual = cohort.answer(plan, consenting).rows();
      assertNull(Answers.difference(question.sql(), expected, actual));
    }
  }

  private static BitSet consenting(double share) {
    SplittableRandom random = new SplittableRandom(11);
    BitSet out = new BitSet();
    for (int s = 0; s < cohort.patients(); s++) {
      out.set(s, random.nextDouble() < share);
    }
    return out;
  }
}
