// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/**
 * Reads released sums. Takes the same time whatever the key. Thread-safe; its copies of the key are
 * overwritten when it is closed.
 */
public final class LweDecryptor implements AutoCloseable {
  /**
   * @throws ParametersException where key and context differ in their profile
   */
  public LweDecryptor(HeContext context, SecretKey key) {
    throw new NativeFailureException("not built yet");
  }

  /** Sample by sample the sum of all slots modulo t, in [0, t). */
  public long[] sums(SampleBuffer samples) {
    throw new NativeFailureException("not built yet");
  }

  @Override
  public void close() {}
}
