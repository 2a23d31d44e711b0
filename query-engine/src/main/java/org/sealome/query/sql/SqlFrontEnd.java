// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import java.util.Properties;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/** Parser, validator and converter: from SQL text to a relational plan without a convention. */
final class SqlFrontEnd {
  /** Babel's leniency, but every selected column is grouped or aggregated. */
  private static final SqlConformance CONFORMANCE =
      new SqlDelegatingConformance(SqlConformanceEnum.BABEL) {
        @Override
        public boolean isNonStrictGroupBy() {
          return false;
        }
      };

  private static final SqlParser.Config PARSER =
      SqlParser.config()
          .withParserFactory(SqlBabelParserImpl.FACTORY)
          .withQuoting(Quoting.DOUBLE_QUOTE)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withQuotedCasing(Casing.UNCHANGED)
          .withCaseSensitive(false)
          .withConformance(CONFORMANCE);

  private static final SqlToRelConverter.Config CONVERTER =
      SqlToRelConverter.config()
          .withExpand(false)
          .withTrimUnusedFields(false)
          .withInSubQueryThreshold(Integer.MAX_VALUE);

  private final CalciteCatalogReader reader;
  private final RelDataTypeFactory types = new JavaTypeFactoryImpl(SealomeTypeSystem.INSTANCE);

  SqlFrontEnd(Catalog catalog) {
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
    reader =
        new CalciteCatalogReader(
            CohortTable.schema(catalog),
            List.of(),
            types,
            new CalciteConnectionConfigImpl(properties));
  }

  /** The statement, or a usage error that says where. */
  static SqlNode parse(String sql) {
    SqlNode node;
    try {
      node = SqlParser.create(DuckDbSpelling.spelledOut(sql), PARSER).parseQuery();
    } catch (SqlParseException e) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "not SQL: " + firstLine(e.getMessage()),
          "one SELECT over variants, samples and genotypes, without a trailing ';'",
          e);
    }
    if (!node.isA(SqlKind.QUERY)) {
      throw new SealomeException(
          ErrorCode.USAGE, "only queries are answered, not " + node.getKind(), "ask a SELECT");
    }
    return Division.in(SemiJoins.in(node));
  }

  /** The relational plan of a parsed statement. */
  RelRoot convert(SqlNode node) {
    SqlValidator validator =
        SqlValidatorUtil.newValidator(
            FurtherFunctions.OPERATORS,
            reader,
            types,
            SqlValidator.Config.DEFAULT
                .withConformance(CONFORMANCE)
                .withDefaultNullCollation(NullCollation.HIGH)
                .withTypeCoercionFactory(NoCoercion::new)
                .withIdentifierExpansion(true));
    try {
      SqlNode valid = validator.validate(node);
      RelOptCluster cluster = RelOptCluster.create(traits(), new RexBuilder(types));
      SqlToRelConverter converter =
          new SqlToRelConverter(
              (type, query, schemaPath, viewPath) -> null,
              validator,
              reader,
              cluster,
              StandardConvertletTable.INSTANCE,
              CONVERTER);
      return converter.convertQuery(valid, false, true);
    } catch (CalciteContextException e) {
      String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new SealomeException(
          ErrorCode.USAGE,
          "line " + e.getPosLine() + ", column " + e.getPosColumn() + ": " + firstLine(why),
          "the tables are variants, samples and genotypes(sample_id, variant_id, dosage, ploidy)",
          e);
    } catch (CalciteException e) {
      throw new SealomeException(
          ErrorCode.USAGE, firstLine(e.getMessage()), "see the dialect in the documentation", e);
    } catch (UnsupportedOperationException | AssertionError | NullPointerException e) {
      // The converter's ways of saying that it does not know something the validator let pass.
      throw new SealomeException(
          ErrorCode.USAGE,
          "the statement uses SQL that is not supported: " + firstLine(e.getMessage()),
          "see the dialect in the documentation",
          e);
    }
  }

  /** Only says which traits there are; the planning itself is {@link PlanRules}'. */
  private static RelOptPlanner traits() {
    VolcanoPlanner planner = new VolcanoPlanner();
    planner.addRelTraitDef(ConventionTraitDef.INSTANCE);
    return planner;
  }

  private static String firstLine(String message) {
    return message == null ? "unknown" : message.lines().findFirst().orElse("");
  }
}
