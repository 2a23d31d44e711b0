// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which encrypted cells the columns of an answer depend on, and which its rows; canonically. */
final class PartsOf {
  /**
   * What a column depends on.
   *
   * @param values cells that its values are computed from, given the rows
   * @param through cells that decide about rows that its values are put together from
   */
  private record Uses(BitSet values, BitSet through) {
    Uses() {
      this(new BitSet(), new BitSet());
    }

    void add(Uses other) {
      values.or(other.values);
      through.or(other.through);
    }

    Uses copy() {
      Uses out = new Uses();
      out.add(this);
      return out;
    }
  }

  private final CellKnowledge cells;
  private final BitSet shape = new BitSet();
  private final BitSet values = new BitSet();
  private final BitSet presence = new BitSet();
  private final List<Uses> columns;

  private PartsOf(Plan plan, CellKnowledge cells) {
    this.cells = cells;
    this.columns = columns(plan.rest());
  }

  static PartsOf of(Plan plan, CellKnowledge cells) {
    return new PartsOf(plan, cells);
  }

  /** A copy: the cells that a column's values depend on, given the rows. */
  BitSet column(int column) {
    BitSet all = (BitSet) columns.get(column).values.clone();
    all.or(columns.get(column).through);
    return all;
  }

  /** Those that decide about rows, now gone, that a column's values are put together from. */
  BitSet through(int column) {
    return columns.get(column).through;
  }

  /** Those that decide which rows there are and in which order. */
  BitSet shape() {
    return shape;
  }

  /** Those of which more counts than whether they are positive. */
  BitSet values() {
    return values;
  }

  /** Those whose being positive says that a row or a value is there. */
  BitSet presence() {
    return presence;
  }

  BitSet all() {
    BitSet all = (BitSet) shape.clone();
    for (int c = 0; c < columns.size(); c++) {
      all.or(column(c));
    }
    return all;
  }

  private List<Uses> columns(Rest rest) {
    List<Uses> out = new ArrayList<>();
    if (rest instanceof Rest.Table table) {
      return table(table);
    }
    if (rest instanceof Rest.Project project) {
      List<Uses> input = columns(project.input());
      project.values().forEach(v -> out.add(inputs(v, input)));
      return out;
    }
    if (rest instanceof Rest.Filter filter) {
      List<Uses> input = columns(filter.input());
      decides(inputs(filter.condition(), input));
      return input;
    }
    if (rest instanceof Rest.Sort sort) {
      List<Uses> input = columns(sort.input());
      sort.keys().forEach(k -> decides(input.get(k.column())));
      return input;
    }
    if (rest instanceof Rest.Aggregate aggregate) {
      return aggregate(aggregate);
    }
    if (rest instanceof Rest.Scalars scalars) {
      List<Uses> all = new ArrayList<>(columns(scalars.input()));
      for (Rest query : scalars.queries()) {
        all.addAll(columns(query));
        // Which row of the query there is, or none.
        all.get(all.size() - 1).through.or(shape);
      }
      return all;
    }
    if (rest instanceof Rest.Join join) {
      List<Uses> both = new ArrayList<>(columns(join.left()));
      both.addAll(columns(join.right()));
      decides(inputs(join.condition(), both));
      // NULLs stand beside a row without a partner.
      both.forEach(u -> u.through.or(shape));
      return both;
    }
    for (Rest input : ((Rest.Union) rest).inputs()) {
      List<Uses> more = columns(input);
      for (int c = 0; c < more.size(); c++) {
        if (out.size() <= c) {
          out.add(new Uses());
        }
        out.get(c).add(more.get(c));
      }
    }
    return out;
  }

  private List<Uses> table(Rest.Table table) {
    List<Uses> out = new ArrayList<>();
    table.columns().forEach(c -> out.add(new Uses()));
    for (Rest.Row row : table.rows()) {
      for (int c = 0; c < out.size(); c++) {
        cells.valueCells(row.values().get(c), values);
        cells.valueCells(row.values().get(c), out.get(c).values);
        cells.presenceCells(row.values().get(c), out.get(c).values);
        cells.presenceCells(row.values().get(c), presence);
      }
      if (row.exists() != null && cells.isEncrypted(row.exists())) {
        shape.set(cells.canonical(row.exists()));
        presence.set(cells.canonical(row.exists()));
      }
    }
    return out;
  }

  private void decides(Uses on) {
    shape.or(on.values);
    shape.or(on.through);
  }

  /** The shape so far holds that of the input: which rows a group has. */
  private List<Uses> aggregate(Rest.Aggregate aggregate) {
    List<Uses> input = columns(aggregate.input());
    List<Uses> out = new ArrayList<>();
    for (int key : aggregate.keys()) {
      decides(input.get(key));
      out.add(input.get(key).copy());
    }
    for (Rest.Measure measure : aggregate.measures()) {
      Uses of = new Uses();
      if (measure.column() >= 0) {
        of.add(input.get(measure.column()));
      }
      if (measure.filter() >= 0) {
        of.add(input.get(measure.filter()));
      }
      of.through.or(shape);
      out.add(of);
    }
    return out;
  }

  private static Uses inputs(Expr expr, List<Uses> input) {
    Uses out = new Uses();
    if (expr instanceof Expr.Input column) {
      out.add(input.get(column.index()));
    } else if (expr instanceof Expr.Call call) {
      call.operands().forEach(o -> out.add(inputs(o, input)));
    }
    return out;
  }
}
