// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sealome.query.circuit.EvaluationTally;
import org.sealome.query.session.QueryOutcome;
import org.sealome.query.session.Timings;

/**
 * What EXPLAIN ANALYZE adds: the statement was asked, consented and logged, and this is what came
 * of it. The rows themselves are not in it.
 *
 * @param timings of the query's steps, in nanoseconds
 * @param close nanoseconds that the log entry's closing took after the answer was there
 * @param attempts 1, and one more for each time that consent changed meanwhile
 * @param consenting patients in the mask
 * @param rows of the answer
 * @param suppressed cells of the answer that disclosure control made NULL
 */
public record Actuals(
    Timings timings,
    long close,
    int attempts,
    int consenting,
    EvaluationTally evaluation,
    int rows,
    int suppressed) {

  /** Of an answered query. */
  public static Actuals of(QueryOutcome outcome, long close) {
    return new Actuals(
        outcome.timings(),
        close,
        outcome.execution().attempts(),
        outcome.execution().consenting(),
        outcome.execution().evaluation(),
        outcome.answer().rows().size(),
        outcome.answer().suppressed().size());
  }

  /**
   * An expected time and what it was.
   *
   * @param actual null where it is not measured apart
   */
  public record Comparison(String part, long expected, Long actual) {
    /** Actual by expected, or null. */
    public Double ratio() {
      return actual == null || expected == 0 ? null : (double) actual / expected;
    }
  }

  /** The parts of the expected time, and last all of them against the evaluation's time. */
  public List<Comparison> compare(ExpectedTime time) {
    Map<String, Long> actual =
        Map.of(
            "digests", evaluation.planeNanoseconds(),
            "masks", evaluation.maskNanoseconds(),
            "circuits", evaluation.circuitNanoseconds());
    List<Comparison> all = new ArrayList<>();
    for (ExpectedTime.Part part : time.parts()) {
      all.add(new Comparison(part.name(), part.wall(), actual.get(part.name())));
    }
    all.add(new Comparison("in all", time.wall(), timings.evaluate()));
    return all;
  }
}
