// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.util.List;
import java.util.Map;

/**
 * A ratio of sums of figures, or one sum, and what it aims at.
 *
 * @param what for people
 * @param slower figures that add up to the upper part
 * @param faster figures that add up to the lower part; none: the upper part itself
 * @param aim for people; null: none
 */
record Comparison(String what, List<String> slower, List<String> faster, String aim) {

  static final List<Comparison> ALL =
      List.of(
          new Comparison(
              "masked COUNT, evaluate / plain read of the same plane",
              List.of("MaskedCount.evaluate"),
              List.of("native.read"),
              "≤ 2.5"),
          new Comparison(
              "masked COUNT, evaluate / the same read in Java",
              List.of("MaskedCount.evaluate"),
              List.of("PlainRead.read"),
              null),
          new Comparison(
              "masked COUNT, evaluate + release: SEAL's API / Sealome",
              List.of("seal.count.evaluate", "seal.count.release"),
              List.of("MaskedCount.evaluate", "MaskedCount.release"),
              "≥ 15"),
          new Comparison(
              "masked AND of two, zeros from the pool: SEAL's API / Sealome",
              List.of("seal.and.evaluate", "seal.and.release"),
              List.of("MaskedAnd.evaluate", "MaskedAnd.release"),
              null),
          new Comparison(
              "masked AND of two, zeros made on the way, both: SEAL's API / Sealome",
              List.of("seal.and.evaluate", "seal.encrypt_zero", "seal.and.release"),
              List.of("MaskedAnd.evaluateWithZeros", "MaskedAnd.release"),
              null),
          new Comparison(
              "encryption of zero: SEAL's API / Sealome",
              List.of("seal.encrypt_zero"),
              List.of("OtherOperations.encryptZero"),
              null),
          new Comparison(
              "encryption of a plane: SEAL's API / Sealome",
              List.of("seal.encrypt"),
              List.of("OtherOperations.encryptPlane"),
              null),
          new Comparison(
              "masked COUNT: through JNI / same kernel called from C++",
              List.of("MaskedCount.evaluate"),
              List.of("native.count.evaluate"),
              "≤ 1.05"),
          new Comparison(
              "masked AND, zeros made on the way: through JNI / same kernel called from C++",
              List.of("MaskedAnd.evaluateWithZeros"),
              List.of("native.and.evaluateWithZeros"),
              "≤ 1.05"),
          new Comparison(
              "encryption of zero, µs",
              List.of("OtherOperations.encryptZero"),
              List.of(),
              "< 1000"));

  /** NaN where a figure is missing. */
  double ratio(Map<String, Double> micros) {
    return sum(slower, micros) / (faster.isEmpty() ? 1 : sum(faster, micros));
  }

  private static double sum(List<String> names, Map<String, Double> micros) {
    return names.stream().mapToDouble(n -> micros.getOrDefault(n, Double.NaN)).sum();
  }
}
