// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.sealome.he.Profile;
import org.sealome.query.store.PlaneWriter;

/** One worker's planes that wait to be encrypted together, in memory of its own. */
final class PlaneBatch implements AutoCloseable {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int PLANES = 16;
  private static final long HALF = Profile.PLAIN_MODULUS / 2;

  private final EncryptionScheme.Encryptor encryptor;
  private final PlaneWriter writer;
  private final int patients;
  private final int blockSlots;
  private final long planeBytes;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment[] values;
  private final MemorySegment ciphertexts;
  private final List<String> ids = new ArrayList<>();
  private long encryptionNanos;

  /** To be used by the thread that makes it. */
  PlaneBatch(EncryptionScheme scheme, PlaneWriter writer, int patients) {
    this.encryptor = scheme.encryptor();
    this.writer = writer;
    this.patients = patients;
    this.blockSlots = scheme.slots();
    this.planeBytes = scheme.planeBytes();
    this.values = new MemorySegment[(patients + blockSlots - 1) / blockSlots];
    for (int block = 0; block < values.length; block++) {
      values[block] = arena.allocate((long) PLANES * used(block) * Integer.BYTES, Integer.BYTES);
    }
    this.ciphertexts = arena.allocate(PLANES * planeBytes, PlaneWriter.ALIGNMENT);
  }

  private int used(int block) {
    return Math.min(blockSlots, patients - block * blockSlots);
  }

  /**
   * Adds a plane, encrypting the batch where that fills it.
   *
   * @param valueOf the value of each slot, 0 or more and less than t
   */
  void add(String planeId, IntUnaryOperator valueOf) throws IOException {
    int plane = ids.size();
    for (int block = 0; block < values.length; block++) {
      int used = used(block);
      int first = block * blockSlots;
      long at = (long) plane * used;
      for (int i = 0; i < used; i++) {
        int value = valueOf.applyAsInt(first + i);
        // The encryptor takes representatives around 0.
        values[block].setAtIndex(
            INT, at + i, value > HALF ? (int) (value - Profile.PLAIN_MODULUS) : value);
      }
    }
    ids.add(planeId);
    if (ids.size() == PLANES) {
      flush();
    }
  }

  /** Encrypts and writes what is waiting. */
  void flush() throws IOException {
    if (ids.isEmpty()) {
      return;
    }
    int planes = ids.size();
    for (int block = 0; block < values.length; block++) {
      long begin = cpuNanos();
      encryptor.encrypt(
          values[block].asSlice(0, (long) planes * used(block) * Integer.BYTES),
          planes,
          used(block),
          ciphertexts.asSlice(0, planes * planeBytes));
      encryptionNanos += cpuNanos() - begin;
      writer.write(ids, block, ciphertexts.asSlice(0, planes * planeBytes));
    }
    ids.clear();
  }

  /** Of this thread: on a busy machine the clock would count others' work. */
  static long cpuNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  /** Processor time spent in the encryptor so far. */
  long encryptionNanos() {
    return encryptionNanos;
  }

  @Override
  public void close() {
    for (MemorySegment block : values) {
      block.fill((byte) 0); // genotypes in the clear
    }
    arena.close();
  }
}
