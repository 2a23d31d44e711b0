// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

/**
 * What an evaluation did, over all blocks.
 *
 * @param planeReads planes handed to circuits; one that two circuits read counts twice
 * @param bytesRead of those planes
 * @param planesDigested planes that no query had read since the dataset was opened, about so many
 *     where queries run side by side
 * @param samples handed to the sink
 * @param sampleBytes of those samples
 * @param planeNanoseconds until planes were mapped and, where new to the process, their digests
 *     checked
 * @param maskNanoseconds making the tables of masks
 * @param circuitNanoseconds in the evaluator
 */
public record EvaluationTally(
    int planeReads,
    long bytesRead,
    int planesDigested,
    int samples,
    long sampleBytes,
    long planeNanoseconds,
    long maskNanoseconds,
    long circuitNanoseconds) {
  /** Nothing was evaluated. */
  public static final EvaluationTally NOTHING = new EvaluationTally(0, 0, 0, 0, 0, 0, 0, 0);

  EvaluationTally plus(EvaluationTally other) {
    return new EvaluationTally(
        planeReads + other.planeReads,
        bytesRead + other.bytesRead,
        planesDigested + other.planesDigested,
        samples + other.samples,
        sampleBytes + other.sampleBytes,
        planeNanoseconds + other.planeNanoseconds,
        maskNanoseconds + other.maskNanoseconds,
        circuitNanoseconds + other.circuitNanoseconds);
  }
}
