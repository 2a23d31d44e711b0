// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which encrypted cells the columns of an answer depend on, and which its rows; canonically. */
final class PartsOf {
  private final CellKnowledge cells;
  private final BitSet shape = new BitSet();
  private final BitSet values = new BitSet();
  private final List<BitSet> columns;

  private PartsOf(Plan plan, CellKnowledge cells) {
    this.cells = cells;
    this.columns = columns(plan.rest());
  }

  static PartsOf of(Plan plan, CellKnowledge cells) {
    return new PartsOf(plan, cells);
  }

  /** A copy: the cells that a column's values depend on, given the rows. */
  BitSet column(int column) {
    return (BitSet) columns.get(column).clone();
  }

  /** Those that decide which rows there are and in which order. */
  BitSet shape() {
    return shape;
  }

  /** Those of which more counts than whether they are positive. */
  BitSet values() {
    return values;
  }

  BitSet all() {
    BitSet all = (BitSet) shape.clone();
    columns.forEach(all::or);
    return all;
  }

  private List<BitSet> columns(Rest rest) {
    List<BitSet> out = new ArrayList<>();
    if (rest instanceof Rest.Table table) {
      table.columns().forEach(c -> out.add(new BitSet()));
      for (Rest.Row row : table.rows()) {
        for (int c = 0; c < out.size(); c++) {
          cells.valueCells(row.values().get(c), values);
          cells.valueCells(row.values().get(c), out.get(c));
          cells.presenceCells(row.values().get(c), out.get(c));
        }
        if (row.exists() != null && cells.isEncrypted(row.exists())) {
          shape.set(cells.canonical(row.exists()));
        }
      }
      return out;
    }
    if (rest instanceof Rest.Project project) {
      List<BitSet> input = columns(project.input());
      project.values().forEach(v -> out.add(inputs(v, input)));
      return out;
    }
    if (rest instanceof Rest.Filter filter) {
      List<BitSet> input = columns(filter.input());
      shape.or(inputs(filter.condition(), input));
      return input;
    }
    if (rest instanceof Rest.Sort sort) {
      List<BitSet> input = columns(sort.input());
      sort.keys().forEach(k -> shape.or(input.get(k.column())));
      return input;
    }
    if (rest instanceof Rest.Aggregate aggregate) {
      return aggregate(aggregate);
    }
    if (rest instanceof Rest.Scalars scalars) {
      List<BitSet> all = new ArrayList<>(columns(scalars.input()));
      scalars.queries().forEach(q -> all.addAll(columns(q)));
      return all;
    }
    if (rest instanceof Rest.Join join) {
      List<BitSet> both = new ArrayList<>(columns(join.left()));
      both.addAll(columns(join.right()));
      shape.or(inputs(join.condition(), both));
      return both;
    }
    for (Rest input : ((Rest.Union) rest).inputs()) {
      List<BitSet> more = columns(input);
      for (int c = 0; c < more.size(); c++) {
        if (out.size() <= c) {
          out.add(new BitSet());
        }
        out.get(c).or(more.get(c));
      }
    }
    return out;
  }

  private List<BitSet> aggregate(Rest.Aggregate aggregate) {
    List<BitSet> input = columns(aggregate.input());
    List<BitSet> out = new ArrayList<>();
    for (int key : aggregate.keys()) {
      shape.or(input.get(key));
      out.add((BitSet) input.get(key).clone());
    }
    for (Rest.Measure measure : aggregate.measures()) {
      BitSet of = new BitSet();
      if (measure.column() >= 0) {
        of.or(input.get(measure.column()));
      }
      if (measure.filter() >= 0) {
        of.or(input.get(measure.filter()));
      }
      out.add(of);
    }
    return out;
  }

  private static BitSet inputs(Expr expr, List<BitSet> input) {
    BitSet out = new BitSet();
    if (expr instanceof Expr.Input column) {
      out.or(input.get(column.index()));
    } else if (expr instanceof Expr.Call call) {
      call.operands().forEach(o -> out.or(inputs(o, input)));
    }
    return out;
  }
}
