// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.math.RoundingMode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/** Types as users of SQL engines expect them: SUM of integers is BIGINT, AVG is DOUBLE. */
final class SealomeTypeSystem extends RelDataTypeSystemImpl {
  static final SealomeTypeSystem INSTANCE = new SealomeTypeSystem();

  private SealomeTypeSystem() {}

  @Override
  public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
    SqlTypeName type =
        switch (argument.getSqlTypeName()) {
          case TINYINT, SMALLINT, INTEGER, BIGINT -> SqlTypeName.BIGINT;
          case FLOAT, REAL, DOUBLE -> SqlTypeName.DOUBLE;
          default -> null;
        };
    return type == null
        ? super.deriveSumType(factory, argument)
        : factory.createTypeWithNullability(factory.createSqlType(type), argument.isNullable());
  }

  @Override
  public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
    return factory.createTypeWithNullability(
        factory.createSqlType(SqlTypeName.DOUBLE), argument.isNullable());
  }

  @Override
  public RelDataType deriveCovarType(
      RelDataTypeFactory factory, RelDataType first, RelDataType second) {
    return factory.createTypeWithNullability(
        factory.createSqlType(SqlTypeName.DOUBLE), first.isNullable() || second.isNullable());
  }

  /** Of a constant: {@code CAST(2.5 AS INTEGER)} is 3, as it is of a column. */
  @Override
  public RoundingMode roundingMode() {
    return RoundingMode.HALF_UP;
  }

  /** CASE of strings of different lengths is VARCHAR: nothing is padded. */
  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }
}
