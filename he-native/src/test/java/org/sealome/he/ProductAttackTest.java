// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A steward who follows the protocol, and solves for single patients with what she is sent. She
 * holds the secret key, so a plane is hers as soon as she has both its polynomials; COUNTs give her
 * the second one, and products, where nothing hides them, equations for the first.
 *
 * <p>Every attack recovers every slot that is looked at where re-randomisation is left out, so it
 * is known to bite, and none where it is not.
 */
class ProductAttackTest {
  private static final Profile PROFILE = Profile.WIDE;
  private static final int N = PROFILE.slots();
  private static final int[][] PAIRS = {{0, 1}, {0, 2}, {1, 2}};

  private final Laboratory lab = Laboratory.of(PROFILE);
  private final SplittableRandom random = new SplittableRandom(20261121);
  private final int[][] rows = Laboratory.randomRows(random, 3, N, 0, 2);

  /** COUNT, then AVG and VAR of one column: a² has c1 = 2·a0·a1. */
  @ParameterizedTest
  @EnumSource(
      value = Evaluation.class,
      names = {"FULL", "NOT_HIDDEN"})
  void squareOfOneColumn(Evaluation evaluation) {
    try (Arena arena = Arena.ofConfined()) {
      Circuit.Builder b = Circuit.builder(PROFILE);
      int a = b.load(0);
      b.release(a);
      b.release(b.rerandomise(b.mul(a, a)));
      BigInteger[][] sent = released(b.build(), lab.encrypt(arena, rows), evaluation, 1, 1);
      BigInteger[] a1 = sent[0];
      BigInteger[] a0 = new BigInteger[a1.length];
      for (int i = 0; i < a0.length; i++) {
        BigInteger q = modulus(i);
        a0[i] = sent[1][i].multiply(a1[i].shiftLeft(1).modInverse(q)).mod(q);
      }
      check(arena, a0, a1, evaluation);
    }
  }

  /**
   * COUNTs of a, b, c and ANDs of their pairs: c1 = a0·b1 + a1·b0, three equations of this kind.
   */
  @ParameterizedTest
  @EnumSource(
      value = Evaluation.class,
      names = {"FULL", "NOT_HIDDEN"})
  void countsAndPairs(Evaluation evaluation) {
    try (Arena arena = Arena.ofConfined()) {
      Circuit.Builder b = counts();
      for (int[] pair : PAIRS) {
        b.release(b.rerandomise(b.mul(pair[0], pair[1])));
      }
      BigInteger[][] sent =
          released(b.build(), lab.encrypt(arena, rows), evaluation, 1, 1, 1, 1, 1, 1);
      solve(arena, sent, new BigInteger[][] {sent[3], sent[4], sent[5]}, evaluation);
    }
  }

  /** Key switching adds a function of c2 = a1·b1, which she can compute and take off again. */
  @ParameterizedTest
  @EnumSource(
      value = Evaluation.class,
      names = {"FULL", "NOT_HIDDEN"})
  void relinearised(Evaluation evaluation) {
    try (Arena arena = Arena.ofConfined()) {
      Circuit.Builder b = counts();
      for (int[] pair : PAIRS) {
        b.release(b.rerandomise(b.relin(b.mul(pair[0], pair[1]))));
      }
      BigInteger[][] sent =
          released(b.build(), lab.encrypt(arena, rows), evaluation, 1, 1, 1, 1, 1, 1);
      BigInteger[][] switched = switchedByHerself(arena, sent);
      BigInteger[][] u = new BigInteger[3][];
      for (int k = 0; k < 3; k++) {
        u[k] = minus(sent[3 + k], switched[k]);
      }
      solve(arena, sent, u, evaluation);
    }
  }

  /** Multiplied by a plane whose second polynomial she knows, c2 = r1·c1 gives r1 away. */
  @ParameterizedTest
  @EnumSource(
      value = Evaluation.class,
      names = {"FULL", "NOT_HIDDEN"})
  void relinearisedAndMultipliedAgain(Evaluation evaluation) {
    try (Arena arena = Arena.ofConfined()) {
      Circuit.Builder b = counts();
      for (int k = 0; k < 3; k++) {
        int pair = b.relin(b.mul(PAIRS[k][0], PAIRS[k][1]));
        b.release(b.rerandomise(b.mul(pair, third(k))));
      }
      BigInteger[][] sent =
          released(b.build(), lab.encrypt(arena, rows), evaluation, 1, 1, 1, 2, 2, 2);
      BigInteger[][] switched = switchedByHerself(arena, sent);
      BigInteger[][] u = new BigInteger[3][];
      for (int k = 0; k < 3; k++) {
        BigInteger[] r1 = new BigInteger[sent[0].length];
        for (int i = 0; i < r1.length; i++) {
          BigInteger q = modulus(i);
          r1[i] = sent[3 + k][i].multiply(sent[third(k)][i].modInverse(q)).mod(q);
        }
        u[k] = minus(r1, switched[k]);
      }
      solve(arena, sent, u, evaluation);
    }
  }

  private static int third(int pair) {
    return 3 - PAIRS[pair][0] - PAIRS[pair][1];
  }

  /** A circuit that releases the three counts; its first three nodes are the planes. */
  private static Circuit.Builder counts() {
    Circuit.Builder b = Circuit.builder(PROFILE);
    for (int i = 0; i < 3; i++) {
      b.load(i);
    }
    for (int i = 0; i < 3; i++) {
      b.release(i);
    }
    return b;
  }

  /** What relinearising adds to c1, from (0, a1)·(0, b1): the engine's keys are no secret. */
  private BigInteger[][] switchedByHerself(Arena arena, BigInteger[][] sent) {
    BigInteger[] zero = new BigInteger[sent[0].length];
    java.util.Arrays.fill(zero, BigInteger.ZERO);
    List<MemorySegment> fake =
        List.of(
            plane(arena, zero, sent[0]), plane(arena, zero, sent[1]), plane(arena, zero, sent[2]));
    Circuit.Builder b = counts();
    for (int[] pair : PAIRS) {
      b.release(b.rerandomise(b.relin(b.mul(pair[0], pair[1]))));
    }
    BigInteger[][] all = released(b.build(), fake, Evaluation.NOT_HIDDEN, 1, 1, 1, 1, 1, 1);
    return new BigInteger[][] {all[3], all[4], all[5]};
  }

  /** 2·a0·b1·c1 = u_ab·c1 + u_ac·b1 - u_bc·a1. */
  private void solve(Arena arena, BigInteger[][] second, BigInteger[][] u, Evaluation evaluation) {
    BigInteger[] a0 = new BigInteger[second[0].length];
    for (int i = 0; i < a0.length; i++) {
      BigInteger q = modulus(i);
      BigInteger right =
          u[0][i]
              .multiply(second[2][i])
              .add(u[1][i].multiply(second[1][i]))
              .subtract(u[2][i].multiply(second[0][i]));
      BigInteger left = second[1][i].multiply(second[2][i]).shiftLeft(1);
      a0[i] = right.multiply(left.modInverse(q)).mod(q);
    }
    check(arena, a0, second[0], evaluation);
  }

  /** Decrypts what was recovered, slot by slot, and compares it with the first plane's truth. */
  private void check(Arena arena, BigInteger[] a0, BigInteger[] a1, Evaluation evaluation) {
    MemorySegment plane = plane(arena, a0, a1);
    int looked = 40;
    Circuit.Builder b = Circuit.builder(PROFILE);
    int node = b.load(0);
    Mask[] masks = new Mask[looked];
    long[] truth = new long[looked];
    for (int i = 0; i < looked; i++) {
      int slot = random.nextInt(N);
      boolean[] only = new boolean[N];
      only[slot] = true;
      masks[i] = lab.mask(only);
      truth[i] = rows[0][slot];
      b.release(b.mulPlain(node, i));
    }
    long[] read = lab.evaluate(b.build(), List.of(plane), List.of(masks));
    int right = 0;
    for (int i = 0; i < looked; i++) {
      right += read[i] == truth[i] ? 1 : 0;
      masks[i].close();
    }
    if (evaluation == Evaluation.FULL) {
      // Noise reads as uniform values below 65537: that even two of forty fit is one in a million.
      assertTrue(right < 2, right + " of " + looked + " slots recovered");
    } else {
      assertEquals(looked, right, "the attack should bite");
    }
  }

  /** Of each release one component, all primes, as the steward sees it. */
  private BigInteger[][] released(
      Circuit circuit, List<MemorySegment> planes, Evaluation evaluation, int... components) {
    BigInteger[][] result = new BigInteger[components.length][PROFILE.dataPrimes() * N];
    try (SampleBuffer samples = new SampleBuffer(PROFILE)) {
      lab.evaluator.evaluate(circuit, planes, List.of(), samples, 2, evaluation);
      for (int r = 0; r < components.length; r++) {
        MemorySegment sample = samples.segment(r);
        long start = PROFILE.dataPrimes() + (components[r] - 1L) * PROFILE.dataPrimes() * N;
        for (int i = 0; i < result[r].length; i++) {
          result[r][i] = BigInteger.valueOf(sample.getAtIndex(ValueLayout.JAVA_LONG, start + i));
        }
      }
    }
    return result;
  }

  private MemorySegment plane(Arena arena, BigInteger[] first, BigInteger[] second) {
    MemorySegment plane = arena.allocate(PROFILE.planeBytes(), 64);
    for (int i = 0; i < first.length; i++) {
      plane.setAtIndex(ValueLayout.JAVA_LONG, i, first[i].longValueExact());
      plane.setAtIndex(ValueLayout.JAVA_LONG, (long) first.length + i, second[i].longValueExact());
    }
    return plane;
  }

  private BigInteger[] minus(BigInteger[] x, BigInteger[] y) {
    BigInteger[] difference = new BigInteger[x.length];
    for (int i = 0; i < x.length; i++) {
      difference[i] = x[i].subtract(y[i]).mod(modulus(i));
    }
    return difference;
  }

  private BigInteger modulus(int index) {
    return BigInteger.valueOf(lab.context.dataModuli()[index / N]);
  }
}
