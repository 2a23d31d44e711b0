// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** One profile's context, keys, evaluator and decryptor, made once for all tests. */
final class Laboratory {
  private static final Map<Profile, Laboratory> ALL = new EnumMap<>(Profile.class);

  final Profile profile;
  final HeContext context;
  final KeySet keys;
  final PlaneEncryptor encryptor;
  final NativeBlockEvaluator evaluator;
  final LweDecryptor decryptor;

  private Laboratory(Profile profile) {
    this.profile = profile;
    this.context = HeContext.of(profile);
    this.keys = context.generateKeys();
    this.encryptor = new PlaneEncryptor(context, keys.publicKey());
    this.evaluator =
        new NativeBlockEvaluator(context, keys.publicKey(), keys.relinearisationKeys());
    this.decryptor = new LweDecryptor(context, keys.secretKey());
  }

  static synchronized Laboratory of(Profile profile) {
    return ALL.computeIfAbsent(profile, Laboratory::new);
  }

  /** Encrypts the rows of a plaintext matrix. */
  List<MemorySegment> encrypt(Arena arena, int[][] rows) {
    int slots = rows[0].length;
    MemorySegment values =
        arena.allocate((long) rows.length * slots * Integer.BYTES, Integer.BYTES);
    for (int i = 0; i < rows.length; i++) {
      MemorySegment.copy(
          rows[i], 0, values, ValueLayout.JAVA_INT, (long) i * slots * Integer.BYTES, slots);
    }
    MemorySegment out = arena.allocate(rows.length * profile.planeBytes(), 64);
    encryptor.encrypt(values, rows.length, slots, out, 2);
    List<MemorySegment> planes = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      planes.add(out.asSlice(i * profile.planeBytes(), profile.planeBytes()));
    }
    return planes;
  }

  long[] evaluate(Circuit circuit, List<MemorySegment> planes, List<Mask> masks) {
    try (SampleBuffer samples = new SampleBuffer(profile)) {
      evaluator.evaluate(circuit, planes, masks, samples, 2);
      return decryptor.sums(samples);
    }
  }

  Mask mask(boolean[] members) {
    long[] bits = new long[(members.length + 63) / 64];
    for (int i = 0; i < members.length; i++) {
      if (members[i]) {
        bits[i / 64] |= 1L << i % 64;
      }
    }
    return Mask.of(context, bits);
  }

  static int[][] randomRows(RandomGenerator random, int rows, int slots, int from, int to) {
    int[][] result = new int[rows][slots];
    for (int[] row : result) {
      for (int i = 0; i < slots; i++) {
        row[i] = random.nextInt(from, to);
      }
    }
    return result;
  }

  static boolean[] randomMembers(RandomGenerator random, int slots, double share) {
    boolean[] members = new boolean[slots];
    for (int i = 0; i < slots; i++) {
      members[i] = random.nextDouble() < share;
    }
    return members;
  }
}
