// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/** Brings a product of degree two back to degree one. Thread-safe. */
public final class RelinearisationKeys implements AutoCloseable {
  RelinearisationKeys() {}

  /** The keys' bytes, bound to their parameters, for {@link HeContext#loadRelinearisationKeys}. */
  public byte[] toBytes() {
    throw new NativeFailureException("not built yet");
  }

  @Override
  public void close() {}
}
