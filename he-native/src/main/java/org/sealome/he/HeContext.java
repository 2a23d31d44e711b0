// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/**
 * A profile's validated parameters and tables. Thread-safe; one a profile and process is enough.
 */
public final class HeContext implements AutoCloseable {
  private HeContext() {}

  /**
   * Makes the context.
   *
   * @throws ParametersException where SEAL finds the parameters weaker than 128 bits
   * @throws NativeLoadException where there is no native library
   */
  public static HeContext of(Profile profile) {
    throw new NativeFailureException("not built yet");
  }

  public Profile profile() {
    throw new NativeFailureException("not built yet");
  }

  /** The data primes, in order. */
  public long[] dataModuli() {
    throw new NativeFailureException("not built yet");
  }

  /** SHA-256 (32 bytes) over everything that ciphertexts depend on: scheme, n, t, all primes. */
  public byte[] parametersHash() {
    throw new NativeFailureException("not built yet");
  }

  /** Makes fresh keys from the operating system's randomness. */
  public KeySet generateKeys() {
    throw new NativeFailureException("not built yet");
  }

  /**
   * @throws CorruptInputException where the bytes are no secret key of this profile
   */
  public SecretKey loadSecretKey(byte[] bytes) {
    throw new NativeFailureException("not built yet");
  }

  /**
   * @throws CorruptInputException where the bytes are no public key of this profile
   */
  public PublicKey loadPublicKey(byte[] bytes) {
    throw new NativeFailureException("not built yet");
  }

  /**
   * @throws CorruptInputException where the bytes are no relinearisation keys of this profile
   */
  public RelinearisationKeys loadRelinearisationKeys(byte[] bytes) {
    throw new NativeFailureException("not built yet");
  }

  @Override
  public void close() {}
}
