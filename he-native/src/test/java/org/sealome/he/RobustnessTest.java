// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Whatever is handed in, the answer is a typed exception or a wrong number, and the JVM lives on.
 */
class RobustnessTest {
  private static final Profile PROFILE = Profile.SMALL;

  private final Laboratory lab = Laboratory.of(PROFILE);
  private final SplittableRandom random = new SplittableRandom(3);
  private final int[][] rows = Laboratory.randomRows(random, 2, PROFILE.slots(), 0, 2);

  private static Circuit count() {
    Circuit.Builder b = Circuit.builder(PROFILE);
    b.release(b.mulPlain(b.load(0), 0));
    return b.build();
  }

  private Mask everybody() {
    return lab.mask(Laboratory.randomMembers(random, PROFILE.slots(), 2));
  }

  @Test
  void nullIsRefusedEverywhere() {
    assertThrows(NullPointerException.class, () -> HeContext.of(null));
    assertThrows(NullPointerException.class, () -> lab.context.loadSecretKey(null));
    assertThrows(NullPointerException.class, () -> lab.context.loadPublicKey(null));
    assertThrows(NullPointerException.class, () -> lab.context.loadRelinearisationKeys(null));
    assertThrows(NullPointerException.class, () -> Mask.of(lab.context, null));
    assertThrows(NullPointerException.class, () -> Mask.of(null, new long[1]));
    assertThrows(NullPointerException.class, () -> lab.keys.secretKey().exportTo(null));
    assertThrows(NullPointerException.class, () -> new PlaneEncryptor(lab.context, null).close());
    assertThrows(NullPointerException.class, () -> new LweDecryptor(lab.context, null).close());
    assertThrows(
        NullPointerException.class,
        () -> new NativeBlockEvaluator(lab.context, null, null).close());
    assertThrows(NullPointerException.class, () -> Circuit.builder(null));
    assertThrows(NullPointerException.class, () -> new SampleBuffer(null).close());
    assertThrows(NullPointerException.class, () -> lab.decryptor.sums(null));
    try (SampleBuffer out = new SampleBuffer(PROFILE);
        Mask mask = everybody()) {
      List<Mask> masks = List.of(mask);
      List<MemorySegment> none = new ArrayList<>();
      none.add(null);
      assertThrows(
          NullPointerException.class, () -> lab.evaluator.evaluate(count(), none, masks, out, 1));
      assertThrows(
          NullPointerException.class, () -> lab.evaluator.evaluate(null, none, masks, out, 1));
    }
  }

  @Test
  void memoryOfTheWrongKindIsRefused() throws Exception {
    try (Arena arena = Arena.ofConfined();
        SampleBuffer out = new SampleBuffer(PROFILE);
        Mask mask = everybody()) {
      MemorySegment good = lab.encrypt(arena, rows).getFirst();
      long bytes = PROFILE.planeBytes();
      assertRefused(good.asSlice(0, bytes - 8), mask, out);
      assertRefused(MemorySegment.ofArray(new long[(int) (bytes / 8)]), mask, out);
      assertRefused(arena.allocate(bytes + 8, 8).asSlice(4, bytes), mask, out);
      assertRefused(MemorySegment.NULL, mask, out);
      MemorySegment stale;
      try (Arena closed = Arena.ofConfined()) {
        stale = closed.allocate(bytes, 8);
      }
      assertThrows(ClosedHandleException.class, () -> evaluate(stale, mask, out));
      try (ExecutorService other = Executors.newSingleThreadExecutor()) {
        Future<?> elsewhere =
            other.submit(
                () -> assertThrows(WrongThreadException.class, () -> evaluate(good, mask, out)));
        elsewhere.get();
      }
      assertEquals(0, out.count());
    }
  }

  private void assertRefused(MemorySegment plane, Mask mask, SampleBuffer out) {
    assertThrows(IllegalArgumentException.class, () -> evaluate(plane, mask, out));
  }

  private void evaluate(MemorySegment plane, Mask mask, SampleBuffer out) {
    lab.evaluator.evaluate(count(), List.of(plane), List.of(mask), out, 1);
  }

  @Test
  void tooFewPlanesMasksOrThreadsAreRefused() {
    try (Arena arena = Arena.ofConfined();
        SampleBuffer out = new SampleBuffer(PROFILE);
        Mask mask = everybody()) {
      List<MemorySegment> planes = lab.encrypt(arena, rows);
      assertThrows(
          IllegalArgumentException.class,
          () -> lab.evaluator.evaluate(count(), List.of(), List.of(mask), out, 1));
      assertThrows(
          IllegalArgumentException.class,
          () -> lab.evaluator.evaluate(count(), planes, List.of(), out, 1));
      assertThrows(
          IllegalArgumentException.class,
          () -> lab.evaluator.evaluate(count(), planes, List.of(mask), out, 0));
    }
  }

  @Test
  void profilesDoNotMix() {
    Laboratory other = Laboratory.of(Profile.STANDARD);
    try (Arena arena = Arena.ofConfined();
        SampleBuffer out = new SampleBuffer(PROFILE);
        SampleBuffer wrongOut = new SampleBuffer(Profile.STANDARD);
        Mask mask = everybody();
        Mask wrongMask = other.mask(new boolean[] {true})) {
      List<MemorySegment> planes = lab.encrypt(arena, rows);
      assertThrows(
          ParametersException.class,
          () -> lab.evaluator.evaluate(count(), planes, List.of(wrongMask), out, 1));
      assertThrows(
          ParametersException.class,
          () -> lab.evaluator.evaluate(count(), planes, List.of(mask), wrongOut, 1));
      assertThrows(
          ParametersException.class,
          () -> other.evaluator.evaluate(count(), planes, List.of(mask), out, 1));
      assertThrows(ParametersException.class, () -> lab.decryptor.sums(wrongOut));
      assertThrows(
          ParametersException.class,
          () -> new LweDecryptor(lab.context, other.keys.secretKey()).close());
      assertThrows(
          ParametersException.class,
          () -> new PlaneEncryptor(lab.context, other.keys.publicKey()).close());
    }
  }

  @Test
  void closedHandlesSaySo() {
    HeContext context = HeContext.of(PROFILE);
    KeySet keys = context.generateKeys();
    LweDecryptor decryptor = new LweDecryptor(context, keys.secretKey());
    NativeBlockEvaluator evaluator = new NativeBlockEvaluator(context, keys.publicKey(), null);
    PlaneEncryptor encryptor = new PlaneEncryptor(context, keys.publicKey());
    Mask mask = Mask.of(context, new long[] {1});
    SampleBuffer out = new SampleBuffer(PROFILE);
    context.close();
    assertThrows(ClosedHandleException.class, context::generateKeys);
    assertThrows(ClosedHandleException.class, () -> Mask.of(context, new long[1]));
    try (Arena arena = Arena.ofConfined()) {
      List<MemorySegment> planes = lab.encrypt(arena, rows);
      mask.close();
      mask.close();
      assertThrows(
          ClosedHandleException.class,
          () -> evaluator.evaluate(count(), planes, List.of(mask), out, 1));
      keys.close();
      keys.close();
      assertThrows(ClosedHandleException.class, () -> keys.publicKey().toBytes());
      assertThrows(
          ClosedHandleException.class,
          () -> keys.secretKey().exportTo(SecretKeyAccess.dangerouslyExposeSecretKey()));
      // The evaluator holds on to its key; the encryptor does not.
      evaluator.prepareZeros(2, 2);
      MemorySegment values = arena.allocate(4, 4);
      MemorySegment plane = arena.allocate(PROFILE.planeBytes(), 8);
      assertThrows(ClosedHandleException.class, () -> encryptor.encrypt(values, 1, 1, plane, 1));
      evaluator.close();
      evaluator.close();
      assertThrows(ClosedHandleException.class, () -> evaluator.prepareZeros(1, 1));
      assertEquals(0, decryptor.sums(out).length);
      out.close();
      out.close();
      assertThrows(ClosedHandleException.class, () -> decryptor.sums(out));
      assertThrows(ClosedHandleException.class, out::count);
      decryptor.close();
      decryptor.close();
    }
  }

  @Test
  void closingDuringUseAndTwiceAtOnceIsHarmless() throws Exception {
    Circuit circuit = count();
    try (Arena arena = Arena.ofShared();
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<MemorySegment> planes = lab.encrypt(arena, rows);
      for (int round = 0; round < 100; round++) {
        Mask mask = everybody();
        SampleBuffer out = new SampleBuffer(PROFILE);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          all.add(
              threads.submit(
                  () -> {
                    start.await();
                    mask.close();
                    out.close();
                    return null;
                  }));
          all.add(
              threads.submit(
                  () -> {
                    start.await();
                    try {
                      lab.evaluator.evaluate(circuit, planes, List.of(mask), out, 2);
                      lab.decryptor.sums(out);
                    } catch (ClosedHandleException | IllegalStateException e) {
                      assertTrue(e.getMessage() != null);
                    }
                    return null;
                  }));
        }
        start.countDown();
        for (Future<?> one : all) {
          one.get(60, TimeUnit.SECONDS);
        }
      }
    }
  }

  @Test
  void arbitraryPlanesGiveWrongNumbersAndNoMore() {
    for (Profile profile : List.of(Profile.SMALL, Profile.WIDE)) {
      Laboratory any = Laboratory.of(profile);
      Circuit.Builder b = Circuit.builder(profile);
      b.release(b.mulPlain(b.linear(new int[] {0, 1}, new long[] {3, -3000}, 5), 0));
      if (profile == Profile.WIDE) {
        b.release(b.rerandomise(b.relin(b.mul(b.load(0), b.load(1)))));
        b.release(b.rerandomise(b.mul(b.sub(b.load(0), b.load(1)), b.load(1))));
      }
      Circuit circuit = b.build();
      try (Arena arena = Arena.ofConfined();
          Mask mask = any.mask(new boolean[] {true, false, true});
          SampleBuffer out = new SampleBuffer(profile)) {
        for (long word : new long[] {0, -1, Long.MIN_VALUE, 0x5555_5555_5555_5555L}) {
          MemorySegment bad = arena.allocate(profile.planeBytes(), 8);
          for (long i = 0; i < bad.byteSize() / 8; i++) {
            bad.setAtIndex(ValueLayout.JAVA_LONG, i, word ^ (word == -1 ? 0 : random.nextLong()));
          }
          any.evaluator.evaluate(circuit, List.of(bad, bad), List.of(mask), out, 2);
          for (long sum : any.decryptor.sums(out)) {
            assertTrue(sum >= 0 && sum < Profile.PLAIN_MODULUS);
          }
        }
      }
    }
  }

  @Test
  void masksAndValuesOutOfRangeAreRefused() {
    long[] beyond = new long[PROFILE.slots() / 64 + 1];
    assertEquals(0, maskSize(beyond));
    beyond[beyond.length - 1] = 1;
    assertThrows(IllegalArgumentException.class, () -> maskSize(beyond));
    assertEquals(0, maskSize(new long[0]));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(PROFILE.planeBytes(), 8);
      MemorySegment values = arena.allocate(4L * PROFILE.slots(), 4);
      for (int bad : new int[] {32769, -32769, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        values.set(ValueLayout.JAVA_INT, 8, bad);
        assertThrows(
            IllegalArgumentException.class,
            () -> lab.encryptor.encrypt(values, 1, PROFILE.slots(), out, 1));
      }
      values.fill((byte) 0);
      assertThrows(
          IllegalArgumentException.class, () -> lab.encryptor.encrypt(values, 1, 0, out, 1));
      assertThrows(
          IllegalArgumentException.class, () -> lab.encryptor.encrypt(values, -1, 1, out, 1));
      assertThrows(
          IllegalArgumentException.class,
          () -> lab.encryptor.encrypt(values, 1, PROFILE.slots() + 1, out, 1));
      assertThrows(
          IllegalArgumentException.class,
          () -> lab.encryptor.encrypt(values, 2, PROFILE.slots(), out, 1));
      assertThrows(
          IllegalArgumentException.class,
          () -> lab.encryptor.encrypt(values, 1, 1, out.asReadOnly(), 1));
      assertThrows(
          IllegalArgumentException.class, () -> lab.encryptor.encrypt(values, 2, 1, out, 1));
    }
  }

  private int maskSize(long[] bits) {
    try (Mask mask = Mask.of(lab.context, bits)) {
      return mask.cardinality();
    }
  }

  @Test
  void samplesCrossProcessesUnchangedOrNotAtAll() {
    try (Arena arena = Arena.ofConfined();
        Mask mask = everybody();
        SampleBuffer out = new SampleBuffer(PROFILE);
        SampleBuffer received = new SampleBuffer(PROFILE)) {
      Circuit.Builder b = Circuit.builder(PROFILE);
      for (int i = 0; i < 3; i++) {
        b.release(b.mulPlain(b.load(i % 2), 0));
      }
      lab.evaluator.evaluate(b.build(), lab.encrypt(arena, rows), List.of(mask), out, 2);
      for (int i = 0; i < out.count(); i++) {
        assertEquals(i, received.append(out.toBytes(i)));
        assertEquals(1, received.degree(i));
        assertEquals(-1, out.segment(i).mismatch(received.segment(i)));
      }
      assertArrayEquals(lab.decryptor.sums(out), lab.decryptor.sums(received));
      byte[] bytes = out.toBytes(0);
      for (int i = 0; i < 200; i++) {
        byte[] damaged = bytes.clone();
        damaged[i < 80 ? i : random.nextInt(bytes.length)] ^= 1;
        assertThrows(CorruptInputException.class, () -> received.append(damaged));
      }
      for (int length : new int[] {0, 3, 44, 80, bytes.length - 1}) {
        assertThrows(
            CorruptInputException.class,
            () -> received.append(java.util.Arrays.copyOf(bytes, length)));
      }
      assertEquals(3, received.count());
      received.clear();
      assertEquals(0, received.count());
      assertThrows(IndexOutOfBoundsException.class, () -> received.toBytes(0));
    }
  }
}
