// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

/**
 * What one encrypted value of a patient may be, and how a function of it is written over the planes
 * that hold it. The planes' products, {@code 1} among them, are a basis of the functions of the
 * value: class k brings in the k-th.
 */
sealed interface Axis {
  /** How many values there are; the first is where all planes are 0. */
  int classes();

  /** How many planes are multiplied in the k-th product. */
  int degree(int k);

  /** From the function's values to its coefficients, in place. */
  void coefficients(long[] values);

  /** A variant's call: 0/0, 0/1, 1/1, then not called, haploid 0, haploid 1 where it can be. */
  record Call(String variant, boolean canMiss, boolean canBeHaploid) implements Axis {
    @Override
    public int classes() {
      return 3 + (canMiss ? 1 : 0) + (canBeHaploid ? 2 : 0);
    }

    private int haploid() {
      return canMiss ? 4 : 3;
    }

    @Override
    public int degree(int k) {
      return k == 0 ? 0 : canBeHaploid && k == haploid() + 1 ? 2 : 1;
    }

    /** HET, HOM, MISSING and HAPLOID are planes; a haploid 1 is HET and HAPLOID. */
    @Override
    public void coefficients(long[] values) {
      for (int k = 1; k < values.length; k++) {
        values[k] -= values[0];
      }
      if (canBeHaploid) {
        values[haploid() + 1] -= values[1] + values[haploid()];
      }
    }

    Integer dosage(int k) {
      return k < 3 ? Integer.valueOf(k) : k < haploid() ? null : Integer.valueOf(k - haploid());
    }

    Integer ploidy(int k) {
      return k < 3 ? Integer.valueOf(2) : k < haploid() ? null : Integer.valueOf(1);
    }
  }

  /** {@code status}: NULL, then each category, each a plane. */
  record Category(String... names) implements Axis {
    @Override
    public int classes() {
      return 1 + names.length;
    }

    @Override
    public int degree(int k) {
      return k == 0 ? 0 : 1;
    }

    @Override
    public void coefficients(long[] values) {
      for (int k = 1; k < values.length; k++) {
        values[k] -= values[0];
      }
    }

    String value(int k) {
      return k == 0 ? null : names[k - 1];
    }
  }

  /** {@code age}: NULL, then {@code least} and up; a plane each for its presence and its bits. */
  record Number(int least, int bits) implements Axis {
    @Override
    public int classes() {
      return 1 + (1 << bits);
    }

    @Override
    public int degree(int k) {
      return k == 0 ? 0 : Math.max(1, Integer.bitCount(k - 1));
    }

    @Override
    public void coefficients(long[] values) {
      for (int bit = 1; bit < 1 << bits; bit <<= 1) {
        for (int u = 0; u < 1 << bits; u++) {
          if ((u & bit) != 0) {
            values[1 + u] -= values[1 + u - bit];
          }
        }
      }
      values[1] -= values[0];
    }

    Integer value(int k) {
      return k == 0 ? null : Integer.valueOf(least + k - 1);
    }
  }
}
