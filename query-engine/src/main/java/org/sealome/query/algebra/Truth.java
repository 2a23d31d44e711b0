// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

/**
 * A predicate in SQL's three-valued logic.
 *
 * @param isTrue 1 where it is TRUE, else 0
 * @param isFalse 1 where it is FALSE, else 0; neither: NULL
 */
record Truth(Form isTrue, Form isFalse) {
  static final Truth TRUE = new Truth(Form.ONE, Form.ZERO);
  static final Truth FALSE = new Truth(Form.ZERO, Form.ONE);
  static final Truth UNKNOWN = new Truth(Form.ZERO, Form.ZERO);

  static Truth of(Object value) {
    return value == null ? UNKNOWN : (Boolean) value ? TRUE : FALSE;
  }

  Truth not() {
    return new Truth(isFalse, isTrue);
  }

  /** TRUE where both are; FALSE where one is: 1 − (1 − F)(1 − F′), one product. */
  Truth and(Truth other) {
    return new Truth(
        isTrue.times(other.isTrue),
        isFalse.complement().times(other.isFalse.complement()).complement());
  }

  Truth or(Truth other) {
    return not().and(other.not()).not();
  }

  /** Never NULL: TRUE where {@code when} is 1. */
  static Truth certain(Form when) {
    return new Truth(when, when.complement());
  }
}
