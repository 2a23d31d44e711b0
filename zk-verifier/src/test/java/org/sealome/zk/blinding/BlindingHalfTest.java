// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.blinding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.sealome.zk.commit.Scalar;

class BlindingHalfTest {
  private static final int PATIENTS = 7;
  private static final BlindingScope SCOPE = new BlindingScope(new byte[32], 1);
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final BlindingHalf half = BlindingHalf.generate(PATIENTS, new SecureRandom());

  private static BitSet slots(int... slots) {
    BitSet out = new BitSet();
    for (int slot : slots) {
      out.set(slot);
    }
    return out;
  }

  /** RFC 4231, test cases 1 and 2. */
  @Test
  void hmac() {
    try (Prf prf = new Prf()) {
      byte[] key = new byte[20];
      Arrays.fill(key, (byte) 0x0b);
      assertEquals(
          "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59c"
              + "faea9ea9076ede7f4af152e8b2fa9cb6",
          HexFormat.of().formatHex(prf.apply(key, 0, 20, ascii("Hi There"))));
      byte[] jefe = ascii("..Jefe..");
      assertEquals(
          "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
              + "8e2240ca5e69e2c78b3239ecfab21649",
          HexFormat.of().formatHex(prf.apply(jefe, 2, 4, ascii("what do ya want for nothing?"))));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** From the words of the definition, with Java's own HMAC. */
  private static BigInteger definition(byte[] key, String column, String plane) throws Exception {
    ByteBuffer m = ByteBuffer.allocate(500);
    m.putInt(19).put(ascii("sealome/blinding/v1"));
    m.put(new byte[32]).putInt(1);
    byte[] c = column.getBytes(StandardCharsets.UTF_8);
    byte[] p = plane.getBytes(StandardCharsets.UTF_8);
    m.putInt(c.length).put(c).putInt(p.length).put(p);
    Mac mac = Mac.getInstance("HmacSHA384");
    mac.init(new SecretKeySpec(key, "HmacSHA384"));
    return new BigInteger(1, mac.doFinal(Arrays.copyOf(m.array(), m.position()))).mod(ORDER);
  }

  @Test
  void sumsAreOfTheDefinedValues() throws Exception {
    byte[] bytes = half.toBytes();
    BigInteger sum = BigInteger.ZERO;
    for (int slot : new int[] {0, 2, 6}) {
      int from = bytes.length - (PATIENTS - slot) * 33 + 1;
      byte[] key = Arrays.copyOfRange(bytes, from, from + 32);
      sum = sum.add(definition(key, "é", "é/HET")).add(definition(key, "é", "é/HOM").shiftLeft(1));
    }
    Scalar got = half.sum(SCOPE, "é", Map.of("é/HET", 1L, "é/HOM", 2L), slots(0, 2, 6));
    assertEquals(sum.mod(ORDER), new BigInteger(1, got.toBytes()));
    Scalar[] each = half.each(SCOPE, "é", "é/HET");
    assertEquals(each[3].plus(each[4]), half.sum(SCOPE, "é", "é/HET", slots(3, 4)));
    assertEquals(Scalar.ZERO, half.sum(SCOPE, "é", "é/HET", slots()));
  }

  @Test
  void everyPartOfTheScopeCounts() {
    Scalar base = half.sum(SCOPE, "ab", "c", slots(1));
    assertNotEquals(base, half.sum(SCOPE, "a", "bc", slots(1)));
    assertNotEquals(base, half.sum(SCOPE, "ab", "d", slots(1)));
    assertNotEquals(base, half.sum(SCOPE, "ab", "c", slots(2)));
    assertNotEquals(base, half.sum(new BlindingScope(new byte[32], 2), "ab", "c", slots(1)));
    byte[] other = new byte[32];
    other[31] = 1;
    assertNotEquals(base, half.sum(new BlindingScope(other, 1), "ab", "c", slots(1)));
  }

  @Test
  void bytesReadBack() {
    half.erase(3);
    byte[] bytes = half.toBytes();
    BlindingHalf again = BlindingHalf.fromBytes(bytes);
    assertArrayEquals(bytes, again.toBytes());
    assertTrue(again.erased(3));
    assertFalse(again.erased(2));
    assertEquals(half.sum(SCOPE, "c", "p", slots(0, 6)), again.sum(SCOPE, "c", "p", slots(0, 6)));
  }

  @Test
  void malformedBytesAreRejected() {
    byte[] bytes = half.toBytes();
    malformed(Arrays.copyOf(bytes, bytes.length - 1));
    malformed(Arrays.copyOf(bytes, bytes.length + 1));
    malformed(new byte[0]);
    for (int i = 0; i < 29; i++) {
      byte[] other = bytes.clone();
      other[i] ^= 1;
      malformed(other);
    }
    // A mark, and one that says destroyed beside a key that is not.
    byte[] marked = bytes.clone();
    marked[29] = 2;
    malformed(marked);
    marked[29] = 1;
    malformed(marked);
  }

  private static void malformed(byte[] bytes) {
    assertThrows(IllegalArgumentException.class, () -> BlindingHalf.fromBytes(bytes));
  }

  @Test
  void erasedKeysBlindNothing() {
    half.erase(4);
    assertTrue(half.erased(4));
    ErasedKeyException e =
        assertThrows(ErasedKeyException.class, () -> half.sum(SCOPE, "c", "p", slots(1, 4, 5)));
    assertEquals(4, e.slot());
    assertThrows(ErasedKeyException.class, () -> half.each(SCOPE, "c", "p"));
    half.sum(SCOPE, "c", "p", slots(1, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> half.erase(PATIENTS));
    assertThrows(IndexOutOfBoundsException.class, () -> half.sum(SCOPE, "c", "p", slots(PATIENTS)));
  }

  @Test
  void closedKeysAreGone() {
    half.close();
    assertThrows(IllegalStateException.class, half::toBytes);
    assertThrows(IllegalStateException.class, () -> half.sum(SCOPE, "c", "p", slots(0)));
    half.close();
  }
}
