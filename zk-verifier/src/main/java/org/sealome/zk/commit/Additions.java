// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.commit;

import org.bouncycastle.math.ec.custom.sec.SecP256R1Field;
import org.bouncycastle.math.raw.Nat256;

/**
 * Affine additions that share one inversion: five multiplications and a squaring each, where mixed
 * Jacobian coordinates need eleven. Complete: equal and opposite points and infinity, which an
 * adversary may bring about, are told apart. For one thread; its time depends on the points.
 */
final class Additions {
  /** Enough to make the inversion's share small, and few enough to stay in the nearest cache. */
  private static final int MAX_CAPACITY = 512;

  private final Points target;
  private final int[] index;
  private final int[][] addedX;

  /** The slope of the line through both points, as a fraction. */
  private final int[][] numerator;

  private final int[][] denominator;

  /** Products of the denominators up to and with each. */
  private final int[][] prefix;

  private final int[] slope = new int[FieldElements.WORDS];
  private final int[] inverse = new int[FieldElements.WORDS];
  private final int[] wide = new int[2 * FieldElements.WORDS];
  private int pending;

  Additions(Points target) {
    int capacity = Math.min(MAX_CAPACITY, target.size());
    this.target = target;
    index = new int[capacity];
    addedX = new int[capacity][];
    numerator = new int[capacity][FieldElements.WORDS];
    denominator = new int[capacity][FieldElements.WORDS];
    prefix = new int[capacity][FieldElements.WORDS];
  }

  /** {@code target[i] += source[j]}, at the latest at the next {@link #flush}; i not pending. */
  void add(int i, Points source, int j) {
    add(i, source.x[j], source.y[j]);
  }

  private void add(int i, int[] x, int[] y) {
    if (x == null) {
      return;
    }
    if (target.x[i] == null) {
      target.x[i] = x;
      target.y[i] = y;
      return;
    }
    int[] under = denominator[pending];
    int[] over = numerator[pending];
    SecP256R1Field.subtract(x, target.x[i], under);
    if (!Nat256.isZero(under)) {
      SecP256R1Field.subtract(y, target.y[i], over);
    } else if (Nat256.eq(y, target.y[i])) {
      // Tangent: (3x² − 3) / 2y. No point has y = 0, the order is odd.
      SecP256R1Field.square(x, over);
      SecP256R1Field.subtract(over, FieldElements.ONE, over);
      SecP256R1Field.twice(over, under);
      SecP256R1Field.add(over, under, over);
      SecP256R1Field.twice(y, under);
    } else {
      target.x[i] = null;
      target.y[i] = null;
      return;
    }
    index[pending] = i;
    addedX[pending] = x;
    if (++pending == index.length) {
      flush();
    }
  }

  /** Carries out what is pending. */
  void flush() {
    if (pending == 0) {
      return;
    }
    Nat256.copy(denominator[0], prefix[0]);
    for (int k = 1; k < pending; k++) {
      SecP256R1Field.multiply(prefix[k - 1], denominator[k], prefix[k], wide);
    }
    SecP256R1Field.inv(prefix[pending - 1], inverse);
    for (int k = pending - 1; k >= 0; k--) {
      if (k == 0) {
        SecP256R1Field.multiply(numerator[0], inverse, slope, wide);
      } else {
        SecP256R1Field.multiply(inverse, prefix[k - 1], slope, wide);
        SecP256R1Field.multiply(inverse, denominator[k], inverse, wide);
        SecP256R1Field.multiply(slope, numerator[k], slope, wide);
      }
      finish(index[k], addedX[k]);
    }
    pending = 0;
  }

  private void finish(int i, int[] otherX) {
    int[] x = new int[FieldElements.WORDS];
    int[] y = new int[FieldElements.WORDS];
    SecP256R1Field.square(slope, x, wide);
    SecP256R1Field.subtract(x, target.x[i], x);
    SecP256R1Field.subtract(x, otherX, x);
    SecP256R1Field.subtract(target.x[i], x, y);
    SecP256R1Field.multiply(y, slope, y, wide);
    SecP256R1Field.subtract(y, target.y[i], y);
    target.x[i] = x;
    target.y[i] = y;
  }
}
