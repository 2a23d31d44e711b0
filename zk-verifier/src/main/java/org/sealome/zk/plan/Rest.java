// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.List;

/** From released integers to rows: what the steward does, and a verifier does again. */
public sealed interface Rest {

  List<Column> columns();

  /** Rows over cells; the only leaf. */
  record Table(List<Column> columns, List<Row> rows) implements Rest {
    public Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /**
   * A row of a {@link Table}.
   *
   * @param exists the cell that must be greater than zero for the row to be there; null: always.
   *     Where that cell is suppressed, the row is there whether or not it should be, so that it
   *     says nothing
   * @param telling columns whose value is a fact only where the row exists (an encrypted grouping
   *     key): suppressed with it
   */
  record Row(List<Expr> values, Integer exists, List<Integer> telling) {
    public Row {
      values = List.copyOf(values);
      telling = List.copyOf(telling);
    }

    public Row(List<Expr> values, Integer exists) {
      this(values, exists, List.of());
    }
  }

  /** One expression over the input's row for each column. */
  record Project(Rest input, List<Column> columns, List<Expr> values) implements Rest {
    public Project {
      columns = List.copyOf(columns);
      values = List.copyOf(values);
    }
  }

  /** Rows for which the condition is TRUE (NULL, suppressed: not). */
  record Filter(Rest input, Expr condition) implements Rest {
    @Override
    public List<Column> columns() {
      return input.columns();
    }
  }

  /**
   * Sorted, stable, then cut.
   *
   * @param fetch −1: all
   */
  record Sort(Rest input, List<SortKey> keys, long offset, long fetch) implements Rest {
    public Sort {
      keys = List.copyOf(keys);
    }

    @Override
    public List<Column> columns() {
      return input.columns();
    }
  }

  /** A column to sort by. */
  record SortKey(int column, boolean descending, boolean nullsFirst) {}

  /** Grouping of released rows; without keys exactly one row. */
  record Aggregate(Rest input, List<Integer> keys, List<Measure> measures, List<Column> columns)
      implements Rest {
    public Aggregate {
      keys = List.copyOf(keys);
      measures = List.copyOf(measures);
      columns = List.copyOf(columns);
    }
  }

  /**
   * An aggregate over released rows.
   *
   * @param column −1: COUNT(*)
   * @param filter BOOLEAN column that must be TRUE; −1: none
   */
  record Measure(Function function, int column, boolean distinct, int filter) {}

  /** Functions of {@link Aggregate}. */
  enum Function {
    COUNT,
    SUM,
    AVG,
    MIN,
    MAX,
    VAR_POP,
    VAR_SAMP,
    STDDEV_POP,
    STDDEV_SAMP
  }

  /**
   * The input's rows, each with a further column for every query: its one row's one value, NULL
   * where it has no row. A query of several rows is an error of the statement.
   */
  record Scalars(Rest input, List<Rest> queries) implements Rest {
    public Scalars {
      queries = List.copyOf(queries);
      if (queries.isEmpty() || queries.stream().anyMatch(q -> q.columns().size() != 1)) {
        throw new IllegalArgumentException("a scalar query has one column");
      }
    }

    @Override
    public List<Column> columns() {
      List<Column> all = new java.util.ArrayList<>(input.columns());
      queries.forEach(q -> all.add(q.columns().get(0)));
      return all;
    }
  }

  /**
   * Pairs of rows for which the condition is TRUE, the left row's columns first.
   *
   * @param condition over the columns of both
   * @param keepLeft also left rows without a partner, NULLs in the right columns
   * @param keepRight also right rows without a partner, NULLs in the left columns
   */
  record Join(Rest left, Rest right, Expr condition, boolean keepLeft, boolean keepRight)
      implements Rest {
    @Override
    public List<Column> columns() {
      List<Column> all = new java.util.ArrayList<>(left.columns());
      all.addAll(right.columns());
      return all;
    }
  }

  /** UNION ALL. */
  record Union(List<Rest> inputs) implements Rest {
    public Union {
      inputs = List.copyOf(inputs);
      if (inputs.isEmpty()) {
        throw new IllegalArgumentException("a union needs an input");
      }
    }

    @Override
    public List<Column> columns() {
      return inputs.get(0).columns();
    }
  }
}
