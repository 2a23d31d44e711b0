// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.sealome.he.Circuit;
import org.sealome.he.HeContext;
import org.sealome.he.KeySet;
import org.sealome.he.LweDecryptor;
import org.sealome.he.Mask;
import org.sealome.he.NativeBlockEvaluator;
import org.sealome.he.PlaneEncryptor;
import org.sealome.he.Profile;
import org.sealome.he.SampleBuffer;

/**
 * One block of random indicator planes under fresh keys; together larger than the last-level cache
 * of the machines that the figures are for, so that a plane is read from memory, as in use.
 */
@State(Scope.Benchmark)
public class EncryptedBlock {
  /** Bytes of all planes. */
  static final long BYTES = 96L << 20;

  /** Releases in one circuit: what JMH divides by. */
  static final int RELEASES = 64;

  private static final int DISTINCT = 16;

  @Param({"SMALL", "STANDARD"})
  public Profile profile;

  HeContext context;
  KeySet keys;
  PlaneEncryptor encryptor;
  NativeBlockEvaluator evaluator;
  LweDecryptor decryptor;
  Mask mask;
  long[] maskBits;
  List<MemorySegment> planes;
  MemorySegment plain;
  MemorySegment scratch;
  SampleBuffer samples;
  private Arena arena;
  private int next;

  @Setup(Level.Trial)
  public void make() {
    context = HeContext.of(profile);
    keys = context.generateKeys();
    encryptor = new PlaneEncryptor(context, keys.publicKey());
    evaluator = new NativeBlockEvaluator(context, keys.publicKey(), keys.relinearisationKeys());
    decryptor = new LweDecryptor(context, keys.secretKey());
    samples = new SampleBuffer(profile);
    arena = Arena.ofShared();
    SplittableRandom random = new SplittableRandom(1);
    maskBits = new long[profile.slots() / Long.SIZE];
    Arrays.setAll(maskBits, i -> random.nextLong() | random.nextLong());
    mask = Mask.of(context, maskBits);
    plain = arena.allocate(ValueLayout.JAVA_INT, (long) DISTINCT * profile.slots());
    for (long i = 0; i < (long) DISTINCT * profile.slots(); i++) {
      plain.setAtIndex(ValueLayout.JAVA_INT, i, random.nextInt(2));
    }
    scratch = arena.allocate(DISTINCT * profile.planeBytes(), 64);
    encryptor.encrypt(plain, DISTINCT, profile.slots(), scratch, 2);
    int count = Math.toIntExact(BYTES / profile.planeBytes());
    MemorySegment all = arena.allocate(count * profile.planeBytes(), 64);
    planes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      MemorySegment plane = all.asSlice(i * profile.planeBytes(), profile.planeBytes());
      plane.copyFrom(scratch.asSlice((i % DISTINCT) * profile.planeBytes(), profile.planeBytes()));
      planes.add(plane);
    }
  }

  /** The next {@code count} planes, so that successive calls touch all of them in turn. */
  List<MemorySegment> nextPlanes(int count) {
    if (next + count > planes.size()) {
      next = 0;
    }
    next += count;
    return planes.subList(next - count, next);
  }

  /** On one thread, so that figures are per core. */
  SampleBuffer evaluate(Circuit circuit) {
    evaluator.evaluate(circuit, nextPlanes(circuit.planes()), List.of(mask), samples, 1);
    return samples;
  }

  /** Σ over one plane for each release, under the mask. */
  Circuit counts() {
    Circuit.Builder circuit = Circuit.builder(profile);
    for (int i = 0; i < RELEASES; i++) {
      circuit.release(circuit.mulPlain(circuit.load(i), 0));
    }
    return circuit.build();
  }

  /** The AND of two planes for each release, under the mask. */
  Circuit ands() {
    Circuit.Builder circuit = Circuit.builder(profile);
    for (int i = 0; i < RELEASES; i++) {
      int and = circuit.mul(circuit.load(2 * i), circuit.load(2 * i + 1));
      circuit.release(circuit.rerandomise(circuit.mulPlain(and, 0)));
    }
    return circuit.build();
  }

  @TearDown(Level.Trial)
  public void close() {
    samples.close();
    mask.close();
    decryptor.close();
    evaluator.close();
    encryptor.close();
    keys.close();
    context.close();
    arena.close();
  }
}
