// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.sealome.query.algebra.Sym;
import org.sealome.zk.plan.Expr;

/**
 * An expression over the columns of a row, in the closed language. What is not a column of the row
 * (a subquery, a column of an outer row) is an input beyond its width.
 */
record RowExpression(Expr expression, int width, List<Outer> outers) {
  /** An input beyond the row's own columns. */
  sealed interface Outer {}

  /** A subquery, asked for every row. */
  record SubQuery(RexSubQuery query) implements Outer {}

  /** A column of an outer query's row. */
  record Correlated(CorrelationId row, int column) implements Outer {}

  /** A window function over the rows that this one is of. */
  record Window(RexOver function) implements Outer {}

  RowExpression {
    outers = List.copyOf(outers);
  }

  /** Whether only the row's own columns are in it. */
  boolean isLocal() {
    return outers.isEmpty();
  }

  /** The value for a row. */
  Sym bind(List<Sym> row, java.util.function.Function<Outer, Sym> outer) {
    return bind(expression, row, outer);
  }

  private Sym bind(Expr e, List<Sym> row, java.util.function.Function<Outer, Sym> outer) {
    return switch (e) {
      case Expr.Literal l -> new Sym.Literal(l.value(), l.type());
      case Expr.Input i ->
          i.index() < width ? row.get(i.index()) : outer.apply(outers.get(i.index() - width));
      case Expr.CellValue _ -> throw new IllegalStateException("a cell before release");
      case Expr.Call c -> {
        List<Sym> operands = new ArrayList<>(c.operands().size());
        for (Expr operand : c.operands()) {
          operands.add(bind(operand, row, outer));
        }
        yield Sym.apply(c.operator(), operands, c.type());
      }
    };
  }
}
