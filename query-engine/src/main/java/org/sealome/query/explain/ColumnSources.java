// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Rest;

/**
 * Which cells of a plan a column of its answer depends on: by its values, and by which rows there
 * are.
 */
final class ColumnSources {
  private ColumnSources() {}

  /**
   * One set of indices into {@link Plan#cells()} a column.
   *
   * @throws IllegalArgumentException for a refused plan, which has no columns
   */
  static List<BitSet> cells(Plan plan) {
    if (plan.rest() == null) {
      throw new IllegalArgumentException("a refused plan has no columns");
    }
    return of(plan.rest());
  }

  /** Indices into {@link Plan#releases()} that the cells are computed from. */
  static BitSet releases(Plan plan, BitSet cells) {
    BitSet releases = new BitSet();
    cells.stream()
        .forEach(c -> plan.cells().get(c).value().releases().keySet().forEach(releases::set));
    return releases;
  }

  private static List<BitSet> of(Rest rest) {
    return switch (rest) {
      case Rest.Table t -> table(t);
      case Rest.Project p -> p.values().stream().map(e -> expression(e, of(p.input()))).toList();
      case Rest.Filter f -> {
        List<BitSet> input = of(f.input());
        yield all(input, expression(f.condition(), input));
      }
      case Rest.Sort s -> {
        List<BitSet> input = of(s.input());
        BitSet keys = new BitSet();
        s.keys().forEach(k -> keys.or(input.get(k.column())));
        // Sorting alone is seen in the order only; what is cut off is seen in every column.
        yield s.fetch() < 0 && s.offset() == 0 ? input : all(input, keys);
      }
      case Rest.Aggregate a -> aggregate(a);
      case Rest.Scalars s -> {
        List<BitSet> columns = new ArrayList<>(of(s.input()));
        s.queries().forEach(q -> columns.add(of(q).getFirst()));
        yield columns;
      }
      case Rest.Join j -> {
        List<BitSet> both = new ArrayList<>(of(j.left()));
        both.addAll(of(j.right()));
        yield all(both, expression(j.condition(), both));
      }
      case Rest.Union u -> {
        List<BitSet> columns = none(u.columns());
        for (Rest input : u.inputs()) {
          List<BitSet> its = of(input);
          for (int i = 0; i < columns.size(); i++) {
            columns.get(i).or(its.get(i));
          }
        }
        yield columns;
      }
    };
  }

  private static List<BitSet> table(Rest.Table table) {
    List<BitSet> columns = none(table.columns());
    BitSet exist = new BitSet();
    for (Rest.Row row : table.rows()) {
      if (row.exists() != null) {
        exist.set(row.exists());
      }
      for (int i = 0; i < columns.size(); i++) {
        columns.get(i).or(expression(row.values().get(i), List.of()));
      }
    }
    return all(columns, exist);
  }

  private static List<BitSet> aggregate(Rest.Aggregate aggregate) {
    List<BitSet> input = of(aggregate.input());
    BitSet keys = new BitSet();
    List<BitSet> columns = new ArrayList<>();
    for (int key : aggregate.keys()) {
      keys.or(input.get(key));
      columns.add(input.get(key));
    }
    for (Rest.Measure measure : aggregate.measures()) {
      BitSet cells = new BitSet();
      if (measure.column() >= 0) {
        cells.or(input.get(measure.column()));
      } else {
        input.forEach(cells::or);
      }
      if (measure.filter() >= 0) {
        cells.or(input.get(measure.filter()));
      }
      columns.add(cells);
    }
    return all(columns, keys);
  }

  private static BitSet expression(Expr expression, List<BitSet> input) {
    BitSet cells = new BitSet();
    switch (expression) {
      case Expr.Literal l -> {}
      case Expr.Input i -> cells.or(input.get(i.index()));
      case Expr.CellValue c -> cells.set(c.cell());
      case Expr.Call call -> call.operands().forEach(o -> cells.or(expression(o, input)));
    }
    return cells;
  }

  private static List<BitSet> all(Collection<BitSet> columns, BitSet more) {
    List<BitSet> wider = new ArrayList<>();
    for (BitSet column : columns) {
      BitSet cells = (BitSet) column.clone();
      cells.or(more);
      wider.add(cells);
    }
    return wider;
  }

  private static List<BitSet> none(List<Column> columns) {
    List<BitSet> none = new ArrayList<>();
    columns.forEach(c -> none.add(new BitSet()));
    return none;
  }
}
