// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.IntToLongFunction;

/**
 * Runs the rest of a plan: from released integers to rows. The steward does it to answer, a
 * verifier to check; both get the same rows, to the last bit of a DOUBLE.
 *
 * <p>What disclosure control has suppressed taints whatever is computed from it: an expression with
 * a suppressed input is NULL and flagged, whatever its operators (also IS NULL, COALESCE, and
 * branches that are not taken), and is not evaluated. A {@link Rest.Filter} drops the row, a {@link
 * Rest.Sort} takes the value for NULL. An aggregate over a suppressed value is suppressed but for
 * COUNT(*); where a grouping key is suppressed, its rows form a group of their own and no measure
 * of any group is told, since they may belong there. A row whose {@link Rest.Row#exists} cell is
 * suppressed is there in any case, and aggregates over such rows are suppressed.
 */
public final class RestEvaluator {
  /** Stands where a suppressed value stood, until the answer is complete. */
  static final Object SUPPRESSED = new Object();

  private final Plan plan;
  private final IntToLongFunction cells;
  private final boolean[] suppressedCells;

  /** Suppressed cells that are taken to be positive where nothing else of them is asked. */
  private final BitSet present;

  /** Whether a NULL that is known to be one is not kept for what it would else be made of. */
  private final boolean lenient;

  /** Rows that are there whether or not they should be; by identity. */
  private final Set<Object[]> uncertain = Collections.newSetFromMap(new IdentityHashMap<>());

  private RestEvaluator(
      Plan plan, IntToLongFunction cells, boolean[] suppressedCells, BitSet present) {
    this.lenient = present != null;
    this.plan = plan;
    this.cells = cells;
    this.suppressedCells = suppressedCells;
    this.present = lenient ? (BitSet) present.clone() : new BitSet();
  }

  /**
   * The answer of a plan that was not refused.
   *
   * @param released one integer for each of {@link Plan#releases()}
   * @param populationSizes number of consenting patients in each of {@link Plan#populations()}
   * @param suppressedCells for each of {@link Plan#cells()}, whether disclosure control keeps it
   * @throws EvaluationException where an expression has no value (overflow, division by zero, …)
   * @throws IllegalArgumentException where an array has not the length that the plan says, or the
   *     plan was refused
   */
  public static Answer evaluate(
      Plan plan, long[] released, long[] populationSizes, boolean[] suppressedCells) {
    requireLength(released.length, plan.releases().size(), "releases");
    requireLength(populationSizes.length, plan.populations().size(), "populations");
    return run(
        plan,
        c -> value(plan.cells().get(c).value(), populationSizes, released),
        suppressedCells,
        null);
  }

  /**
   * The answer as far as some cells tell it. The others are as good as suppressed, but that those
   * in {@code present} count as positive for a row's being there and for an aggregate's not being
   * NULL.
   *
   * @param cells value of a cell that is not unknown
   * @param unknown one flag a cell
   * @throws EvaluationException where an expression has no value
   */
  public static Answer evaluate(
      Plan plan, IntToLongFunction cells, boolean[] unknown, BitSet present) {
    return run(plan, cells, unknown, present);
  }

  private static Answer run(
      Plan plan, IntToLongFunction cells, boolean[] suppressed, BitSet present) {
    if (plan.rest() == null) {
      throw new IllegalArgumentException("a refused plan has no answer");
    }
    requireLength(suppressed.length, plan.cells().size(), "cells");
    RestEvaluator evaluator = new RestEvaluator(plan, cells, suppressed, present);
    return answer(plan.rest().columns(), evaluator.rows(plan.rest()));
  }

  private static void requireLength(int given, int planned, String of) {
    if (given != planned) {
      throw new IllegalArgumentException(
          "the plan has " + planned + " " + of + ", " + given + " were given");
    }
  }

  private static Answer answer(List<Column> columns, List<Object[]> rows) {
    List<List<Object>> out = new ArrayList<>(rows.size());
    List<Answer.Position> suppressed = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      Object[] row = rows.get(r);
      for (int c = 0; c < row.length; c++) {
        if (row[c] == SUPPRESSED) {
          row[c] = null;
          suppressed.add(new Answer.Position(r, c));
        }
      }
      // Not List.copyOf: a row may hold NULL.
      out.add(java.util.Collections.unmodifiableList(Arrays.asList(row)));
    }
    return new Answer(columns, out, suppressed);
  }

  /** Fresh lists of rows; the arrays may be shared with nobody but the caller. */
  private List<Object[]> rows(Rest rest) {
    if (rest instanceof Rest.Table table) {
      return table(table);
    }
    if (rest instanceof Rest.Project project) {
      List<Object[]> rows = rows(project.input());
      rows.replaceAll(row -> follow(row, project(project.values(), row)));
      return rows;
    }
    if (rest instanceof Rest.Filter filter) {
      List<Object[]> rows = rows(filter.input());
      rows.removeIf(row -> !Boolean.TRUE.equals(evaluate(filter.condition(), row)));
      return rows;
    }
    if (rest instanceof Rest.Sort sort) {
      return sort(sort, rows(sort.input()));
    }
    if (rest instanceof Rest.Aggregate aggregate) {
      List<Object[]> rows = rows(aggregate.input());
      return Aggregation.rows(aggregate, rows, rows.stream().anyMatch(uncertain::contains));
    }
    if (rest instanceof Rest.Scalars scalars) {
      return scalars(scalars);
    }
    if (rest instanceof Rest.Join join) {
      return Joining.rows(
          join,
          rows(join.left()),
          rows(join.right()),
          pair -> evaluate(join.condition(), pair),
          uncertain);
    }
    List<Object[]> all = new ArrayList<>();
    for (Rest input : ((Rest.Union) rest).inputs()) {
      all.addAll(rows(input));
    }
    return all;
  }

  private List<Object[]> scalars(Rest.Scalars scalars) {
    Object[] values = new Object[scalars.queries().size()];
    for (int i = 0; i < values.length; i++) {
      List<Object[]> rows = rows(scalars.queries().get(i));
      if (rows.size() > 1 && rows.stream().noneMatch(uncertain::contains)) {
        throw EvaluationException.severalRows(rows.size());
      }
      values[i] =
          rows.isEmpty() ? null : uncertain.contains(rows.get(0)) ? SUPPRESSED : rows.get(0)[0];
    }
    List<Object[]> rows = rows(scalars.input());
    rows.replaceAll(
        row -> {
          Object[] longer = Arrays.copyOf(row, row.length + values.length);
          System.arraycopy(values, 0, longer, row.length, values.length);
          return follow(row, longer);
        });
    return rows;
  }

  /** What becomes of a row is as uncertain as the row. */
  private Object[] follow(Object[] row, Object[] next) {
    if (uncertain.contains(row)) {
      uncertain.add(next);
    }
    return next;
  }

  private List<Object[]> table(Rest.Table table) {
    List<Object[]> rows = new ArrayList<>(table.rows().size());
    for (Rest.Row row : table.rows()) {
      boolean isThere = row.exists() == null || present.get(row.exists());
      if (!isThere && suppressedCells[row.exists()]) {
        Object[] values = project(row.values(), null);
        row.telling().forEach(c -> values[c] = SUPPRESSED);
        uncertain.add(values);
        rows.add(values);
      } else if (isThere || cells.applyAsLong(row.exists()) > 0) {
        rows.add(project(row.values(), null));
      }
    }
    return rows;
  }

  private static long value(Affine affine, long[] populationSizes, long[] released) {
    try {
      return affine.value(populationSizes, released);
    } catch (ArithmeticException e) {
      throw EvaluationException.overflow(SqlType.BIGINT);
    }
  }

  private Object[] project(List<Expr> values, Object[] row) {
    Object[] out = new Object[values.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = evaluate(values.get(i), row);
    }
    return out;
  }

  private Object evaluate(Expr expr, Object[] row) {
    if (tainted(expr, row)) {
      return SUPPRESSED;
    }
    return Expressions.value(
        expr, i -> row[i], c -> present.get(c) ? (Long) 1L : (Long) cells.applyAsLong(c));
  }

  private boolean tainted(Expr expr, Object[] row) {
    if (expr instanceof Expr.Input input) {
      return row[input.index()] == SUPPRESSED;
    }
    if (expr instanceof Expr.CellValue cell) {
      return suppressedCells[cell.cell()];
    }
    if (expr instanceof Expr.Call call) {
      List<Expr> operands = call.operands();
      int first = 0;
      int presence = lenient ? CellKnowledge.presence(expr) : -1;
      if (presence >= 0 && present.get(presence)) {
        first = 1;
      } else if (presence >= 0 && !suppressedCells[presence] && cells.applyAsLong(presence) <= 0) {
        return false;
      }
      for (int i = first; i < operands.size(); i++) {
        if (tainted(operands.get(i), row)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Object[]> sort(Rest.Sort sort, List<Object[]> rows) {
    if (!sort.keys().isEmpty()) {
      rows.sort(comparator(sort.keys()));
    }
    int from = (int) Math.min(Math.max(0, sort.offset()), rows.size());
    int to = rows.size();
    if (sort.fetch() >= 0) {
      to = (int) Math.min(to, from + Math.min(sort.fetch(), rows.size()));
    }
    return new ArrayList<>(rows.subList(from, to));
  }

  private static Comparator<Object[]> comparator(List<Rest.SortKey> keys) {
    return (a, b) -> {
      for (int i = 0; i < keys.size(); i++) {
        Rest.SortKey key = keys.get(i);
        int order = compare(key, a[key.column()], b[key.column()]);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  /** Which of two values comes first; suppressed ones are NULL. */
  static int compare(Rest.SortKey key, Object a, Object b) {
    boolean aNull = a == null || a == SUPPRESSED;
    boolean bNull = b == null || b == SUPPRESSED;
    if (aNull || bNull) {
      return aNull == bNull ? 0 : aNull == key.nullsFirst() ? -1 : 1;
    }
    int order = Comparison.compare(a, b);
    return key.descending() ? -order : order;
  }
}
