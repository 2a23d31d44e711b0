// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.util.Arrays;

/**
 * A set of slots, encoded for multiplication: its NTT values and their Shoup quotients, together
 * {@link Profile#planeBytes()} bytes of native memory. Made once for each (mask, block);
 * thread-safe.
 */
public final class Mask implements AutoCloseable {
  private final Profile profile;
  private final int cardinality;
  private final NativeHandle handle;

  private Mask(Profile profile, int cardinality, long address) {
    this.profile = profile;
    this.cardinality = cardinality;
    this.handle = new NativeHandle(this, "mask", address, Native::maskFree);
  }

  /**
   * Encodes a set of slots.
   *
   * @param bits slot i is bit {@code i % 64} of word {@code i / 64}; missing words are 0
   * @throws IllegalArgumentException where a bit beyond the profile's slots is set
   */
  public static Mask of(HeContext context, long[] bits) {
    long[] copy = bits.clone();
    long address = context.use(c -> Native.maskCreate(c, copy));
    int cardinality = Arrays.stream(copy).mapToInt(Long::bitCount).sum();
    return new Mask(context.profile(), cardinality, address);
  }

  /** How many slots are in the set. */
  public int cardinality() {
    return cardinality;
  }

  Profile profile() {
    return profile;
  }

  NativeHandle handle() {
    return handle;
  }

  @Override
  public void close() {
    handle.close();
  }
}
