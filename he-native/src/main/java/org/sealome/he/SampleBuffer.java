// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Released LWE samples in native memory. A sample of degree d is b, one word for each data prime,
 * then the vectors c1 … cd, each one array of n words for every data prime; only whoever holds the
 * secret key reads the sum in it. Reusable: every evaluation replaces what was there.
 *
 * <p>One thread at a time: a second one that enters meanwhile gets {@link IllegalStateException}.
 */
public final class SampleBuffer implements AutoCloseable {
  private static final int MAX_DEGREE = 32;

  private final Profile profile;
  private final Memory memory = new Memory();
  private final NativeHandle handle;
  private final AtomicBoolean busy = new AtomicBoolean();
  private long[] offsets = new long[0];
  private int[] degrees = new int[0];
  private long used;

  public SampleBuffer(Profile profile) {
    this.profile = Objects.requireNonNull(profile, "profile");
    Memory owned = memory;
    this.handle = new NativeHandle(this, "sample buffer", 0, address -> owned.close());
  }

  public Profile profile() {
    return profile;
  }

  /** How many samples there are. */
  public int count() {
    return reading((m, o, d) -> o.length);
  }

  /** The degree of sample i in the secret key. */
  public int degree(int i) {
    return reading((m, o, d) -> d[i]);
  }

  /** Sample i's words, read-only, valid until the buffer is written again or closed. */
  public MemorySegment segment(int i) {
    return reading((m, o, d) -> m.asSlice(o[i], sampleBytes(profile, d[i])).asReadOnly());
  }

  /** Sample i for another process. */
  public byte[] toBytes(int i) {
    return reading(
        (m, o, d) -> {
          long bytes = sampleBytes(profile, d[i]);
          ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(Integer.BYTES + bytes));
          out.putInt(d[i]);
          out.put(m.asSlice(o[i], bytes).asByteBuffer());
          return Wire.seal(Wire.SAMPLE, binding(profile), out.array());
        });
  }

  /**
   * Appends a sample that another process sent.
   *
   * @return its index
   * @throws CorruptInputException where the bytes are no sample of this profile
   */
  public int append(byte[] bytes) {
    byte[] payload = Wire.open(Wire.SAMPLE, "sample", binding(profile), bytes);
    if (payload.length < Integer.BYTES) {
      throw new CorruptInputException("the sample is empty");
    }
    int degree = ByteBuffer.wrap(payload).getInt();
    if (degree < 1
        || degree > MAX_DEGREE
        || sampleBytes(profile, degree) != payload.length - Integer.BYTES) {
      throw new CorruptInputException("the sample's length does not fit its degree " + degree);
    }
    return exclusively(
        () -> {
          int index = offsets.length;
          long start = used;
          int[] all = Arrays.copyOf(degrees, index + 1);
          all[index] = degree;
          layOut(all);
          MemorySegment.copy(
              payload,
              Integer.BYTES,
              memory.segment,
              ValueLayout.JAVA_BYTE,
              start,
              payload.length - Integer.BYTES);
          return index;
        });
  }

  /** Forgets all samples and keeps the memory. */
  public void clear() {
    exclusively(
        () -> {
          layOut(new int[0]);
          return null;
        });
  }

  /** Makes room for samples of these degrees and lets the writer fill it; empty where it fails. */
  void replace(int[] newDegrees, Writer writer) {
    exclusively(
        () -> {
          layOut(new int[0]);
          layOut(newDegrees);
          boolean done = false;
          try {
            writer.write(memory.segment.address(), used);
            done = true;
          } finally {
            if (!done) {
              layOut(new int[0]);
            }
          }
          return null;
        });
  }

  <T> T reading(Reader<T> reader) {
    return exclusively(() -> reader.read(memory.segment, offsets, degrees));
  }

  private <T> T exclusively(java.util.function.Supplier<T> action) {
    handle.acquire();
    try {
      if (!busy.compareAndSet(false, true)) {
        throw new IllegalStateException("another thread uses this sample buffer");
      }
      try {
        return action.get();
      } finally {
        busy.set(false);
      }
    } finally {
      handle.release();
      Reference.reachabilityFence(this);
    }
  }

  /** Keeps the samples that come first; memory grows, and its content moves along. */
  private void layOut(int[] newDegrees) {
    long[] newOffsets = new long[newDegrees.length];
    long total = 0;
    for (int i = 0; i < newDegrees.length; i++) {
      newOffsets[i] = total;
      total = Math.addExact(total, sampleBytes(profile, newDegrees[i]));
    }
    memory.ensure(total, used);
    offsets = newOffsets;
    degrees = newDegrees;
    used = total;
  }

  static long sampleBytes(Profile profile, int degree) {
    return (long) profile.dataPrimes() * Long.BYTES + degree * profile.componentBytes();
  }

  /** SEAL picks the primes from their bit lengths, so these stand for the parameters. */
  private static byte[] binding(Profile profile) {
    String text = "sealome/he/v1 LWE n=" + profile.slots() + " bits=" + profile.coeffModulusBits();
    return Wire.sha256().digest(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    handle.close();
  }

  /** Fills samples laid out one after the other from this address on. */
  @FunctionalInterface
  interface Writer {
    void write(long address, long bytes);
  }

  /** Reads the buffer's memory with each sample's offset in bytes and degree. */
  @FunctionalInterface
  interface Reader<T> {
    T read(MemorySegment memory, long[] offsets, int[] degrees);
  }

  private static final class Memory {
    private Arena arena = Arena.ofShared();
    private MemorySegment segment = arena.allocate(Long.BYTES, Long.BYTES);

    void ensure(long bytes, long keep) {
      if (segment.byteSize() >= bytes) {
        return;
      }
      long room = Math.max(bytes, keep == 0 ? bytes : Math.addExact(bytes, bytes / 2));
      Arena larger = Arena.ofShared();
      MemorySegment moved;
      try {
        moved = larger.allocate(room, 64);
      } catch (OutOfMemoryError e) {
        larger.close();
        throw new NativeFailureException("no native memory left for " + room + " bytes of samples");
      }
      MemorySegment.copy(segment, 0, moved, 0, keep);
      arena.close();
      arena = larger;
      segment = moved;
    }

    void close() {
      arena.close();
    }
  }
}
