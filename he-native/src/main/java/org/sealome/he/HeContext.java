// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.LongFunction;

/**
 * A profile's validated parameters and tables. Thread-safe; one a profile and process is enough.
 * Keys, masks and evaluators made from it live on when it is closed.
 */
public final class HeContext implements AutoCloseable {
  private final Profile profile;
  private final NativeHandle handle;
  private final long[] dataModuli;
  private final byte[] parametersHash;

  private HeContext(Profile profile, long address) {
    this.profile = profile;
    this.handle = new NativeHandle(this, "context", address, Native::contextFree);
    long[] moduli = Native.contextModuli(address);
    int primes = profile.dataPrimes();
    this.dataModuli = Arrays.copyOf(moduli, primes);
    StringBuilder text = new StringBuilder("sealome/he/v1 BGV n=").append(profile.slots());
    text.append(" t=").append(Profile.PLAIN_MODULUS).append(" q=");
    for (int i = 0; i < primes; i++) {
      text.append(moduli[i]).append(',');
    }
    text.append(" p=").append(moduli[primes]);
    MessageDigest sha = Wire.sha256();
    this.parametersHash = sha.digest(text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Makes the context.
   *
   * @throws ParametersException where SEAL finds the parameters weaker than 128 bits
   * @throws NativeLoadException where there is no native library
   */
  public static HeContext of(Profile profile) {
    int[] bits = profile.coeffModulusBits().stream().mapToInt(Integer::intValue).toArray();
    return new HeContext(
        profile, Native.contextCreate(profile.slots(), bits, Profile.PLAIN_MODULUS));
  }

  /** SEAL's version and the kernels that this machine runs, for reports. */
  public static String nativeDescription() {
    return Native.description();
  }

  public Profile profile() {
    return profile;
  }

  /** The data primes, in order. */
  public long[] dataModuli() {
    return dataModuli.clone();
  }

  /** SHA-256 (32 bytes) over everything that ciphertexts depend on: scheme, n, t, all primes. */
  public byte[] parametersHash() {
    return parametersHash.clone();
  }

  /** Makes fresh keys from the operating system's randomness. */
  public KeySet generateKeys() {
    long[] keys = new long[3];
    use(
        address -> {
          Native.keysGenerate(address, keys);
          return null;
        });
    return new KeySet(
        new SecretKey(this, keys[0]),
        new PublicKey(this, keys[1]),
        new RelinearisationKeys(this, keys[2]));
  }

  /**
   * Reads what {@link SecretKey#exportTo} wrote. The caller overwrites the array.
   *
   * @throws CorruptInputException where the bytes are no secret key of this profile
   */
  public SecretKey loadSecretKey(byte[] bytes) {
    byte[] payload = Wire.open(Wire.SECRET_KEY, "secret key", parametersHash, bytes);
    try {
      return new SecretKey(this, use(address -> Native.secretKeyLoad(address, payload)));
    } finally {
      Arrays.fill(payload, (byte) 0);
    }
  }

  /**
   * Reads what {@link PublicKey#toBytes} wrote.
   *
   * @throws CorruptInputException where the bytes are no public key of this profile
   */
  public PublicKey loadPublicKey(byte[] bytes) {
    byte[] payload = Wire.open(Wire.PUBLIC_KEY, "public key", parametersHash, bytes);
    return new PublicKey(this, use(address -> Native.publicKeyLoad(address, payload)));
  }

  /**
   * Reads what {@link RelinearisationKeys#toBytes} wrote.
   *
   * @throws CorruptInputException where the bytes are no relinearisation keys of this profile
   */
  public RelinearisationKeys loadRelinearisationKeys(byte[] bytes) {
    byte[] payload =
        Wire.open(Wire.RELINEARISATION_KEYS, "set of relinearisation keys", parametersHash, bytes);
    return new RelinearisationKeys(this, use(address -> Native.relinKeysLoad(address, payload)));
  }

  <T> T use(LongFunction<T> call) {
    long address = handle.acquire();
    try {
      return call.apply(address);
    } finally {
      handle.release();
      Reference.reachabilityFence(this);
    }
  }

  /** Our own copy, not to be changed. */
  byte[] sharedParametersHash() {
    return parametersHash;
  }

  void requireSame(Profile other, String name) {
    if (other != profile) {
      throw new ParametersException(
          "the " + name + " is of profile " + other + ", the context of " + profile);
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}
