// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random circuits of every operation, at every profile, against the same arithmetic on plaintext
 * slots; and the noise that they truly have against the bound that was promised for them.
 */
class CircuitArithmeticTest {
  private static final long T = Profile.PLAIN_MODULUS;
  private static final int PLANES = 5;

  @Property(tries = 120, seed = "20261121")
  void randomCircuitsAgree(@ForAll Profile profile, @ForAll long seed) {
    Laboratory lab = Laboratory.of(profile);
    SplittableRandom random = new SplittableRandom(seed);
    int slots = 1 + random.nextInt(profile.slots());
    int[][] rows = Laboratory.randomRows(random, PLANES, slots, 0, 2);
    rows[0] = Laboratory.randomRows(random, 1, slots, -32768, 32769)[0];
    boolean[][] members = {
      Laboratory.randomMembers(random, slots, 0.37), Laboratory.randomMembers(random, slots, 0.999)
    };
    Plain plain = new Plain(profile, rows, members);
    Circuit.Builder builder = Circuit.builder(profile);
    RandomCircuit made = new RandomCircuit(builder, plain, random);
    int releases = 1 + random.nextInt(6);
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < releases; i++) {
      expected.add(made.release());
    }
    Circuit circuit = builder.build();
    try (Arena arena = Arena.ofConfined();
        Mask first = lab.mask(members[0]);
        Mask second = lab.mask(members[1]);
        SampleBuffer samples = new SampleBuffer(profile)) {
      List<MemorySegment> planes = lab.encrypt(arena, rows);
      lab.evaluator.evaluate(circuit, planes, List.of(first, second), samples, 2);
      assertArrayEquals(
          expected.stream().mapToLong(Long::longValue).toArray(), lab.decryptor.sums(samples));
    }
  }

  @Property(tries = 40, seed = "7")
  void theBoundIsNeverBelowTheTrueNoise(@ForAll Profile profile, @ForAll long seed) {
    Laboratory lab = Laboratory.of(profile);
    SplittableRandom random = new SplittableRandom(seed);
    int slots = profile.slots();
    int[][] rows = Laboratory.randomRows(random, 4, slots, 0, 2);
    int degree = 1 + random.nextInt(maxDegree(profile));
    Circuit.Builder b = Circuit.builder(profile);
    int node = b.linear(new int[] {0, 1}, new long[] {1, 2}, 0);
    for (int i = 1; i < degree; i++) {
      node = b.mul(node, b.linear(new int[] {i % 4, (i + 1) % 4}, new long[] {1, -1}, 1));
    }
    node = b.mulPlain(node, 0);
    b.release(degree > 1 ? b.rerandomise(node) : node);
    Circuit circuit = b.build();
    NodeAnalysis release = circuit.analysis().getLast();
    try (Arena arena = Arena.ofConfined();
        Mask mask = lab.mask(Laboratory.randomMembers(random, slots, 0.9));
        SampleBuffer samples = new SampleBuffer(profile)) {
      List<MemorySegment> planes = lab.encrypt(arena, rows);
      lab.evaluator.evaluate(circuit, planes, List.of(mask), samples, 1, Evaluation.UNFLOODED);
      double measured = lab.decryptor.phaseBits(samples, 0);
      assertTrue(
          measured <= release.noiseBoundBits(),
          () -> profile + " degree " + release.degree() + ": " + measured + " > " + release);
      // A bound that is far off would refuse what can be computed.
      assertTrue(
          measured + 9 + 6 * degree > release.noiseBoundBits(),
          () -> profile + " degree " + release.degree() + ": " + measured + " << " + release);
    }
  }

  static int maxDegree(Profile profile) {
    return switch (profile) {
      case SMALL -> 1;
      case STANDARD -> 2;
      case WIDE -> 3;
      case DEEP -> 6;
    };
  }

  /** The cohort in the clear. */
  record Plain(Profile profile, int[][] rows, boolean[][] members) {
    long[] plane(int i) {
      long[] slots = new long[profile.slots()];
      for (int j = 0; j < rows[i].length; j++) {
        slots[j] = Math.floorMod(rows[i][j], T);
      }
      return slots;
    }
  }

  /** Grows a circuit and its plaintext value together. */
  private record RandomCircuit(Circuit.Builder builder, Plain plain, SplittableRandom random) {
    private record Value(int node, int degree, boolean relinearised, long[] slots) {}

    long release() {
      int factors = 1 + random.nextInt(maxDegree(plain.profile()));
      Value value = factor();
      for (int i = 1; i < factors; i++) {
        Value other = factor();
        long[] slots = value.slots().clone();
        for (int s = 0; s < slots.length; s++) {
          slots[s] = slots[s] * other.slots()[s] % T;
        }
        int product = builder.mul(value.node(), other.node());
        int degree = value.degree() + other.degree();
        boolean relinearise = degree == 2 && random.nextInt(3) == 0;
        value =
            new Value(
                relinearise ? builder.relin(product) : product,
                relinearise ? 1 : degree,
                value.relinearised() || relinearise,
                slots);
      }
      if (random.nextBoolean()) {
        int m = random.nextInt(2);
        boolean[] members = plain.members()[m];
        long[] slots = value.slots().clone();
        for (int s = 0; s < slots.length; s++) {
          slots[s] = s < members.length && members[s] ? slots[s] : 0;
        }
        value =
            new Value(
                builder.mulPlain(value.node(), m), value.degree(), value.relinearised(), slots);
      }
      if (random.nextInt(4) == 0) {
        long constant = random.nextInt(-5, 6);
        long[] slots = value.slots().clone();
        for (int s = 0; s < slots.length; s++) {
          slots[s] = Math.floorMod(slots[s] + constant, T);
        }
        value =
            new Value(
                builder.addPlain(value.node(), constant),
                value.degree(),
                value.relinearised(),
                slots);
      }
      boolean hidden = value.degree() > 1 || value.relinearised();
      builder.release(hidden ? builder.rerandomise(value.node()) : value.node());
      long sum = 0;
      for (long slot : value.slots()) {
        sum += slot;
      }
      return sum % T;
    }

    /** Something of degree one. */
    private Value factor() {
      switch (random.nextInt(4)) {
        case 0 -> {
          int p = random.nextInt(PLANES);
          return new Value(builder.load(p), 1, false, plain.plane(p));
        }
        case 1 -> {
          int terms = 1 + random.nextInt(PLANES);
          int[] planes = new int[terms];
          long[] coefficients = new long[terms];
          long constant = random.nextInt(-3, 4);
          long[] slots = new long[plain.profile().slots()];
          java.util.Arrays.fill(slots, Math.floorMod(constant, T));
          for (int i = 0; i < terms; i++) {
            planes[i] = random.nextInt(PLANES);
            coefficients[i] = random.nextInt(-9, 10);
            long[] x = plain.plane(planes[i]);
            for (int s = 0; s < slots.length; s++) {
              slots[s] = Math.floorMod(slots[s] + coefficients[i] * x[s], T);
            }
          }
          return new Value(builder.linear(planes, coefficients, constant), 1, false, slots);
        }
        case 2 -> {
          int p = random.nextInt(PLANES);
          long factor = random.nextInt(-20, 21);
          long[] slots = plain.plane(p);
          for (int s = 0; s < slots.length; s++) {
            slots[s] = Math.floorMod(slots[s] * factor, T);
          }
          return new Value(builder.scale(builder.load(p), factor), 1, false, slots);
        }
        default -> {
          int a = random.nextInt(PLANES);
          int b = random.nextInt(PLANES);
          boolean minus = random.nextBoolean();
          long[] slots = plain.plane(a);
          long[] y = plain.plane(b);
          for (int s = 0; s < slots.length; s++) {
            slots[s] = Math.floorMod(minus ? slots[s] - y[s] : slots[s] + y[s], T);
          }
          int x = builder.load(a);
          return new Value(
              minus ? builder.sub(x, builder.load(b)) : builder.add(x, builder.load(b)),
              1,
              false,
              slots);
        }
      }
    }
  }
}
