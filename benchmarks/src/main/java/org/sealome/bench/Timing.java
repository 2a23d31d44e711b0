// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * One figure.
 *
 * @param name {@code Class.method}, with the parameter behind a slash where there is one besides
 *     the profile; natives' begin with {@code seal.} or {@code native.}
 * @param profile of the parameters; {@code -} where nothing is encrypted
 * @param micros median, in microseconds an operation: what others do on the machine moves it least
 * @param error half of the distance between the quartiles
 */
record Timing(String name, String profile, double micros, double error) {

  static Timing of(RunResult run) {
    String benchmark = run.getParams().getBenchmark();
    String name = benchmark.substring("org.sealome.bench.".length());
    String operation = run.getParams().getParam("operation");
    String profile = run.getParams().getParam("profile");
    Statistics samples = run.getPrimaryResult().getStatistics();
    return new Timing(
        operation == null ? name : name + "/" + operation,
        profile == null ? "-" : profile,
        samples.getPercentile(50),
        (samples.getPercentile(75) - samples.getPercentile(25)) / 2);
  }
}
