// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.commit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CommitmentTest {
  private static final String SEED = "13";
  private static final String ORDER =
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

  private static Scalar scalar(String hex) {
    return Scalar.fromBytes(HexFormat.of().parseHex(hex));
  }

  private static Scalar random(Random random) {
    byte[] bytes = new byte[48];
    random.nextBytes(bytes);
    return Scalar.reduce(bytes);
  }

  private static void vector(long value, String blinding, String expected) {
    byte[] bytes = Commitment.to(value, scalar(blinding)).toBytes();
    assertEquals(expected, HexFormat.of().formatHex(bytes));
    assertTrue(Commitment.fromBytes(bytes).opensTo(value, scalar(blinding)));
  }

  /** By textbook formulas in Python. */
  @Example
  void knownAnswers() {
    vector(
        1,
        "0000000000000000000000000000000000000000000000000000000000000002",
        "0465f926f025a6dcd7e017a69402cc1d9bfd761450586c8d4bb03f599999735e82"
            + "157e67667d15d9ac3daf6196f8c07e7e4ace7a404255aa7039421fee83cb3a6b");
    vector(
        2504,
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "04057022ac7911c4656d2b78fcd0a3a8f5fa5f8fa796ab91f342584059072f6edc"
            + "1ca5a42b9374be7488951bf5da16779c596033b89dd3d0cbe8c8464be682c3e8");
    vector(
        -1,
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550",
        "04ffbf1e7dd3c3e37f091edf4036875b2d459521015f1865e5096204dfd5ae034f"
            + "47e541f86fbf425cff517d35100ba2e8ede8df25a16e82d1b3017c9423d620bf");
  }

  @Property(seed = SEED, tries = 20)
  void sumsOpenToSums(@ForAll long seed, @ForAll @IntRange(max = 12) int count) {
    Random random = new Random(seed);
    List<Commitment> commitments = new ArrayList<>();
    long value = 0;
    Scalar blinding = Scalar.ZERO;
    for (int i = 0; i < count; i++) {
      int b = random.nextInt(3);
      Scalar r = random(random);
      commitments.add(Commitment.to(b, r));
      value += b;
      blinding = blinding.plus(r);
    }
    Commitment sum = Commitment.sum(commitments);
    assertTrue(sum.opensTo(value, blinding));
    assertFalse(sum.opensTo(value + 1, blinding));
    assertFalse(sum.opensTo(value, blinding.plus(Scalar.of(1))));
    assertTrue(sum.times(-3).opensTo(-3 * value, blinding.times(Scalar.of(-3))));
    assertEquals(Commitment.NONE, sum.minus(sum));
    if (count > 0) {
      Commitment rest = Commitment.sum(commitments.subList(1, count));
      assertEquals(sum, rest.plus(commitments.get(0)));
      assertEquals(rest, sum.minus(commitments.get(0)));
    }
  }

  @Property(seed = SEED, tries = 20)
  void encodingsReadBack(@ForAll long seed) {
    Commitment c = Commitment.to(seed, random(new Random(seed)));
    assertEquals(c, Commitment.fromBytes(c.toBytes()));
    Scalar s = random(new Random(seed));
    assertArrayEquals(s.toBytes(), Scalar.fromBytes(s.toBytes()).toBytes());
    assertEquals(s, s.plus(Scalar.of(7)).minus(Scalar.of(7)));
  }

  private static void malformed(byte[] bytes) {
    assertThrows(MalformedPointException.class, () -> Commitment.fromBytes(bytes));
  }

  @Example
  void whatIsNoPointIsRejected() {
    byte[] good = Commitment.to(1, Scalar.of(5)).toBytes();
    malformed(new byte[0]);
    malformed(new byte[] {0});
    malformed(new byte[65]);
    byte[] infinity = new byte[65];
    infinity[0] = 4;
    malformed(infinity);
    for (int i = 0; i < 65; i++) {
      byte[] off = good.clone();
      off[i] ^= 1;
      malformed(off);
    }
    byte[] compressed = java.util.Arrays.copyOf(good, 33);
    compressed[0] = 2;
    malformed(compressed);
    // x + p does not fit 256 bits for most x; all ones stand for what is not reduced.
    byte[] large = good.clone();
    java.util.Arrays.fill(large, 1, 33, (byte) -1);
    malformed(large);
    assertThrows(IllegalStateException.class, Commitment.NONE::toBytes);
  }

  @Example
  void scalarsHaveOneEncoding() {
    assertThrows(MalformedPointException.class, () -> scalar(ORDER));
    assertThrows(MalformedPointException.class, () -> scalar("ff".repeat(32)));
    assertThrows(MalformedPointException.class, () -> scalar("00"));
    assertThrows(IllegalArgumentException.class, () -> Scalar.reduce(new byte[47]));
    assertEquals(Scalar.ZERO, Scalar.of(1).minus(Scalar.of(1)));
    assertNotEquals(Scalar.of(1).toString(), scalarText());
  }

  /** A secret must not be readable in a log. */
  private static String scalarText() {
    return HexFormat.of().formatHex(Scalar.of(1).toBytes());
  }
}
