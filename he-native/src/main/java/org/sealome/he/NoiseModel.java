// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/**
 * The static noise bound. A node's phase is c0 + c1·s + … = m + t·e as integers; this follows the
 * second moment of its coefficients through the circuit, and turns it into a bound that the
 * constant coefficient passes with probability at most 2^-64. The mathematics stand in the module's
 * {@code NOISE.md}; the letters are the same.
 */
final class NoiseModel {
  /** Variance of one coefficient of an encryption's noise: centred binomial, 21 + 21 coins. */
  private static final double NOISE_VARIANCE = 10.5;

  /** Variance of a coefficient of the secret key and of u: uniform in {-1, 0, 1}. */
  private static final double TERNARY_VARIANCE = 2.0 / 3;

  /** P(|N(0,1)| > λ) ≤ 2 exp(-λ²/2) ≤ 2^-64. */
  private static final double LAMBDA_SQUARED = 2 * 65 * Math.log(2);

  /**
   * Bits by how uneven the spectra of mask, key and planes may be together, for products of 1, 2, …
   * distinct planes.
   */
  private static final double[] UNEVENNESS = {
    0.13, 2.1, 4.5, 6.65, 8.6, 10.3, 11.9, 13.4, 14.7, 16
  };

  /** The same for each further factor. */
  private static final double FURTHER_UNEVENNESS = 1.3;

  /** The same for each further factor, where a plane may be more than one of them. */
  private static final double REPEATED_UNEVENNESS = 0.4;

  private static final double T = Profile.PLAIN_MODULUS;

  private final Profile profile;
  private final double n;

  NoiseModel(Profile profile) {
    this.profile = profile;
    this.n = profile.slots();
  }

  /** A stored plane: encrypted under all primes, the special prime divided away. */
  double fresh() {
    double special = Math.scalb(1.0, profile.coeffModulusBits().getLast() - 1);
    double divided = publicKeyNoise() / (special * special);
    double rounding = T * T / 12 * (1 + n * TERNARY_VARIANCE);
    return message() + divided + rounding;
  }

  /** A zero made at the data level, times s^shift. */
  double zero(int shift) {
    double power = 1;
    for (int i = 1; i <= shift; i++) {
      power *= i * n * TERNARY_VARIANCE;
    }
    return publicKeyNoise() * power;
  }

  private double publicKeyNoise() {
    return T * T * NOISE_VARIANCE * (1 + 2 * n * TERNARY_VARIANCE);
  }

  /** A message or constant of any kind: coefficients up to t/2. */
  double message() {
    return T * T / 4;
  }

  /** Sums whose parts may depend on one another: standard deviations add. */
  static double add(double a, double b) {
    double root = Math.sqrt(a) + Math.sqrt(b);
    return root * root;
  }

  /** Times a mask: a polynomial with n coefficients that are spread like uniform ones. */
  double mulPlain(double a) {
    return a * n * T * T / 12;
  }

  double mul(double a, double b) {
    return a * b * n;
  }

  /** What key switching adds: one digit a data prime, then division by the special prime. */
  double relinearisation() {
    double digits = 0;
    double special = Math.scalb(1.0, profile.coeffModulusBits().getLast() - 1);
    for (int bits : profile.coeffModulusBits().subList(0, profile.dataPrimes())) {
      double digit = Math.scalb(1.0, bits) / special;
      digits += n * NOISE_VARIANCE * T * T * digit * digit / 3;
    }
    return digits + T * T / 12 * (1 + n * TERNARY_VARIANCE);
  }

  /**
   * log2 of the bound for a node with this second moment that multiplies {@code factors}
   * ciphertexts.
   *
   * @param distinct whether no plane is in two factors of a product
   */
  double boundBits(double secondMoment, int factors, boolean distinct) {
    double factorial = 0;
    for (int i = 2; i <= factors; i++) {
      factorial += Math.log(i) / Math.log(2) / 2;
    }
    double rootMeanSquare = Math.log(secondMoment) / Math.log(2) / 2 + factorial;
    int known = Math.min(factors, UNEVENNESS.length);
    double uneven = UNEVENNESS[known - 1] + FURTHER_UNEVENNESS * (factors - known);
    double repeated = distinct ? 0 : factorial + REPEATED_UNEVENNESS * (factors - 1);
    return rootMeanSquare + uneven + repeated + Math.log(LAMBDA_SQUARED) / Math.log(2) / 2;
  }

  /** log2 of the flooding's range: t·2^k, where k is the largest with t·2^k < 0.9999·q/2. */
  double floodRangeBits() {
    double plain = Math.log(T) / Math.log(2);
    return Math.floor(profile.log2DataModulus() - 1.0002 - plain) + plain;
  }
}
