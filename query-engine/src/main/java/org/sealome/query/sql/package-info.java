// SPDX-License-Identifier: Apache-2.0
/**
 * SQL to canonical plans, on Apache Calcite. A statement is parsed and validated against the public
 * schema ({@link org.sealome.query.sql.SqlFrontEnd}); rules ({@link
 * org.sealome.query.sql.PlanRules}) move its relational plan from no convention into three: PUBLIC
 * (answered by DuckDB at once), ENCRYPTED (symbolic rows, patient by patient) and RELEASED (what
 * the steward computes from released integers). {@link org.sealome.query.sql.ReleasedAggregate} is
 * the only way from ENCRYPTED to RELEASED.
 */
package org.sealome.query.sql;
