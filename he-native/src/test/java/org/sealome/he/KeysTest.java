// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys on their way to disk and back, and parameters that are what they are said to be. */
class KeysTest {
  private final SplittableRandom random = new SplittableRandom(11);

  @ParameterizedTest
  @EnumSource(Profile.class)
  void keysThatWereReadBackDoTheSame(Profile profile) {
    Laboratory lab = Laboratory.of(profile);
    int[][] rows = Laboratory.randomRows(random, 2, 100, 0, 2);
    long expected = 0;
    for (int i = 0; i < 100; i++) {
      expected += profile == Profile.SMALL ? rows[0][i] : (long) rows[0][i] * rows[1][i];
    }
    byte[] secret = lab.keys.secretKey().exportTo(SecretKeyAccess.dangerouslyExposeSecretKey());
    try (HeContext context = HeContext.of(profile);
        SecretKey secretKey = context.loadSecretKey(secret);
        PublicKey publicKey = context.loadPublicKey(lab.keys.publicKey().toBytes());
        RelinearisationKeys relin =
            context.loadRelinearisationKeys(lab.keys.relinearisationKeys().toBytes());
        NativeBlockEvaluator evaluator = new NativeBlockEvaluator(context, publicKey, relin);
        LweDecryptor decryptor = new LweDecryptor(context, secretKey);
        Arena arena = Arena.ofConfined();
        SampleBuffer out = new SampleBuffer(profile)) {
      List<MemorySegment> planes = lab.encrypt(arena, rows);
      Circuit.Builder b = Circuit.builder(profile);
      int a = b.load(0);
      b.release(profile == Profile.SMALL ? a : b.rerandomise(b.relin(b.mul(a, b.load(1)))));
      evaluator.evaluate(b.build(), planes, List.of(), out, 1);
      assertArrayEquals(new long[] {expected}, decryptor.sums(out));
    }
  }

  @Test
  void damagedKeysAreRefused() {
    Laboratory lab = Laboratory.of(Profile.SMALL);
    HeContext context = lab.context;
    byte[] secret = lab.keys.secretKey().exportTo(SecretKeyAccess.dangerouslyExposeSecretKey());
    byte[] open = lab.keys.publicKey().toBytes();
    byte[] relin = lab.keys.relinearisationKeys().toBytes();
    for (int i = 0; i < 150; i++) {
      int at = i < 60 ? i : random.nextInt(open.length / 4);
      assertThrows(
          CorruptInputException.class, () -> context.loadSecretKey(flip(secret, at)).close());
      assertThrows(
          CorruptInputException.class, () -> context.loadPublicKey(flip(open, at)).close());
      assertThrows(
          CorruptInputException.class,
          () -> context.loadRelinearisationKeys(flip(relin, at)).close());
    }
    for (int length : new int[] {0, 1, 4, 43, 44, 76, 200, open.length - 1, open.length + 1}) {
      assertThrows(
          CorruptInputException.class,
          () -> context.loadPublicKey(Arrays.copyOf(open, length)).close());
    }
    assertThrows(CorruptInputException.class, () -> context.loadSecretKey(open).close());
    assertThrows(CorruptInputException.class, () -> context.loadPublicKey(relin).close());
    assertThrows(
        CorruptInputException.class,
        () -> Laboratory.of(Profile.STANDARD).context.loadPublicKey(open).close());
  }

  /**
   * Checksums only find accidents: what SEAL itself is handed is whatever somebody sealed again.
   */
  @Test
  void keysThatWereForgedWithTheirChecksumAreRefusedOrHarmless() {
    Laboratory lab = Laboratory.of(Profile.SMALL);
    byte[] hash = lab.context.parametersHash();
    byte[] payload = Wire.open(Wire.PUBLIC_KEY, "key", hash, lab.keys.publicKey().toBytes());
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] forged = payload.clone();
      int at = i < 200 ? i : random.nextInt(payload.length);
      forged[at] = (byte) random.nextInt();
      try {
        lab.context.loadPublicKey(Wire.seal(Wire.PUBLIC_KEY, hash, forged)).close();
      } catch (CorruptInputException e) {
        refused++;
      }
    }
    assertTrue(refused > 80, "refused only " + refused);
    for (int length : new int[] {0, 1, 15, 16, 17, 100}) {
      assertThrows(
          CorruptInputException.class,
          () ->
              lab.context
                  .loadPublicKey(Wire.seal(Wire.PUBLIC_KEY, hash, Arrays.copyOf(payload, length)))
                  .close());
    }
  }

  private static byte[] flip(byte[] bytes, int at) {
    byte[] damaged = bytes.clone();
    damaged[at % bytes.length] ^= 0x40;
    return damaged;
  }

  @Test
  void secretKeysSayNothingOfThemselves() throws NoSuchMethodException {
    for (String method : List.of("toString", "hashCode")) {
      assertEquals(Object.class, SecretKey.class.getMethod(method).getDeclaringClass());
    }
    assertEquals(
        Object.class, SecretKey.class.getMethod("equals", Object.class).getDeclaringClass());
    assertEquals("KeySet", Laboratory.of(Profile.SMALL).keys.toString());
  }

  @Test
  void parametersDifferAndAreStable() {
    Set<String> hashes = new HashSet<>();
    for (Profile profile : Profile.values()) {
      HeContext context = Laboratory.of(profile).context;
      hashes.add(HexFormat.of().formatHex(context.parametersHash()));
      long[] moduli = context.dataModuli();
      assertEquals(profile.dataPrimes(), moduli.length);
      double bits = 0;
      for (int i = 0; i < moduli.length; i++) {
        assertEquals(
            (int) profile.coeffModulusBits().get(i),
            Long.SIZE - Long.numberOfLeadingZeros(moduli[i]));
        bits += Math.log(moduli[i]) / Math.log(2);
      }
      assertTrue(
          profile.log2DataModulus() < bits, "the bound may not count on bits that are not there");
      assertTrue(profile.log2DataModulus() > bits - 0.001);
      try (HeContext again = HeContext.of(profile)) {
        assertArrayEquals(context.parametersHash(), again.parametersHash());
      }
    }
    assertEquals(Profile.values().length, hashes.size());
  }

  @Test
  void weakParametersAreRefused() {
    // 128 bits allow 109 at n = 4096 and 218 at n = 8192.
    int[][] tooLarge = {{46, 46, 40}, {60, 60}};
    for (int[] bits : tooLarge) {
      assertThrows(
          ParametersException.class, () -> Native.contextCreate(4096, bits, Profile.PLAIN_MODULUS));
    }
    assertThrows(
        ParametersException.class,
        () -> Native.contextCreate(8192, new int[] {60, 60, 60, 60}, Profile.PLAIN_MODULUS));
    assertThrows(
        ParametersException.class,
        () -> Native.contextCreate(5000, new int[] {46, 46, 17}, Profile.PLAIN_MODULUS));
    assertThrows(
        ParametersException.class, () -> Native.contextCreate(4096, new int[] {46, 46, 17}, 65536));
    assertThrows(
        ParametersException.class, () -> Native.contextCreate(4096, null, Profile.PLAIN_MODULUS));
  }

  @Test
  void freshKeysDiffer() {
    try (KeySet other = Laboratory.of(Profile.SMALL).context.generateKeys()) {
      SecretKeyAccess access = SecretKeyAccess.dangerouslyExposeSecretKey();
      assertNotEquals(
          HexFormat.of().formatHex(other.secretKey().exportTo(access)),
          HexFormat.of().formatHex(Laboratory.of(Profile.SMALL).keys.secretKey().exportTo(access)));
    }
  }
}
