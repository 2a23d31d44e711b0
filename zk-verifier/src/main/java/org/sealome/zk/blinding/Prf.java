// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.blinding;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA-384. Not {@code javax.crypto.Mac}, whose copies of the key nobody can wipe. One thread.
 */
final class Prf implements AutoCloseable {
  static final int BYTES = 48;

  private static final int BLOCK = 128;

  private final MessageDigest sha;
  private final byte[] inner = new byte[BLOCK];
  private final byte[] outer = new byte[BLOCK];

  Prf() {
    try {
      sha = MessageDigest.getInstance("SHA-384");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-384", e);
    }
  }

  /**
   * The value under the key of {@code length} bytes, at most a block, that begins at {@code from}.
   */
  byte[] apply(byte[] keys, int from, int length, byte[] message) {
    Arrays.fill(inner, (byte) 0x36);
    Arrays.fill(outer, (byte) 0x5c);
    for (int i = 0; i < length; i++) {
      inner[i] ^= keys[from + i];
      outer[i] ^= keys[from + i];
    }
    sha.update(inner);
    byte[] hash = sha.digest(message);
    sha.update(outer);
    return sha.digest(hash);
  }

  /** Forgets the last key. */
  @Override
  public void close() {
    Arrays.fill(inner, (byte) 0);
    Arrays.fill(outer, (byte) 0);
    // Its block buffer held the last pads.
    sha.digest(new byte[BLOCK]);
  }
}
