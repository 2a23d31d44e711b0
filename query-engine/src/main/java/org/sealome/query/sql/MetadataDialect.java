// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import org.apache.calcite.sql.dialect.DuckDBSqlDialect;

/** DuckDB as it is: its strings have no character set, and aggregates do not nest. */
final class MetadataDialect extends DuckDBSqlDialect {
  MetadataDialect() {
    super(DEFAULT_CONTEXT);
  }

  @Override
  public boolean supportsCharSet() {
    return false;
  }

  @Override
  public boolean supportsNestedAggregations() {
    return false;
  }
}
