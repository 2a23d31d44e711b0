// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.util.List;

/**
 * The parameter sets that datasets are encrypted under. All are BGV over Z[X]/(X^n + 1) with the
 * plaintext modulus {@value #PLAIN_MODULUS} and at least 128 bits of security by the HE standard's
 * tables, which the native library checks again whenever a context is made.
 *
 * <p>The last prime of the coefficient modulus only serves key switching and encryption: data live
 * under the product q of the others.
 */
public enum Profile {
  /** Linear answers only; up to 4,096 patients a block. */
  SMALL(4096, 46, 46, 17),
  /** Linear answers and the AND of two variants. */
  STANDARD(8192, 60, 60, 60),
  /** The AND of three or four variants. */
  WIDE(8192, 60, 60, 60, 38),
  /** The AND of eight and more. */
  DEEP(16384, 60, 60, 60, 60, 60, 60, 60);

  /** The plaintext modulus t, prime and 1 mod 2n for every profile. */
  public static final long PLAIN_MODULUS = 65537;

  private final int slots;
  private final List<Integer> coeffModulusBits;

  Profile(int slots, Integer... coeffModulusBits) {
    this.slots = slots;
    this.coeffModulusBits = List.of(coeffModulusBits);
  }

  /** Patients in a block: the ring's degree n. */
  public int slots() {
    return slots;
  }

  /** Bit lengths of all primes; the last is the special prime. */
  public List<Integer> coeffModulusBits() {
    return coeffModulusBits;
  }

  /** How many primes data are kept under. */
  public int dataPrimes() {
    return coeffModulusBits.size() - 1;
  }

  /** Bytes of one encrypted plane of one block: two polynomials of one word a prime and slot. */
  public long planeBytes() {
    return 2L * componentBytes();
  }

  /** Bytes of one polynomial at the data level. */
  long componentBytes() {
    return (long) dataPrimes() * slots * Long.BYTES;
  }

  /** log2 q, rounded down by more than the primes fall short of their powers of two. */
  double log2DataModulus() {
    return coeffModulusBits.stream().limit(dataPrimes()).mapToInt(Integer::intValue).sum() - 1e-5;
  }
}
