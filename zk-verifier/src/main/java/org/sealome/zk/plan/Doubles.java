// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The one text form of a DOUBLE. {@link Double#toString} differs between Java 17 and 19. */
final class Doubles {
  private Doubles() {}

  /**
   * The shortest decimal that reads back as {@code value}, and of those the nearest to it: {@code
   * 1.0}, {@code 0.0001}, {@code 1e-05}, {@code 1234567890123456.0}, {@code 1.5e+16}. Finite values
   * only.
   */
  static String toString(double value) {
    if (value == 0) {
      return "0.0";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return (long) value + ".0";
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal decimal = null;
    // Every decimal of 15 digits survives a normal DOUBLE, so no shorter one can be missed by
    // starting there; 17 digits tell all DOUBLEs apart.
    int least = Math.abs(value) < Double.MIN_NORMAL ? 1 : 15;
    for (int digits = least; digits <= 17; digits++) {
      decimal = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (decimal.doubleValue() == value) {
        break;
      }
    }
    decimal = decimal.stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = decimal.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = decimal.unscaledValue().abs().toString();
    StringBuilder out = new StringBuilder(24);
    if (value < 0) {
      out.append('-');
    }
    out.append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append('e').append(exponent < 0 ? '-' : '+');
    if (Math.abs(exponent) < 10) {
      out.append('0');
    }
    return out.append(Math.abs(exponent)).toString();
  }
}
