// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.ref.Reference;

/** Bring a product of degree two back to degree one. Thread-safe. */
public final class RelinearisationKeys implements AutoCloseable {
  private final Profile profile;
  private final byte[] parametersHash;
  private final NativeHandle handle;

  RelinearisationKeys(HeContext context, long address) {
    this.profile = context.profile();
    this.parametersHash = context.sharedParametersHash();
    this.handle =
        new NativeHandle(this, "set of relinearisation keys", address, Native::relinKeysFree);
  }

  Profile profile() {
    return profile;
  }

  NativeHandle handle() {
    return handle;
  }

  /** Its bytes, bound to its parameters, for {@link HeContext#loadRelinearisationKeys}. */
  public byte[] toBytes() {
    long address = handle.acquire();
    try {
      return Wire.seal(Wire.RELINEARISATION_KEYS, parametersHash, Native.relinKeysSave(address));
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
