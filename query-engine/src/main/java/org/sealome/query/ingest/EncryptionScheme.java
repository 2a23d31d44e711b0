// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.lang.foreign.MemorySegment;
import org.sealome.he.HeContext;
import org.sealome.he.PlaneEncryptor;
import org.sealome.he.Profile;
import org.sealome.he.PublicKey;
import org.sealome.query.store.Sha256;

/**
 * What planes are encrypted by, and what the manifest says about it.
 *
 * @param publicKeyHash SHA-256 of the public key
 */
record EncryptionScheme(
    String profile,
    int slots,
    long planeBytes,
    byte[] parametersHash,
    byte[] publicKeyHash,
    Encryptor encryptor)
    implements AutoCloseable {
  /** As {@link PlaneEncryptor#encrypt}, on the calling thread; safe for many threads. */
  interface Encryptor extends AutoCloseable {
    void encrypt(MemorySegment values, int planes, int slotsUsed, MemorySegment out);

    @Override
    default void close() {}
  }

  static EncryptionScheme of(HeContext context, PublicKey key) {
    Profile profile = context.profile();
    PlaneEncryptor planes = new PlaneEncryptor(context, key);
    return new EncryptionScheme(
        profile.name(),
        profile.slots(),
        profile.planeBytes(),
        context.parametersHash(),
        Sha256.of(key.toBytes()),
        new Encryptor() {
          @Override
          public void encrypt(MemorySegment values, int count, int slots, MemorySegment out) {
            planes.encrypt(values, count, slots, out, 1);
          }

          @Override
          public void close() {
            planes.close();
          }
        });
  }

  @Override
  public void close() {
    encryptor.close();
  }
}
