// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicBoolean;

/** Encrypts planes for storage. Thread-safe. */
public final class PlaneEncryptor implements AutoCloseable {
  private final Profile profile;
  private final PublicKey key;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * An encryptor under this key, which it does not close.
   *
   * @throws ParametersException where key and context differ in their profile
   */
  public PlaneEncryptor(HeContext context, PublicKey key) {
    context.requireSame(key.profile(), "public key");
    this.profile = context.profile();
    this.key = key;
  }

  /**
   * Encrypts a batch of planes, each over one block. Slots from {@code slotsUsed} on are 0.
   *
   * @param values native memory: {@code planes × slotsUsed} little-endian int32, plane after plane,
   *     each greater than -t/2 and less than t/2
   * @param planes how many
   * @param slotsUsed values a plane, 1 to {@link Profile#slots()}
   * @param out native memory of {@code planes ×} {@link Profile#planeBytes()} bytes, aligned to 8:
   *     each plane is two polynomials, each one array of n words for every data prime, in NTT form
   * @param threads how many threads to use, at least 1
   * @throws IllegalArgumentException where a size is wrong or a value out of range (then {@code
   *     out} holds nothing of use)
   * @throws ClosedHandleException where this, the key or an arena is closed
   */
  public void encrypt(
      MemorySegment values, int planes, int slotsUsed, MemorySegment out, int threads) {
    if (closed.get()) {
      throw new ClosedHandleException("the encryptor is closed");
    }
    if (planes < 0 || slotsUsed < 1 || slotsUsed > profile.slots()) {
      throw new IllegalArgumentException(
          planes + " planes of " + slotsUsed + " slots: out of range for " + profile);
    }
    long valueBytes = (long) planes * slotsUsed * Integer.BYTES;
    long outBytes = Math.multiplyExact(planes, profile.planeBytes());
    long from = Segments.address(values, valueBytes, Integer.BYTES, false, "values");
    long to = Segments.address(out, outBytes, Long.BYTES, true, "out");
    long address = key.handle().acquire();
    try {
      Native.encrypt(address, from, valueBytes, planes, slotsUsed, to, outBytes, threads);
    } finally {
      key.handle().release();
      Reference.reachabilityFence(values);
      Reference.reachabilityFence(out);
      Reference.reachabilityFence(key);
    }
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
