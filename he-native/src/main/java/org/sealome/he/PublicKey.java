// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/** Encrypts planes, and the zeros that re-randomise products. Thread-safe. */
public final class PublicKey implements AutoCloseable {
  PublicKey() {}

  /** The key's bytes, bound to its parameters, for {@link HeContext#loadPublicKey}. */
  public byte[] toBytes() {
    throw new NativeFailureException("not built yet");
  }

  @Override
  public void close() {}
}
