// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.commit;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECPoint;

/**
 * {@code Σ scalar[i] · point[i]} by Pippenger's method: window by window, every point goes into the
 * bucket of its digit, buckets are added up in batches, and a running sum weighs them. For public
 * arguments only: time and memory access depend on them.
 */
public final class MultiScalar {
  /** What a bucket costs in the running sum, in additions of a batch. */
  private static final int BUCKET_COST = 6;

  private static final int MAX_WINDOW = 15;

  private final Points points;
  private final Scalar[] scalars;
  private final int bits;
  private final int window;

  /** Signed digits, by window and point: from −2ʷ⁻¹ to 2ʷ⁻¹. */
  private final short[][] digits;

  /** The points of one window, in the order of their buckets, and what adds them up. */
  private final Points sorted;

  private final Additions additions;

  private MultiScalar(Points points, Scalar[] scalars) {
    this.points = points;
    this.scalars = scalars;
    int longest = 0;
    for (Scalar scalar : scalars) {
      longest = Math.max(longest, scalar.value().bitLength());
    }
    bits = longest + 1; // the last carry
    window = window(points.size());
    digits = new short[(bits + window - 1) / window][points.size()];
    sorted = new Points(points.size());
    additions = new Additions(sorted);
  }

  private static int window(int points) {
    int best = 2;
    double least = Double.MAX_VALUE;
    for (int w = 2; w <= MAX_WINDOW; w++) {
      double cost = (points + (double) BUCKET_COST * (1 << (w - 1))) / w;
      if (cost < least) {
        least = cost;
        best = w;
      }
    }
    return best;
  }

  /** The sum; of none, {@link Commitment#NONE}. */
  public static Commitment sum(Points points, Scalar[] scalars) {
    if (points.size() != scalars.length) {
      throw new IllegalArgumentException("as many scalars as points");
    }
    return new MultiScalar(points, scalars).sum();
  }

  private Commitment sum() {
    for (int i = 0; i < scalars.length; i++) {
      recode(i);
    }
    ECPoint sum = P256.CURVE.getInfinity();
    for (int w = digits.length - 1; w >= 0; w--) {
      sum = sum.timesPow2(window).add(windowSum(digits[w]));
    }
    return new Commitment(sum.normalize());
  }

  private void recode(int i) {
    BigInteger value = scalars[i].value();
    byte[] bytes = scalars[i].toBytes();
    int carry = 0;
    for (int w = 0; w < digits.length && (w * window <= value.bitLength() || carry > 0); w++) {
      int digit = carry;
      for (int bit = 0; bit < window; bit++) {
        int at = w * window + bit;
        if (at < 8 * Scalar.BYTES) {
          digit += ((bytes[Scalar.BYTES - 1 - at / 8] >> (at % 8)) & 1) << bit;
        }
      }
      carry = digit > 1 << (window - 1) ? 1 : 0;
      digits[w][i] = (short) (digit - (carry << window));
    }
  }

  private ECPoint windowSum(short[] digit) {
    int buckets = 1 << (window - 1);
    int[] start = new int[buckets + 2];
    for (short d : digit) {
      start[Math.abs(d) + 1]++;
    }
    // Digit 0 goes nowhere.
    start[1] = 0;
    for (int b = 1; b <= buckets; b++) {
      start[b + 1] += start[b];
    }
    int[] length = new int[buckets + 1];
    for (int i = 0; i < digit.length; i++) {
      int b = Math.abs(digit[i]);
      if (b != 0) {
        int to = start[b] + length[b]++;
        sorted.set(to, points, i);
        if (digit[i] < 0) {
          sorted.negate(to);
        }
      }
    }
    addUp(start, length);
    ECPoint running = P256.CURVE.getInfinity();
    ECPoint sum = P256.CURVE.getInfinity();
    for (int b = buckets; b > 0; b--) {
      if (length[b] > 0) {
        running = running.add(sorted.point(start[b]));
      }
      sum = sum.add(running);
    }
    return sum;
  }

  /** Leaves each bucket's sum where the bucket starts. */
  private void addUp(int[] start, int[] length) {
    boolean more = true;
    while (more) {
      more = false;
      for (int b = 1; b < length.length; b++) {
        int half = length[b] / 2;
        for (int i = 0; i < half; i++) {
          additions.add(start[b] + i, sorted, start[b] + length[b] - 1 - i);
        }
        length[b] -= half;
        more |= length[b] > 1;
      }
      additions.flush();
    }
  }
}
