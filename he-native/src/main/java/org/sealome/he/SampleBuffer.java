// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.foreign.MemorySegment;

/**
 * Released LWE samples in native memory. A sample of degree d is b, one word for each data prime,
 * then the vectors c1 … cd, each one array of n words for every data prime; only whoever holds the
 * secret key reads the sum in it. Reusable: every evaluation replaces what was there. One thread at
 * a time.
 */
public final class SampleBuffer implements AutoCloseable {
  public SampleBuffer(Profile profile) {}

  public int count() {
    throw new NativeFailureException("not built yet");
  }

  /** The degree of sample i in the secret key. */
  public int degree(int i) {
    throw new NativeFailureException("not built yet");
  }

  /** Sample i's words, read-only, valid until the buffer is written again or closed. */
  public MemorySegment segment(int i) {
    throw new NativeFailureException("not built yet");
  }

  /** Sample i for another process. */
  public byte[] toBytes(int i) {
    throw new NativeFailureException("not built yet");
  }

  /**
   * Appends a sample that another process sent.
   *
   * @return its index
   * @throws CorruptInputException where the bytes are no sample of this profile
   */
  public int append(byte[] bytes) {
    throw new NativeFailureException("not built yet");
  }

  /** Forgets all samples and keeps the memory. */
  public void clear() {
    throw new NativeFailureException("not built yet");
  }

  @Override
  public void close() {}
}
