// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.ref.Reference;

/** Encrypts planes, and the zeros that re-randomise products. Thread-safe. */
public final class PublicKey implements AutoCloseable {
  private final Profile profile;
  private final byte[] parametersHash;
  private final NativeHandle handle;

  PublicKey(HeContext context, long address) {
    this.profile = context.profile();
    this.parametersHash = context.sharedParametersHash();
    this.handle = new NativeHandle(this, "public key", address, Native::publicKeyFree);
  }

  Profile profile() {
    return profile;
  }

  NativeHandle handle() {
    return handle;
  }

  /** Its bytes, bound to its parameters, for {@link HeContext#loadPublicKey}. */
  public byte[] toBytes() {
    long address = handle.acquire();
    try {
      return Wire.seal(Wire.PUBLIC_KEY, parametersHash, Native.publicKeySave(address));
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
