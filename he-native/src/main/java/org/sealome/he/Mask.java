// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/**
 * A set of slots, encoded for multiplication: its NTT values and their Shoup quotients, twice
 * {@link Profile#planeBytes()} / 2 bytes. Made once for each (mask, block); thread-safe.
 */
public final class Mask implements AutoCloseable {
  private Mask() {}

  /**
   * @param bits slot i is bit {@code i % 64} of word {@code i / 64}; missing words are 0
   * @throws IllegalArgumentException where a bit beyond the profile's slots is set
   */
  public static Mask of(HeContext context, long[] bits) {
    throw new NativeFailureException("not built yet");
  }

  /** How many slots are in the set. */
  public int cardinality() {
    throw new NativeFailureException("not built yet");
  }

  @Override
  public void close() {}
}
