// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.SqlType;

/**
 * A window function over released rows: the rows joined with groups of themselves, so that whoever
 * evaluates a plan needs nothing new.
 *
 * <pre>
 * SUM(x) OVER (PARTITION BY p)             the row's group by p
 * SUM(x) OVER (PARTITION BY p ORDER BY o)  the groups by p and o up to the row's own, added up
 * RANK() OVER (PARTITION BY p ORDER BY o)  1 + the rows in the groups by p and o before its own
 * </pre>
 */
final class ReleasedWindow {
  /** Rows beyond which no two of them are compared. */
  private static final long MAX_ORDERED_ROWS = 3_000;

  private static final String SUPPORTED =
      "COUNT, SUM, AVG, MIN, MAX OVER (PARTITION BY … ORDER BY …) up to the current row, RANK,"
          + " DENSE_RANK and ROW_NUMBER are";

  private final RexOver over;
  private final Rest rows;
  private final Rest input;

  /** PARTITION BY, then ORDER BY. */
  private final List<Expr> keys = new ArrayList<>();

  private final List<Boolean> nullable = new ArrayList<>();
  private final List<RelFieldCollation> order = new ArrayList<>();
  private final int partitions;

  /**
   * @param rows whose columns the function refers to
   * @param input the same rows with further columns
   * @param unique whether no two rows are alike
   */
  private ReleasedWindow(Rest rows, Rest input, RexOver over, RexBuilder rex, boolean unique) {
    this.over = over;
    this.rows = rows;
    this.input = input;
    int width = rows.columns().size();
    RexWindow window = over.getWindow();
    for (RexNode key : window.partitionKeys) {
      keys.add(local(rex, key, width));
      nullable.add(key.getType().isNullable());
    }
    partitions = keys.size();
    for (RexFieldCollation key : window.orderKeys) {
      keys.add(local(rex, key.left, width));
      nullable.add(key.left.getType().isNullable());
      order.add(new RelFieldCollation(0, key.getDirection(), key.getNullDirection()));
    }
    if (over.getOperator().getName().equals("ROW_NUMBER")) {
      if (!unique) {
        throw refused("ROW_NUMBER over rows that may be alike", "RANK gives like rows one number");
      }
      // Any order of rows that are equal so far is as good as any other.
      for (int i = 0; i < width; i++) {
        keys.add(new Expr.Input(i, rows.columns().get(i).type()));
        nullable.add(true);
        order.add(new RelFieldCollation(0));
      }
    }
  }

  /**
   * The input with the function's value as a further column.
   *
   * @param rows the rows that the function is over, whose columns are the input's first ones
   * @param unique whether no two rows are alike
   */
  static Rest beside(Rest rows, Rest input, RexOver over, RexBuilder rex, boolean unique) {
    if (over.isDistinct() || over.ignoreNulls()) {
      throw refused("DISTINCT or IGNORE NULLS in a window function", SUPPORTED);
    }
    return new ReleasedWindow(rows, input, over, rex, unique).value(rex);
  }

  private Rest value(RexBuilder rex) {
    int width = rows.columns().size();
    SqlType type = RexTranslator.type(over.getType());
    String name = over.getOperator().getName();
    switch (name) {
      case "RANK", "DENSE_RANK", "ROW_NUMBER" -> {
        Rest.Function add = name.equals("DENSE_RANK") ? Rest.Function.COUNT : Rest.Function.SUM;
        Rest groups = groups(null, Rest.Function.COUNT, SqlType.BIGINT);
        return joined(
            ordered(groups, false, add, SqlType.BIGINT),
            at ->
                new Expr.Call(
                    Operator.PLUS,
                    List.of(orZero(at, SqlType.BIGINT), new Expr.Literal(1L, SqlType.BIGINT)),
                    type));
      }
      default -> {}
    }
    Rest.Function function =
        switch (name) {
          case "COUNT" -> Rest.Function.COUNT;
          case "SUM", "$SUM0" -> Rest.Function.SUM;
          case "MIN" -> Rest.Function.MIN;
          case "MAX" -> Rest.Function.MAX;
          default -> throw refused(name + " OVER", SUPPORTED);
        };
    Expr argument =
        over.getOperands().isEmpty() ? null : local(rex, over.getOperands().get(0), width);
    boolean running = running();
    if (!running) {
      keys.subList(partitions, keys.size()).clear();
    }
    Rest groups = groups(argument, function, type);
    if (running) {
      Rest.Function add = function == Rest.Function.COUNT ? Rest.Function.SUM : function;
      groups = ordered(groups, true, add, type);
    }
    return joined(groups, at -> name.equals("$SUM0") ? orZero(at, type) : new Expr.Input(at, type));
  }

  /** Whether the frame ends at the current row's peers; else it is the partition. */
  private boolean running() {
    RexWindow window = over.getWindow();
    boolean fromFirst =
        window.getLowerBound().isPreceding() && window.getLowerBound().isUnbounded();
    boolean toLast = window.getUpperBound().isFollowing() && window.getUpperBound().isUnbounded();
    boolean toCurrent = window.getUpperBound().isCurrentRow() && !window.isRows();
    if (!fromFirst || !toLast && !toCurrent) {
      throw refused("this window frame", "a window reaches from the first row to the current one");
    }
    return !toLast && !order.isEmpty();
  }

  /** A row for each of the keys' values: keys, then the measure. */
  private Rest groups(Expr argument, Rest.Function function, SqlType type) {
    List<Expr> values = new ArrayList<>(keys);
    if (argument != null) {
      values.add(argument);
    }
    List<Column> columns = new ArrayList<>();
    values.forEach(v -> columns.add(new Column("k" + columns.size(), v.type())));
    List<Column> out = new ArrayList<>(columns.subList(0, keys.size()));
    out.add(new Column("n", type));
    Rest.Measure measure =
        new Rest.Measure(function, argument == null ? -1 : keys.size(), false, -1);
    return new Rest.Aggregate(
        new Rest.Project(rows, columns, values), positions(), List.of(measure), out);
  }

  /** For each group what the groups before it, or up to it, have together. */
  private Rest ordered(Rest groups, boolean andOwn, Rest.Function add, SqlType type) {
    if (size(rows) > MAX_ORDERED_ROWS) {
      throw new SealomeException(
          ErrorCode.PARAMETERS,
          "a window with ORDER BY over more than " + MAX_ORDERED_ROWS + " rows is not supported",
          "ORDER BY and LIMIT the statement itself");
    }
    int width = keys.size() + 1;
    List<Expr> conditions = new ArrayList<>();
    for (int k = 0; k < partitions; k++) {
      conditions.add(same(k, k, k + width));
    }
    List<Expr> before = new ArrayList<>();
    List<Expr> equal = new ArrayList<>();
    for (int k = partitions; k < keys.size(); k++) {
      List<Expr> here = new ArrayList<>(equal);
      here.add(before(k, k + width, order.get(k - partitions)));
      before.add(all(here));
      equal.add(same(k, k, k + width));
    }
    if (andOwn) {
      before.add(all(equal));
    }
    conditions.add(call(Operator.OR, before));
    Rest pairs = new Rest.Join(groups, groups, all(conditions), true, false);
    List<Column> out = new ArrayList<>(groups.columns().subList(0, keys.size()));
    out.add(new Column("n", type));
    return new Rest.Aggregate(
        pairs, positions(), List.of(new Rest.Measure(add, width + keys.size(), false, -1)), out);
  }

  /** The input's rows with a value of their group's. */
  private Rest joined(Rest groups, IntFunction<Expr> value) {
    int width = input.columns().size();
    List<Expr> own = ReleasedRel.inputs(input.columns());
    List<Expr> left = new ArrayList<>(own);
    left.addAll(keys);
    List<Column> columns = new ArrayList<>(input.columns());
    keys.forEach(k -> columns.add(new Column("k" + columns.size(), k.type())));
    List<Expr> conditions = new ArrayList<>();
    for (int k = 0; k < keys.size(); k++) {
      conditions.add(same(k, width + k, left.size() + k));
    }
    Rest pairs =
        new Rest.Join(
            keys.isEmpty() ? input : new Rest.Project(input, columns, left),
            groups,
            all(conditions),
            true,
            false);
    List<Expr> values = new ArrayList<>(own);
    values.add(value.apply(left.size() + keys.size()));
    List<Column> out = new ArrayList<>(input.columns());
    out.add(new Column("w" + width, values.get(width).type()));
    return new Rest.Project(pairs, out, values);
  }

  /** Whether a key is the same in both; an equation where it can be one, for rows to be hashed. */
  private Expr same(int key, int a, int b) {
    SqlType type = keys.get(key).type();
    Operator operator = nullable.get(key) ? Operator.IS_NOT_DISTINCT_FROM : Operator.EQ;
    return call(operator, List.of(new Expr.Input(a, type), new Expr.Input(b, type)));
  }

  /** Whether the other's key comes before one's own. */
  private Expr before(int own, int other, RelFieldCollation direction) {
    SqlType type = keys.get(own).type();
    Expr mine = new Expr.Input(own, type);
    Expr its = new Expr.Input(other, type);
    boolean descending = direction.direction.isDescending();
    Expr less = call(descending ? Operator.GT : Operator.LT, List.of(its, mine));
    boolean nullsFirst =
        direction.nullDirection == RelFieldCollation.NullDirection.UNSPECIFIED
            ? descending
            : direction.nullDirection == RelFieldCollation.NullDirection.FIRST;
    Expr beyond =
        all(
            List.of(
                call(Operator.IS_NULL, List.of(nullsFirst ? its : mine)),
                call(Operator.IS_NOT_NULL, List.of(nullsFirst ? mine : its))));
    return call(Operator.OR, List.of(less, beyond));
  }

  private List<Integer> positions() {
    return IntStream.range(0, keys.size()).boxed().toList();
  }

  private static Expr orZero(int at, SqlType type) {
    Object zero =
        switch (type) {
          case DOUBLE -> 0.0;
          case DECIMAL -> BigDecimal.ZERO;
          default -> 0L;
        };
    return new Expr.Call(
        Operator.COALESCE, List.of(new Expr.Input(at, type), new Expr.Literal(zero, type)), type);
  }

  private static Expr all(List<Expr> conditions) {
    return conditions.isEmpty()
        ? new Expr.Literal(true, SqlType.BOOLEAN)
        : call(Operator.AND, conditions);
  }

  private static Expr call(Operator operator, List<Expr> operands) {
    boolean alone = operands.size() == 1 && (operator == Operator.AND || operator == Operator.OR);
    return alone ? operands.get(0) : new Expr.Call(operator, operands, SqlType.BOOLEAN);
  }

  /** About how many rows there may be; of a join, where one side's key is in its condition. */
  private static long size(Rest rest) {
    return switch (rest) {
      case Rest.Table t -> t.rows().size();
      case Rest.Project p -> size(p.input());
      case Rest.Filter f -> size(f.input());
      case Rest.Sort s -> s.fetch() < 0 ? size(s.input()) : Math.min(s.fetch(), size(s.input()));
      case Rest.Aggregate a -> Math.max(1, size(a.input()));
      case Rest.Scalars s -> size(s.input());
      case Rest.Join j -> Math.max(size(j.left()), size(j.right()));
      case Rest.Union u -> u.inputs().stream().mapToLong(ReleasedWindow::size).sum();
    };
  }

  private static Expr local(RexBuilder rex, RexNode node, int width) {
    RowExpression e = RexTranslator.translate(rex, node, width);
    if (!e.isLocal()) {
      throw refused("a subquery or a window function within a window function", SUPPORTED);
    }
    return e.expression();
  }

  private static SealomeException refused(String what, String hint) {
    return new SealomeException(ErrorCode.USAGE, what + " is not supported", hint);
  }
}
