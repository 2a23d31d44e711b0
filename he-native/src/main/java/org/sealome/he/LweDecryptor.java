// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.ref.Reference;

/**
 * Reads released sums. Takes the same time whatever the key. Thread-safe; its copy of the key is
 * overwritten when it is closed.
 */
public final class LweDecryptor implements AutoCloseable {
  /** Below so many samples a second thread costs more than it brings. */
  private static final int PARALLEL_FROM = 16;

  private final Profile profile;
  private final NativeHandle handle;

  /**
   * A decryptor with this key, of which it keeps a copy.
   *
   * @throws ParametersException where key and context differ in their profile
   */
  public LweDecryptor(HeContext context, SecretKey key) {
    context.requireSame(key.profile(), "secret key");
    this.profile = context.profile();
    long address = key.handle().acquire();
    try {
      handle =
          new NativeHandle(
              this, "decryptor", Native.decryptorCreate(address), Native::decryptorFree);
    } finally {
      key.handle().release();
      Reference.reachabilityFence(key);
    }
  }

  /**
   * Sample by sample the sum of all slots modulo t, in [0, t). Arbitrary words give arbitrary sums.
   *
   * @throws ParametersException where the samples are of another profile
   */
  public long[] sums(SampleBuffer samples) {
    if (samples.profile() != profile) {
      throw new ParametersException(
          "the samples are of profile " + samples.profile() + ", the key of " + profile);
    }
    long address = handle.acquire();
    try {
      return samples.reading(
          (memory, offsets, degrees) -> {
            long[] out = new long[offsets.length];
            int threads =
                offsets.length < PARALLEL_FROM ? 1 : Runtime.getRuntime().availableProcessors();
            Native.sums(
                address, memory.address(), memory.byteSize(), offsets, degrees, out, threads);
            return out;
          });
    } finally {
      handle.release();
      Reference.reachabilityFence(this);
    }
  }

  /** log2 of sample i's phase, for tests of the noise bound. */
  double phaseBits(SampleBuffer samples, int i) {
    long address = handle.acquire();
    try {
      return samples.reading(
          (memory, offsets, degrees) ->
              Native.phaseBits(
                  address,
                  memory.address() + offsets[i],
                  memory.byteSize() - offsets[i],
                  degrees[i]));
    } finally {
      handle.release();
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}
