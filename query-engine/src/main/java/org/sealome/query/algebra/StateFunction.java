// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.Arrays;

/** An integer for every state of one variable. */
final class StateFunction {
  private final EncryptedVariable variable;
  private final long[] values;

  StateFunction(EncryptedVariable variable, long[] values) {
    this.variable = variable;
    this.values = values;
  }

  EncryptedVariable variable() {
    return variable;
  }

  long[] values() {
    return values;
  }

  /** Pointwise: both are of the same variable. */
  StateFunction times(StateFunction other) {
    long[] product = new long[values.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = Math.multiplyExact(values[i], other.values[i]);
    }
    return new StateFunction(variable, product);
  }

  StateFunction plus(StateFunction other, long factor) {
    long[] sum = new long[values.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Math.addExact(values[i], Math.multiplyExact(factor, other.values[i]));
    }
    return new StateFunction(variable, sum);
  }

  /** The greatest number that divides all values; they are not all 0. */
  long commonFactor() {
    long gcd = 0;
    for (long value : values) {
      long b = Math.abs(value);
      while (b != 0) {
        long rest = gcd % b;
        gcd = b;
        b = rest;
      }
    }
    return gcd;
  }

  StateFunction dividedBy(long divisor) {
    return divisor == 1
        ? this
        : new StateFunction(variable, Arrays.stream(values).map(v -> v / divisor).toArray());
  }

  /** Whether the value is the same in all states. */
  boolean isConstant() {
    for (long value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  /** Whether it tells a called state from another called one. */
  boolean tellsCalledApart() {
    Long called = null;
    for (int i = 0; i < values.length; i++) {
      if (!variable.missing(i)) {
        if (called != null && called != values[i]) {
          return true;
        }
        called = values[i];
      }
    }
    return false;
  }

  long min() {
    return Arrays.stream(values).min().orElseThrow();
  }

  long max() {
    return Arrays.stream(values).max().orElseThrow();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StateFunction f
        && f.variable.equals(variable)
        && Arrays.equals(f.values, values);
  }

  @Override
  public int hashCode() {
    return 31 * variable.hashCode() + Arrays.hashCode(values);
  }
}
