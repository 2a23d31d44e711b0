// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** The texts that stand in a statement, of which some may be patients' ids. */
public final class SqlTexts {
  private SqlTexts() {}

  /**
   * All of them.
   *
   * @throws org.sealome.query.SealomeException USAGE where it is no statement
   */
  public static Set<String> in(String sql) {
    Set<String> texts = new TreeSet<>();
    SqlFrontEnd.parse(sql)
        .accept(
            new SqlBasicVisitor<Void>() {
              @Override
              public Void visit(SqlLiteral literal) {
                if (literal instanceof SqlCharStringLiteral) {
                  texts.add(literal.toValue());
                }
                return null;
              }
            });
    return texts;
  }
}
