// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.sealome.query.catalog.SampleColumn;
import org.sealome.query.catalog.VariantColumn;
import org.sealome.zk.plan.SqlType;

/** One of the three tables that a dataset is. */
final class CohortTable extends AbstractTable {
  /** Which. */
  enum Kind {
    VARIANTS,
    SAMPLES,
    GENOTYPES
  }

  private record Field(String name, SqlTypeName type, boolean nullable) {}

  private final Kind kind;
  private final List<Field> fields;

  private CohortTable(Kind kind, List<Field> fields) {
    this.kind = kind;
    this.fields = fields;
  }

  /** The three tables of a dataset. */
  static CalciteSchema schema(Catalog catalog) {
    CalciteSchema schema = CalciteSchema.createRootSchema(false, false);
    List<Field> variants = new ArrayList<>();
    for (VariantColumn c : catalog.variantColumns()) {
      variants.add(new Field(c.name(), typeName(c.type()), variants.size() > 0));
    }
    List<Field> samples = new ArrayList<>();
    for (SampleColumn c : catalog.sampleColumns()) {
      samples.add(new Field(c.name(), typeName(c.type()), samples.size() > 0));
    }
    List<Field> genotypes =
        List.of(
            new Field("sample_id", SqlTypeName.VARCHAR, false),
            new Field("variant_id", SqlTypeName.VARCHAR, false),
            new Field("dosage", SqlTypeName.INTEGER, true),
            new Field("ploidy", SqlTypeName.INTEGER, true));
    for (CohortTable table :
        List.of(
            new CohortTable(Kind.VARIANTS, variants),
            new CohortTable(Kind.SAMPLES, samples),
            new CohortTable(Kind.GENOTYPES, genotypes))) {
      schema.add(table.kind.name().toLowerCase(Locale.ROOT), table);
    }
    return schema;
  }

  private static SqlTypeName typeName(SqlType type) {
    return switch (type) {
      case INTEGER -> SqlTypeName.INTEGER;
      case BIGINT -> SqlTypeName.BIGINT;
      case DOUBLE -> SqlTypeName.DOUBLE;
      case BOOLEAN -> SqlTypeName.BOOLEAN;
      case VARCHAR -> SqlTypeName.VARCHAR;
      case DECIMAL -> SqlTypeName.DECIMAL;
    };
  }

  Kind kind() {
    return kind;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory factory) {
    RelDataTypeFactory.Builder builder = factory.builder();
    for (Field f : fields) {
      builder.add(f.name(), f.type()).nullable(f.nullable());
    }
    return builder.build();
  }
}
