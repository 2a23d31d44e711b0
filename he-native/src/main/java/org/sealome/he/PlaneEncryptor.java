// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.foreign.MemorySegment;

/** Encrypts planes for storage. Thread-safe. */
public final class PlaneEncryptor implements AutoCloseable {
  /**
   * @throws ParametersException where key and context differ in their profile
   */
  public PlaneEncryptor(HeContext context, PublicKey key) {
    throw new NativeFailureException("not built yet");
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
   */
  public void encrypt(
      MemorySegment values, int planes, int slotsUsed, MemorySegment out, int threads) {
    throw new NativeFailureException("not built yet");
  }

  @Override
  public void close() {}
}
