// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/**
 * The steward's key. It has no {@code toString}, {@code equals} or {@code hashCode} of its own, and
 * its native memory is overwritten when it is closed.
 */
public final class SecretKey implements AutoCloseable {
  SecretKey() {}

  /** The key's bytes, bound to its parameters, for {@link HeContext#loadSecretKey}. */
  public byte[] exportTo(SecretKeyAccess access) {
    throw new NativeFailureException("not built yet");
  }

  @Override
  public void close() {}
}
