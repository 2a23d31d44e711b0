// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.math.BigDecimal;

/**
 * Types of the closed expression language. Values are {@link Long} (BIGINT, INTEGER), {@link
 * java.math.BigDecimal}, {@link Double}, {@link String}, {@link Boolean}, or null.
 */
public enum SqlType {
  BOOLEAN,
  INTEGER,
  BIGINT,
  DECIMAL,
  DOUBLE,
  VARCHAR;

  /** {@code value} in the one form that a literal of this type has. */
  Object literal(Object value) {
    if (value == null) {
      return null;
    }
    switch (this) {
      case BOOLEAN:
        return require(value instanceof Boolean, value);
      case INTEGER:
        return require(value instanceof Long l && l == l.intValue(), value);
      case BIGINT:
        return require(value instanceof Long, value);
      case DECIMAL:
        return Numbers.bounded((BigDecimal) require(value instanceof BigDecimal, value));
      case DOUBLE:
        // −0 is 0.
        return (Double) require(value instanceof Double d && Double.isFinite(d), value) + 0.0;
      default:
        return require(value instanceof String, value);
    }
  }

  private Object require(boolean holds, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "a " + value.getClass().getSimpleName() + " is no literal of type " + this);
    }
    return value;
  }
}
