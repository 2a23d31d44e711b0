// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.rel2sql.RelToSqlConverter;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlDialect;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.EncryptedVariable.Variant;
import org.sealome.query.algebra.PlanBuilder;
import org.sealome.query.algebra.Sym;
import org.sealome.query.algebra.Template;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Rest;

/** One statement on its way from relational nodes to a plan. */
final class Translation {
  private static final SqlDialect DUCKDB = new MetadataDialect();

  /** A bound value and the variants that it looks at beyond its row's own. */
  record Bound(Sym value, BitSet variants) {}

  private final Catalog catalog;
  private final PlanBuilder plan;
  private final Map<String, Variant> panel;
  private final UnaryOperator<RelNode> conventions;
  private final Map<CorrelationId, List<Sym>> outerRows = new HashMap<>();
  private final Map<RexSubQuery, RelNode> subPlans = new IdentityHashMap<>();
  private int patients;

  Translation(Catalog catalog, Map<String, Variant> panel, UnaryOperator<RelNode> conventions) {
    this.catalog = catalog;
    this.plan = new PlanBuilder(catalog);
    this.panel = panel;
    this.conventions = conventions;
  }

  Catalog catalog() {
    return catalog;
  }

  PlanBuilder plan() {
    return plan;
  }

  /** A patient that no row is about yet. */
  int newPatient() {
    return patients++;
  }

  /** The panel's variant, or null. */
  Variant variant(String id) {
    return panel.get(id);
  }

  /** The symbolic rows of an encrypted or public input. */
  List<Template> rows(RelNode input) {
    return switch (input.stripped()) {
      case EncryptedRel encrypted -> encrypted.templates(this);
      case PublicQuery query -> {
        List<Column> columns = ReleasedRel.columns(query.getRowType());
        yield answer(query).stream()
            .map(
                row -> {
                  List<Sym> known = new ArrayList<>(row.size());
                  for (int i = 0; i < row.size(); i++) {
                    known.add(Sym.literal(row.get(i), columns.get(i).type()));
                  }
                  return Template.publicRow(known);
                })
            .toList();
      }
      default -> throw new IllegalStateException("no rows in " + input);
    };
  }

  /** The rest of the plan below a released or public input. */
  Rest rest(RelNode input) {
    return switch (input.stripped()) {
      case ReleasedRel released -> released.rest(this);
      case PublicQuery query -> {
        List<Column> columns = ReleasedRel.columns(query.getRowType());
        yield new Rest.Table(
            columns,
            answer(query).stream()
                .map(
                    row -> {
                      List<Expr> values = new ArrayList<>(row.size());
                      for (int i = 0; i < row.size(); i++) {
                        values.add(new Expr.Literal(row.get(i), columns.get(i).type()));
                      }
                      return new Rest.Row(values, null);
                    })
                .toList());
      }
      default -> throw new IllegalStateException("nothing released in " + input);
    };
  }

  /** The value of an expression for a row; the row stands for its correlation names meanwhile. */
  Bound bind(RowExpression expression, List<Sym> row, Set<CorrelationId> correlations) {
    BitSet touched = new BitSet();
    if (expression.isLocal()) {
      return new Bound(expression.bind(row, null), touched);
    }
    correlations.forEach(c -> outerRows.put(c, row));
    try {
      return new Bound(expression.bind(row, outer -> outer(outer, row, touched)), touched);
    } finally {
      correlations.forEach(outerRows::remove);
    }
  }

  /** A subquery's plan, in the conventions that carry it. */
  RelNode planned(RexSubQuery query) {
    return subPlans.computeIfAbsent(query, q -> conventions.apply(q.rel));
  }

  private Sym outer(RowExpression.Outer outer, List<Sym> row, BitSet touched) {
    return switch (outer) {
      case RowExpression.Correlated c -> {
        List<Sym> outerRow = outerRows.get(c.row());
        if (outerRow == null) {
          throw new SealomeException(
              ErrorCode.USAGE,
              "a subquery refers to a row that is not around it",
              "correlate with the query directly around the subquery");
        }
        yield outerRow.get(c.column());
      }
      case RowExpression.Window w ->
          throw new SealomeException(
              ErrorCode.PARAMETERS,
              "window functions over patients' rows are not supported: "
                  + w.function().getOperator().getName()
                  + " OVER",
              "they are over released ones: aggregate first");
      case RowExpression.SubQuery s -> {
        yield new SubQueryRows(this, s.query(), planned(s.query())).value(row, touched);
      }
    };
  }

  /** The rows of a public query, typed as its columns say. */
  private List<List<Object>> answer(PublicQuery query) {
    String sql =
        new RelToSqlConverter(DUCKDB)
            .visitRoot(query.plan())
            .asStatement()
            .toSqlString(DUCKDB)
            .getSql();
    List<Column> columns = ReleasedRel.columns(query.getRowType());
    List<List<Object>> rows = new ArrayList<>();
    try (Connection connection = catalog.publicMetadata();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<Object> row = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
          row.add(value(result, i + 1, columns.get(i)));
        }
        rows.add(row);
      }
    } catch (SQLException e) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "the part of the statement over variants fails: "
              + e.getMessage().lines().findFirst().orElse(""),
          "check the expressions over the columns of variants",
          e);
    }
    return rows;
  }

  private static Object value(ResultSet result, int column, Column type) throws SQLException {
    if (result.getObject(column) == null) {
      return null;
    }
    return switch (type.type()) {
      case BOOLEAN -> result.getBoolean(column);
      case INTEGER, BIGINT -> result.getLong(column);
      case DECIMAL -> result.getBigDecimal(column);
      case DOUBLE -> result.getDouble(column);
      case VARCHAR -> result.getString(column);
    };
  }
}
