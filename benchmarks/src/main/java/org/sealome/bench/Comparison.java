// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.util.List;
import java.util.Map;

/**
 * A ratio of sums of figures, or one sum, and what it aims at.
 *
 * @param what for people
 * @param slower figures that add up to the upper part; {@code 26×name} is 26 times a figure
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
              "AND of 2, whole: SEAL's API / Sealome",
              List.of("2×seal.add", "seal.and.evaluate", "seal.encrypt_zero", "seal.and.release"),
              List.of("Questions.answer/AND_OF_2"),
              null),
          new Comparison(
              "AND of 4, whole: SEAL's API / Sealome",
              List.of("4×seal.add", "seal.and4.evaluate", "seal.encrypt_zero", "seal.and4.release"),
              List.of("Questions.answer/AND_OF_4"),
              null),
          new Comparison(
              "AND of 8, whole: SEAL's API / Sealome",
              List.of("8×seal.add", "seal.and8.evaluate", "seal.encrypt_zero", "seal.and8.release"),
              List.of("Questions.answer/AND_OF_8"),
              null),
          new Comparison(
              "OR of 8, whole: SEAL's API / Sealome",
              List.of("8×seal.add", "seal.and8.evaluate", "seal.encrypt_zero", "seal.and8.release"),
              List.of("Questions.answer/OR_OF_8"),
              null),
          new Comparison(
              "SUM by 26 populations, whole: SEAL's API / Sealome",
              List.of("2×seal.add", "26×seal.count.evaluate", "26×seal.count.release"),
              List.of("Questions.answer/GROUP_BY_26_POPULATIONS"),
              null),
          new Comparison(
              "frequencies of 10,000 variants, whole: SEAL's API / Sealome",
              List.of("20000×seal.add", "10000×seal.count.evaluate", "10000×seal.count.release"),
              List.of("Questions.answer/FREQUENCIES_OF_10000"),
              null),
          new Comparison(
              "case/control tables of 10,000 variants, whole: SEAL's API / Sealome",
              List.of(
                  "40000×seal.and.evaluate",
                  "40000×seal.encrypt_zero",
                  "40000×seal.and.release",
                  "20000×seal.count.evaluate",
                  "20000×seal.count.release"),
              List.of("Questions.answer/CASE_CONTROL_TABLES_OF_10000"),
              null),
          new Comparison(
              "AND of 8, whole / plain read of its planes",
              List.of("Questions.answer/AND_OF_8"),
              List.of("16×native.read"),
              null),
          new Comparison(
              "SUM by 26 populations, whole / plain read of its planes",
              List.of("Questions.answer/GROUP_BY_26_POPULATIONS"),
              List.of("2×native.read"),
              null),
          new Comparison(
              "frequencies of 10,000 variants, whole / plain read of their planes",
              List.of("Questions.answer/FREQUENCIES_OF_10000"),
              List.of("20000×native.read"),
              null),
          new Comparison(
              "case/control tables of 10,000 variants, whole / plain read of their planes",
              List.of("Questions.answer/CASE_CONTROL_TABLES_OF_10000"),
              List.of("20002×native.read"),
              null),
          new Comparison(
              "planning of 10 joins, warm, µs",
              List.of("PlanningBySize.plan/10"),
              List.of(),
              "< 20000"),
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
    return names.stream().mapToDouble(n -> figure(n, micros)).sum();
  }

  private static double figure(String name, Map<String, Double> micros) {
    int times = name.indexOf('×');
    return micros.getOrDefault(name.substring(times + 1), Double.NaN)
        * (times < 0 ? 1 : Integer.parseInt(name.substring(0, times)));
  }
}
