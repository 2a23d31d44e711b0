// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * One figure.
 *
 * @param name {@code Class.method}, with the parameter behind a slash where there is one besides
 *     the profile; natives' begin with {@code seal.} or {@code native.}
 * @param profile of the parameters
 * @param micros microseconds an operation, on average
 * @param error JMH's: half of the 99.9 % confidence interval; natives': half of the distance
 *     between the quartiles (and micros is the median); NaN where too few were measured
 */
record Timing(String name, String profile, double micros, double error) {

  static Timing of(RunResult run) {
    String benchmark = run.getParams().getBenchmark();
    String name = benchmark.substring("org.sealome.bench.".length());
    String operation = run.getParams().getParam("operation");
    Result<?> primary = run.getPrimaryResult();
    return new Timing(
        operation == null ? name : name + "/" + operation,
        run.getParams().getParam("profile"),
        primary.getScore(),
        primary.getScoreError());
  }
}
