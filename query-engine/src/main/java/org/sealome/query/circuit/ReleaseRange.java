// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;
import org.sealome.he.Profile;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Term;

/**
 * The values, {@code lo} to {@code hi} inclusive, that a release can take within one block. What is
 * decrypted is known modulo t only; where the range holds at most t values, the integer follows
 * from the residue, and a residue that no value of the range has is proof that something is wrong.
 * The compiler (will it fit?) and the steward (which integer is it?) both ask this class.
 */
public record ReleaseRange(long lo, long hi) {

  public ReleaseRange {
    if (lo > hi) {
      throw new IllegalArgumentException("a range from " + lo + " to " + hi + " holds nothing");
    }
  }

  /**
   * Σ over the terms of {@code maskSize · [lo, hi]}.
   *
   * @param maskSize number of slots of the block that are in the term's mask, by index of the
   *     population
   * @throws ArithmeticException where a bound does not fit a long
   */
  public static ReleaseRange of(Polynomial release, IntUnaryOperator maskSize) {
    long lo = 0;
    long hi = 0;
    for (Term term : release.terms()) {
      long size = maskSize.applyAsInt(term.population());
      lo = Math.addExact(lo, Math.multiplyExact(size, term.lo()));
      hi = Math.addExact(hi, Math.multiplyExact(size, term.hi()));
    }
    return new ReleaseRange(lo, hi);
  }

  /** Whether no two values of the range have the same residue. */
  public boolean isUnambiguous() {
    return Math.subtractExact(hi, lo) < Profile.PLAIN_MODULUS;
  }

  /**
   * The only value of the range that is congruent to {@code residue} modulo t.
   *
   * @param residue in [0, t)
   * @return empty where the range has no such value: the sample is not what it should be
   * @throws IllegalArgumentException where the residue is none
   * @throws IllegalStateException where the range is ambiguous, which the compiler refuses
   */
  public OptionalLong integer(long residue) {
    if (residue < 0 || residue >= Profile.PLAIN_MODULUS) {
      throw new IllegalArgumentException("not a residue modulo " + Profile.PLAIN_MODULUS);
    }
    if (!isUnambiguous()) {
      throw new IllegalStateException(lo + " to " + hi + " holds more than one value a residue");
    }
    long t = Profile.PLAIN_MODULUS;
    long value = Math.addExact(lo, Math.floorMod(residue - Math.floorMod(lo, t), t));
    return value <= hi ? OptionalLong.of(value) : OptionalLong.empty();
  }
}
