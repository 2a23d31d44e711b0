// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/**
 * The native methods, all of them. Handles are addresses: callers keep the object behind one alive
 * and unfreed for the length of the call, which {@link NativeHandle} sees to.
 */
final class Native {
  static {
    NativeLibrary.load();
  }

  private Native() {}

  /** SEAL's version and the kernels in use. */
  static native String description();

  static native long contextCreate(int slots, int[] coeffModulusBits, long plainModulus);

  static native void contextFree(long context);

  /** The data primes, the special prime, and the bits of flooding. */
  static native long[] contextModuli(long context);

  /** Secret, public and relinearisation keys, in this order. */
  static native void keysGenerate(long context, long[] out);

  static native long secretKeyLoad(long context, byte[] bytes);

  static native byte[] secretKeySave(long key);

  static native void secretKeyFree(long key);

  static native long publicKeyLoad(long context, byte[] bytes);

  static native byte[] publicKeySave(long key);

  static native void publicKeyFree(long key);

  static native long relinKeysLoad(long context, byte[] bytes);

  static native byte[] relinKeysSave(long keys);

  static native void relinKeysFree(long keys);

  static native long maskCreate(long context, long[] bits);

  static native void maskFree(long mask);

  static native void encrypt(
      long publicKey,
      long values,
      long valuesSize,
      int planes,
      int slotsUsed,
      long out,
      long outSize,
      int threads);

  static native long poolCreate(long publicKey);

  static native void poolFree(long pool);

  static native void poolFill(long pool, int zeros, int threads);

  static native void evaluate(
      long pool,
      long relinKeys,
      long[] program,
      long[] planes,
      long[] masks,
      long out,
      long outSize,
      int threads,
      boolean hide,
      boolean flood);

  static native long decryptorCreate(long secretKey);

  static native void decryptorFree(long decryptor);

  static native void sums(
      long decryptor,
      long samples,
      long size,
      long[] offsets,
      int[] degrees,
      long[] out,
      int threads);

  /** log2 of the phase of one sample. Only tests of the noise bound call it. */
  static native double phaseBits(long decryptor, long sample, long size, int degree);
}
