// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

/**
 * An integer that may be NULL.
 *
 * @param value the integer; 0 where it is NULL
 * @param present 1 where it is not NULL, else 0
 */
record Numeric(Form value, Form present) {
  static Numeric of(Object value) {
    return value == null
        ? new Numeric(Form.ZERO, Form.ZERO)
        : new Numeric(Form.constant((Long) value), Form.ONE);
  }

  Numeric plus(Numeric other, long factor) {
    return new Numeric(
        value.times(other.present).plus(other.value.times(present).times(factor)),
        present.times(other.present));
  }

  Numeric times(Numeric other) {
    return new Numeric(value.times(other.value), present.times(other.present));
  }
}
