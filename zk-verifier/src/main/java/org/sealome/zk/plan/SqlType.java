// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

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
  VARCHAR
}
