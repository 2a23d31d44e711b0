// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Objects;

/**
 * The steward's key. It has no {@code toString}, {@code equals} or {@code hashCode} of its own, and
 * its native memory is overwritten when it is closed.
 */
public final class SecretKey implements AutoCloseable {
  private final Profile profile;
  private final byte[] parametersHash;
  private final NativeHandle handle;

  SecretKey(HeContext context, long address) {
    this.profile = context.profile();
    this.parametersHash = context.sharedParametersHash();
    this.handle = new NativeHandle(this, "secret key", address, Native::secretKeyFree);
  }

  Profile profile() {
    return profile;
  }

  NativeHandle handle() {
    return handle;
  }

  /**
   * The key's bytes, bound to its parameters, for {@link HeContext#loadSecretKey}. Overwrite the
   * array when it is written.
   */
  public byte[] exportTo(SecretKeyAccess access) {
    Objects.requireNonNull(access, "access");
    long address = handle.acquire();
    byte[] payload = null;
    try {
      payload = Native.secretKeySave(address);
      return Wire.seal(Wire.SECRET_KEY, parametersHash, payload);
    } finally {
      if (payload != null) {
        Arrays.fill(payload, (byte) 0);
      }
      handle.release();
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}
