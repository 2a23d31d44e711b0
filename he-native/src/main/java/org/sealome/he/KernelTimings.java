// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures this machine: small circuits through the evaluator that queries go through, under keys
 * that are made for it and thrown away. Takes some tenths of a second.
 */
public final class KernelTimings {
  /** More than the caches next to a core hold, as in a query over several planes. */
  private static final int PLANES = 24;

  /** Releases of a measured circuit: what a call costs by itself spreads over them. */
  private static final int RELEASES = 2;

  private static final int WIDE_FORM = PLANES / RELEASES;
  private static final int RUNS = 15;
  private static final int LEAST_RUNS = 6;
  private static final long ENOUGH = 8_000_000;

  private final Profile profile;
  private final NativeBlockEvaluator evaluator;
  private final LweDecryptor decryptor;
  private final List<MemorySegment> planes;
  private final List<Mask> masks;
  private final SampleBuffer samples;
  private final Map<Kernel, Long> nanoseconds = new EnumMap<>(Kernel.class);

  private KernelTimings(
      Profile profile,
      NativeBlockEvaluator evaluator,
      LweDecryptor decryptor,
      List<MemorySegment> planes,
      List<Mask> masks,
      SampleBuffer samples) {
    this.profile = profile;
    this.evaluator = evaluator;
    this.decryptor = decryptor;
    this.planes = planes;
    this.masks = masks;
    this.samples = samples;
  }

  /**
   * What each kernel takes, in nanoseconds: the fastest of some runs. A kernel that no circuit of
   * the profile can use is 0.
   *
   * @param planeRead takes the planes that are measured with, {@link Profile#planeBytes()} each, so
   *     that the caller can measure on them what it does itself; they are gone when it returns
   */
  public static Map<Kernel, Long> measure(
      Profile profile, Consumer<List<MemorySegment>> planeRead) {
    long[] half = new long[profile.slots() / Long.SIZE];
    Arrays.fill(half, 0x5555_5555_5555_5555L);
    try (Arena arena = Arena.ofConfined();
        HeContext context = HeContext.of(profile);
        KeySet keys = context.generateKeys();
        NativeBlockEvaluator evaluator =
            new NativeBlockEvaluator(context, keys.publicKey(), keys.relinearisationKeys());
        LweDecryptor decryptor = new LweDecryptor(context, keys.secretKey());
        SampleBuffer samples = new SampleBuffer(profile);
        Mask mask = Mask.of(context, half)) {
      List<MemorySegment> planes = planes(context, keys.publicKey(), arena);
      planeRead.accept(planes);
      KernelTimings timings =
          new KernelTimings(profile, evaluator, decryptor, planes, List.of(mask), samples);
      timings.put(Kernel.MASK, fastest(() -> {}, () -> Mask.of(context, half).close()));
      timings.readPlanes(arena);
      timings.linear();
      timings.products();
      return Map.copyOf(timings.nanoseconds);
    }
  }

  /** One plane is encrypted; the others are copies, which take no less time to compute with. */
  private static List<MemorySegment> planes(HeContext context, PublicKey key, Arena arena) {
    long bytes = context.profile().planeBytes();
    MemorySegment all = arena.allocate(PLANES * bytes, 64);
    int slots = context.profile().slots();
    MemorySegment values = arena.allocate((long) slots * Integer.BYTES, Integer.BYTES);
    for (int i = 0; i < slots; i += 3) {
      values.setAtIndex(ValueLayout.JAVA_INT, i, 1);
    }
    try (PlaneEncryptor encryptor = new PlaneEncryptor(context, key)) {
      encryptor.encrypt(values, 1, slots, all.asSlice(0, bytes), 1);
    }
    List<MemorySegment> planes = new ArrayList<>();
    for (int i = 0; i < PLANES; i++) {
      MemorySegment plane = all.asSlice(i * bytes, bytes);
      if (i > 0) {
        MemorySegment.copy(all, 0, plane, 0, bytes);
      }
      planes.add(plane);
    }
    return planes;
  }

  private void readPlanes(Arena arena) {
    MemorySegment target = arena.allocate(profile.planeBytes(), 64);
    long all = fastest(() -> {}, () -> planes.forEach(target::copyFrom));
    put(Kernel.PLANE_READ, all / PLANES);
  }

  private void linear() {
    Circuit all = circuit(PLANES, (b, i) -> b.mulPlain(b.load(i), 0));
    long release = fastest(() -> {}, () -> evaluate(all, samples)) / PLANES;
    long fresh = fastest(() -> {}, () -> intoNewMemory(all)) / PLANES;
    put(Kernel.SAMPLE_MEMORY, fresh - release);
    long few = masked((b, i) -> b.load(i));
    long decrypt = fastest(() -> {}, () -> decryptor.sums(samples)) / RELEASES;
    long narrow = masked((b, i) -> form(b, i, 2));
    long wide = masked((b, i) -> form(b, i, WIDE_FORM));
    long sums = masked((b, i) -> sum(b, i, WIDE_FORM));
    long plane = Math.max(0, wide - narrow) / (WIDE_FORM - 2);
    put(Kernel.RELEASE, release);
    put(Kernel.DECRYPT, decrypt);
    put(Kernel.FORM_PLANE, plane);
    put(Kernel.FORM, narrow - few - 2 * plane);
    put(Kernel.PASS, (sums - few) / (2 * (WIDE_FORM - 1)));
  }

  private void products() {
    int products = 4;
    long[] zeros = new long[1];
    long one;
    try {
      one =
          evaluate(
              (b, i) -> b.rerandomise(b.mulPlain(b.mul(plane(b, i, 0), plane(b, i, 1)), 0)), zeros);
    } catch (ParametersException e) {
      return;
    }
    long decrypt = fastest(() -> {}, () -> decryptor.sums(samples)) / RELEASES;
    put(Kernel.ZERO, zeros[0]);
    put(Kernel.DECRYPT_COMPONENT, decrypt - nanoseconds.get(Kernel.DECRYPT));
    long pass = nanoseconds.get(Kernel.PASS);
    long several = evaluate((b, i) -> products(b, i, products), zeros);
    // A further product of two planes: four pairs, and a sum of three components.
    long pair = Math.max(0, (several - one) / (products - 1) - 3 * pass) / 4;
    put(Kernel.PAIR, pair);
    long component = one - nanoseconds.get(Kernel.RELEASE) - 4 * pair;
    put(Kernel.COMPONENT, component);
    long below = nanoseconds.get(Kernel.RELEASE);
    ifItFits(
        Kernel.RELINEARISE,
        below + 4 * pair,
        (b, i) -> b.rerandomise(b.mulPlain(b.relin(b.mul(plane(b, i, 0), plane(b, i, 1))), 0)));
    ifItFits(
        Kernel.SHIFTED_ZERO,
        below + 10 * pair + 2 * Math.max(0, component),
        (b, i) ->
            b.rerandomise(
                b.mulPlain(b.mul(b.mul(plane(b, i, 0), plane(b, i, 1)), plane(b, i, 2)), 0)));
  }

  private void ifItFits(Kernel kernel, long below, Release release) {
    try {
      put(kernel, evaluate(release, new long[1]) - below);
    } catch (ParametersException e) {
      // Then no circuit of this profile has one.
    }
  }

  private int products(Circuit.Builder b, int release, int count) {
    int sum = b.mul(plane(b, release, 0), plane(b, release, 1));
    for (int i = 1; i < count; i++) {
      sum = b.add(sum, b.mul(plane(b, release, 2 * i), plane(b, release, 2 * i + 1)));
    }
    return b.rerandomise(b.mulPlain(sum, 0));
  }

  private static int form(Circuit.Builder b, int release, int width) {
    int[] at = new int[width];
    long[] ones = new long[width];
    Arrays.setAll(at, i -> release * WIDE_FORM + i);
    Arrays.fill(ones, 1);
    return b.linear(at, ones, 0);
  }

  private static int sum(Circuit.Builder b, int release, int width) {
    int sum = plane(b, release, 0);
    for (int i = 1; i < width; i++) {
      sum = b.add(sum, plane(b, release, i));
    }
    return sum;
  }

  private static int plane(Circuit.Builder b, int release, int i) {
    return b.load(release * WIDE_FORM + i);
  }

  private void evaluate(Circuit circuit, SampleBuffer out) {
    evaluator.evaluate(circuit, planes, masks, out, 1);
  }

  private void intoNewMemory(Circuit circuit) {
    try (SampleBuffer fresh = new SampleBuffer(profile)) {
      evaluate(circuit, fresh);
    }
  }

  /** A linear release of this node, masked. */
  private long masked(Release release) {
    return evaluate((b, i) -> b.mulPlain(release.node(b, i), 0), null);
  }

  /**
   * One release of a circuit of several.
   *
   * @param zero takes the time of one of the encryptions of zero that are made before; null where
   *     the circuit needs none
   */
  private long evaluate(Release release, long[] zero) {
    Circuit circuit = circuit(RELEASES, release);
    List<Long> zeros = new ArrayList<>();
    Runnable prepare =
        () -> {
          if (zero != null) {
            long start = System.nanoTime();
            evaluator.prepareZeros(RELEASES, 1);
            zeros.add(System.nanoTime() - start);
          }
        };
    long all = fastest(prepare, () -> evaluate(circuit, samples));
    if (zero != null) {
      zero[0] = Collections.min(zeros) / RELEASES;
    }
    return all / RELEASES;
  }

  private Circuit circuit(int releases, Release release) {
    Circuit.Builder builder = Circuit.builder(profile);
    for (int i = 0; i < releases; i++) {
      builder.release(release.node(builder, i));
    }
    return builder.build();
  }

  /** The fastest of some runs: what is left where nothing else ran meanwhile. */
  private static long fastest(Runnable before, Runnable measured) {
    before.run();
    measured.run();
    List<Long> runs = new ArrayList<>();
    long spent = 0;
    while (runs.size() < LEAST_RUNS || runs.size() < RUNS && spent < ENOUGH) {
      before.run();
      long start = System.nanoTime();
      measured.run();
      long run = System.nanoTime() - start;
      runs.add(run);
      spent += run;
    }
    return Collections.min(runs);
  }

  /** A difference of two measurements is never less than nothing. */
  private void put(Kernel kernel, long time) {
    nanoseconds.put(kernel, Math.max(0, time));
  }

  /** The node that is released, of the i-th release. */
  @FunctionalInterface
  private interface Release {
    int node(Circuit.Builder builder, int i);
  }
}
