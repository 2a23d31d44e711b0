// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bouncycastle.math.ec.ECPoint;

/** Work in batches against Bouncy Castle's own points, one by one. */
class BatchTest {
  private static final String SEED = "13";

  private static Scalar scalar(Random random) {
    byte[] bytes = new byte[48];
    random.nextBytes(bytes);
    return switch (random.nextInt(6)) {
      case 0 -> Scalar.of(random.nextInt(4) - 2);
      case 1 -> Scalar.reduce(bytes).times(Scalar.ZERO).plus(Scalar.of(random.nextLong()));
      default -> Scalar.reduce(bytes);
    };
  }

  /** Few different ones, so that equal and opposite ones meet, and none. */
  private static Commitment point(Random random) {
    Commitment few = Commitment.to(random.nextInt(3), Scalar.of(random.nextInt(3) - 1));
    return random.nextInt(3) > 0 ? few : Commitment.to(1, scalar(random));
  }

  private static Points points(List<Commitment> list) {
    Points points = new Points(list.size());
    for (int i = 0; i < list.size(); i++) {
      points.set(i, list.get(i));
    }
    return points;
  }

  @Property(seed = SEED, tries = 60)
  void sums(@ForAll long seed, @ForAll @IntRange(max = 40) int count) {
    Random random = new Random(seed);
    List<Commitment> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(point(random));
    }
    assertEquals(Commitment.sum(list), points(list).sum());
  }

  @Example
  void sumsOfMoreThanOneBatch() {
    Random random = new Random(13);
    List<Commitment> list = new ArrayList<>();
    for (int i = 0; i < 1700; i++) {
      list.add(Commitment.to(random.nextInt(40), Scalar.of(3)));
    }
    assertEquals(Commitment.sum(list), points(list).sum());
  }

  @Property(seed = SEED, tries = 60)
  void multiplied(@ForAll long seed, @ForAll @IntRange(max = 40) int count) {
    Random random = new Random(seed);
    List<Commitment> list = new ArrayList<>();
    Scalar[] scalars = new Scalar[count];
    ECPoint expected = P256.CURVE.getInfinity();
    for (int i = 0; i < count; i++) {
      list.add(point(random));
      scalars[i] = scalar(random);
      expected = expected.add(list.get(i).point().multiply(scalars[i].value()));
    }
    Commitment sum = new Commitment(expected.normalize());
    assertEquals(sum, MultiScalar.sum(points(list), scalars));
  }

  @Example
  void multipliedInWideWindows() {
    Random random = new Random(13);
    Scalar value = Scalar.ZERO;
    Scalar blinding = Scalar.ZERO;
    Scalar[] scalars = new Scalar[1500];
    Scalar[] g = new Scalar[scalars.length];
    Scalar[] h = new Scalar[scalars.length];
    for (int i = 0; i < scalars.length; i++) {
      g[i] = scalar(random);
      h[i] = scalar(random);
      scalars[i] = scalar(random);
      value = value.plus(g[i].times(scalars[i]));
      blinding = blinding.plus(h[i].times(scalars[i]));
    }
    Points points = Generators.combine(g, h);
    assertEquals(Commitment.to(value, blinding), MultiScalar.sum(points, scalars));
  }

  @Property(seed = SEED, tries = 20)
  void generators(@ForAll long seed, @ForAll @IntRange(max = 20) int count) {
    Random random = new Random(seed);
    Scalar[] g = new Scalar[count];
    Scalar[] h = new Scalar[count];
    for (int i = 0; i < count; i++) {
      g[i] = scalar(random);
      h[i] = scalar(random);
    }
    Points points = Generators.combine(g, h);
    for (int i = 0; i < count; i++) {
      assertEquals(Commitment.to(g[i], h[i]), points.get(i));
    }
  }

  @Example
  void encodingsAreThoseOfSinglePoints() {
    Commitment c = Commitment.to(7, Scalar.of(8));
    ByteBuffer bytes = ByteBuffer.allocate(65);
    Points points = new Points(2);
    points.set(0, c);
    points.write(0, bytes, 1);
    bytes.put(0, (byte) 4);
    assertEquals(c, Commitment.fromBytes(bytes.array()));
    points.read(1, bytes, 1);
    assertEquals(c, points.get(1));
    assertThrows(IllegalStateException.class, () -> new Points(1).write(0, bytes, 0));
  }

  @Example
  void whatIsNoPointIsRejected() {
    ByteBuffer good = ByteBuffer.allocate(64);
    Points points = points(List.of(Commitment.to(7, Scalar.of(8))));
    points.write(0, good, 0);
    for (int i = 0; i < 64; i++) {
      byte[] off = good.array().clone();
      off[i] ^= 1;
      malformed(off);
    }
    malformed(new byte[64]);
    // The same point with p added to a coordinate, where 256 bits hold it: x = 5 has a y.
    BigInteger p = P256.CURVE.getField().getCharacteristic();
    ECPoint small = smallX();
    malformed(encode(small.getAffineXCoord().toBigInteger().add(p), y(small)));
    points.read(0, ByteBuffer.wrap(encode(small.getAffineXCoord().toBigInteger(), y(small))), 0);
    assertThrows(IndexOutOfBoundsException.class, () -> points.read(0, good, 1));
  }

  private static BigInteger y(ECPoint point) {
    return point.getAffineYCoord().toBigInteger();
  }

  private static ECPoint smallX() {
    for (int x = 0; ; x++) {
      byte[] compressed = new byte[33];
      compressed[0] = 2;
      compressed[32] = (byte) x;
      try {
        return P256.CURVE.decodePoint(compressed);
      } catch (IllegalArgumentException e) {
        continue; // no point has this x
      }
    }
  }

  private static byte[] encode(BigInteger x, BigInteger y) {
    byte[] out = new byte[64];
    System.arraycopy(org.bouncycastle.util.BigIntegers.asUnsignedByteArray(32, x), 0, out, 0, 32);
    System.arraycopy(org.bouncycastle.util.BigIntegers.asUnsignedByteArray(32, y), 0, out, 32, 32);
    return out;
  }

  private static void malformed(byte[] bytes) {
    assertThrows(
        MalformedPointException.class, () -> new Points(1).read(0, ByteBuffer.wrap(bytes), 0));
  }

  @Property(seed = SEED, tries = 20)
  void falseOpeningsAreFound(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int count) {
    Random random = new Random(seed);
    SecureRandom weights = new SecureRandom();
    List<Opening> claims = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Scalar blinding = scalar(random);
      claims.add(new Opening(Commitment.to(i - 3, blinding), i - 3, blinding));
    }
    assertEquals(-1, Opening.firstFalse(claims, weights));
    int bad = random.nextInt(count);
    Opening good = claims.get(bad);
    claims.set(bad, new Opening(good.commitment(), good.value() + 1, good.blinding()));
    assertEquals(bad, Opening.firstFalse(claims, weights));
    // Two errors that cancel out without weights.
    if (bad + 1 < count) {
      Opening next = claims.get(bad + 1);
      claims.set(bad + 1, new Opening(next.commitment(), next.value() - 1, next.blinding()));
      assertEquals(bad, Opening.firstFalse(claims, weights));
    }
    assertEquals(-1, Opening.firstFalse(List.of(), weights));
  }
}
