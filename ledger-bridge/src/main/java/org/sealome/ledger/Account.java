// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.nio.file.Path;

/**
 * A secp256k1 key and its address. It has no {@code toString} and leaves only by {@link #saveTo};
 * {@link #close} forgets it.
 */
public final class Account implements AutoCloseable {
  private Account() {}

  public static Account generate() {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws IllegalArgumentException unless it is 32 bytes that make a key
   */
  public static Account fromPrivateKey(byte[] key) {
    throw new UnsupportedOperationException();
  }

  /** Reads what {@link #saveTo} wrote. */
  public static Account loadFrom(Path file) {
    throw new UnsupportedOperationException();
  }

  /** Writes the key, in clear, to a file that its owner alone can read (0600). */
  public void saveTo(Path file) {
    throw new UnsupportedOperationException();
  }

  /** The private key's 32 bytes, in clear, for a caller that keeps many keys in one file. */
  public byte[] exportPrivateKey() {
    throw new UnsupportedOperationException();
  }

  public Address address() {
    throw new UnsupportedOperationException();
  }

  /** Signs a 32-byte digest; deterministic (RFC 6979). */
  Signature sign(Bytes32 digest) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
