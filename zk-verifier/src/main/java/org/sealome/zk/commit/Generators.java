// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.commit;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Many combinations of the two generators at once, by tables of affine multiples.
 *
 * <p><b>Reads its tables at places that the scalars say</b>, so that somebody who shares a cache
 * with this process may learn them: for the custodian's own machine, where the values are in the
 * clear anyway. Elsewhere {@link Commitment#to} commits to one value without telling.
 */
public final class Generators {
  private static final int WINDOW = 256;
  private static final int WINDOWS = Scalar.BYTES;

  /** {@code digit · 256ʷ} times the generator, by window w and digit; made on first use, 50 ms. */
  private static final class Tables {
    static final Points[] G = table(P256.G);
    static final Points[] H = table(P256.H);

    private static Points[] table(ECPoint generator) {
      Points[] windows = new Points[WINDOWS];
      ECPoint base = generator;
      for (int w = 0; w < WINDOWS; w++) {
        ECPoint[] multiples = new ECPoint[WINDOW];
        multiples[0] = P256.CURVE.getInfinity();
        for (int digit = 1; digit < WINDOW; digit++) {
          multiples[digit] = multiples[digit - 1].add(base);
        }
        base = multiples[WINDOW - 1].add(base).normalize();
        P256.CURVE.normalizeAll(multiples);
        windows[w] = new Points(WINDOW);
        for (int digit = 0; digit < WINDOW; digit++) {
          windows[w].set(digit, multiples[digit]);
        }
      }
      return windows;
    }
  }

  private Generators() {}

  /** {@code g[i]·G + h[i]·H} for every i. */
  public static Points combine(Scalar[] g, Scalar[] h) {
    if (g.length != h.length) {
      throw new IllegalArgumentException("as many multiples of one generator as of the other");
    }
    Points sums = new Points(g.length);
    Additions additions = new Additions(sums);
    add(additions, Tables.G, g);
    add(additions, Tables.H, h);
    return sums;
  }

  private static void add(Additions additions, Points[] windows, Scalar[] scalars) {
    byte[][] digits = new byte[scalars.length][];
    int top = 0;
    for (int i = 0; i < scalars.length; i++) {
      BigInteger value = scalars[i].value();
      top = Math.max(top, (value.bitLength() + 7) / 8);
      digits[i] = scalars[i].toBytes();
    }
    for (int w = 0; w < top; w++) {
      for (int i = 0; i < digits.length; i++) {
        additions.add(i, windows[w], digits[i][Scalar.BYTES - 1 - w] & 0xff);
      }
      additions.flush();
    }
  }
}
