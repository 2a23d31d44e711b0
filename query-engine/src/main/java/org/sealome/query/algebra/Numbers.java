// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.math.BigDecimal;
import java.util.Comparator;
import org.sealome.zk.plan.SqlType;

/** What the values of SQL types are to one another. */
final class Numbers {
  /** Values of one type, as SQL orders them. */
  static final Comparator<Object> VALUES =
      (a, b) ->
          a instanceof Number x && b instanceof Number y
              ? decimal(x).compareTo(decimal(y))
              : a instanceof Boolean p && b instanceof Boolean q
                  ? Boolean.compare(p, q)
                  : compareText(a.toString(), b.toString());

  private Numbers() {}

  /** The type of a sum or a product of both. */
  static SqlType wider(SqlType a, SqlType b) {
    if (a == SqlType.DOUBLE || b == SqlType.DOUBLE) {
      return SqlType.DOUBLE;
    }
    return a == SqlType.DECIMAL || b == SqlType.DECIMAL ? SqlType.DECIMAL : SqlType.BIGINT;
  }

  private static BigDecimal decimal(Number n) {
    return n instanceof BigDecimal d ? d : new BigDecimal(n.toString());
  }

  /** By code point. */
  private static int compareText(String a, String b) {
    int[] x = a.codePoints().toArray();
    int[] y = b.codePoints().toArray();
    return java.util.Arrays.compare(x, y);
  }
}
