// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.sealome.zk.plan.SqlType.BIGINT;
import static org.sealome.zk.plan.SqlType.BOOLEAN;
import static org.sealome.zk.plan.SqlType.DOUBLE;
import static org.sealome.zk.plan.SqlType.VARCHAR;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.sealome.zk.plan.Rest.Function;

class RestEvaluatorTest {
  private static final List<Column> NAMED_COUNT =
      List.of(new Column("name", VARCHAR), new Column("n", BIGINT));

  private static Affine release(int index) {
    return new Affine(0, new TreeMap<>(), new TreeMap<>(Map.of(index, 1L)));
  }

  /** Cell 2i is release i, cell 2i + 1 whether its row exists. */
  private static Plan plan(int releases, Rest rest) {
    Term term = new Term(0, List.of(new LinearForm(0, List.of(0), List.of(1L))), 0, 1);
    List<Polynomial> polynomials = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < releases; i++) {
      polynomials.add(new Polynomial(List.of(term)));
      cells.add(new Cell(release(i), new Guard(0, List.of(release(i)), null, List.of("1-1-A-C"))));
      cells.add(new Cell(release(i), new Guard(0, List.of(), null, List.of("1-1-A-C"))));
    }
    return new Plan(
        "SELECT",
        "d",
        Scope.UNSCOPED,
        List.of("1-1-A-C/HET"),
        List.of(Population.all(100)),
        polynomials,
        cells,
        rest,
        null);
  }

  /** Rows (a, cell 0), (b, cell 1), …, each there where its release is greater than zero. */
  private static Rest.Table table(int rows) {
    List<Rest.Row> out = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      String name = String.valueOf((char) ('a' + i));
      out.add(
          new Rest.Row(
              List.of(new Expr.Literal(name, VARCHAR), new Expr.CellValue(2 * i)), 2 * i + 1));
    }
    return new Rest.Table(NAMED_COUNT, out);
  }

  private static Expr input(int index) {
    return new Expr.Input(index, index == 0 ? VARCHAR : BIGINT);
  }

  private static Expr call(Operator operator, SqlType type, Expr... operands) {
    return new Expr.Call(operator, List.of(operands), type);
  }

  private static Expr literal(Object value, SqlType type) {
    return new Expr.Literal(value, type);
  }

  private static Answer answer(Rest rest, boolean[] suppressed, long... released) {
    boolean[] cells = new boolean[2 * released.length];
    for (int i = 0; i < suppressed.length; i++) {
      cells[2 * i] = suppressed[i];
    }
    return RestEvaluator.evaluate(plan(released.length, rest), released, new long[] {100}, cells);
  }

  private static List<List<Object>> rows(Object[]... rows) {
    return Arrays.stream(rows).map(Arrays::asList).toList();
  }

  private static Object[] row(Object... values) {
    return values;
  }

  private static List<Answer.Position> at(int... rowsAndColumns) {
    List<Answer.Position> out = new ArrayList<>();
    for (int i = 0; i < rowsAndColumns.length; i += 2) {
      out.add(new Answer.Position(rowsAndColumns[i], rowsAndColumns[i + 1]));
    }
    return out;
  }

  @Test
  void aRowExistsWhereItsIntegerIsPositiveSuppressedOrNot() {
    Answer answer = answer(table(3), new boolean[] {true, true, false}, 3, 0, 7);
    assertEquals(rows(row("a", null), row("c", 7L)), answer.rows());
    assertEquals(at(0, 1), answer.suppressed());
  }

  @Test
  void aRowWhoseExistenceIsSuppressedIsThereInAnyCaseAndUncertain() {
    List<Rest.Row> rows =
        List.of(
            new Rest.Row(List.of(literal("a", VARCHAR), new Expr.CellValue(0)), 1, List.of(0)),
            new Rest.Row(List.of(literal("b", VARCHAR), new Expr.CellValue(2)), 3, List.of(0)));
    Rest.Table table = new Rest.Table(NAMED_COUNT, rows);
    Rest counted =
        new Rest.Aggregate(
            new Rest.Filter(table, literal(true, BOOLEAN)),
            List.of(),
            List.of(new Rest.Measure(Rest.Function.COUNT, -1, false, -1)),
            List.of(new Column("n", BIGINT)));
    boolean[] suppressed = {true, true, false, false};
    for (long hidden : new long[] {0, 1}) {
      long[] released = {hidden, 9};
      Answer answer =
          RestEvaluator.evaluate(plan(2, table), released, new long[] {100}, suppressed);
      assertEquals(rows(row(null, null), row("b", 9L)), answer.rows());
      assertEquals(at(0, 0, 0, 1), answer.suppressed());
      Answer count =
          RestEvaluator.evaluate(plan(2, counted), released, new long[] {100}, suppressed);
      assertEquals(rows(row((Object) null)), count.rows());
      assertEquals(at(0, 0), count.suppressed());
    }
  }

  @Test
  void everyOperatorPassesSuppressionOn() {
    Expr zero = literal(0L, BIGINT);
    Expr yes = literal(true, BOOLEAN);
    List<Expr> all =
        List.of(
            call(Operator.IS_NULL, BOOLEAN, input(1)),
            call(Operator.COALESCE, BIGINT, zero, input(1)),
            call(Operator.CASE, BIGINT, yes, zero, input(1)),
            call(Operator.OR, BOOLEAN, yes, call(Operator.GT, BOOLEAN, input(1), zero)),
            call(Operator.IS_DISTINCT_FROM, BOOLEAN, input(1), zero),
            call(Operator.GREATEST, BIGINT, input(1), zero),
            // Not evaluated, so not an error that tells the value.
            call(Operator.DIVIDE, BIGINT, input(1), zero));
    List<Column> columns = all.stream().map(e -> new Column("c", e.type())).toList();
    Answer answer = answer(new Rest.Project(table(1), columns, all), new boolean[] {true}, 3);
    assertEquals(rows(new Object[all.size()]), answer.rows());
    assertEquals(all.size(), answer.suppressed().size());
  }

  @Test
  void aFilterDropsWhatIsSuppressed() {
    Rest filter =
        new Rest.Filter(table(3), call(Operator.GT, BOOLEAN, input(1), literal(2L, BIGINT)));
    Answer answer = answer(filter, new boolean[] {false, true, false}, 5, 6, 1);
    assertEquals(rows(row("a", 5L)), answer.rows());
    assertEquals(at(), answer.suppressed());
  }

  @Test
  void positionsAreThoseAfterSortAndLimit() {
    Rest sort = new Rest.Sort(table(4), List.of(new Rest.SortKey(1, true, true)), 0, 3);
    Answer answer = answer(sort, new boolean[] {false, true, false, false}, 5, 6, 9, 1);
    assertEquals(rows(row("b", null), row("c", 9L), row("a", 5L)), answer.rows());
    assertEquals(at(0, 1), answer.suppressed());
  }

  @Test
  void sortingIsStableAndNullsGoWhereTheKeySays() {
    Rest last = new Rest.Sort(table(4), List.of(new Rest.SortKey(1, false, false)), 1, -1);
    Answer answer = answer(last, new boolean[] {true, false, false, false}, 5, 6, 6, 1);
    assertEquals(rows(row("b", 6L), row("c", 6L), row("a", null)), answer.rows());
    Rest none = new Rest.Sort(table(4), List.of(), Long.MAX_VALUE, Long.MAX_VALUE);
    assertEquals(rows(), answer(none, new boolean[4], 1, 1, 1, 1).rows());
  }

  private static Rest aggregate(List<Integer> keys, Rest.Measure... measures) {
    List<Column> columns = new ArrayList<>();
    keys.forEach(k -> columns.add(NAMED_COUNT.get(k)));
    for (Rest.Measure m : measures) {
      columns.add(new Column("m", m.function() == Function.AVG ? DOUBLE : BIGINT));
    }
    return new Rest.Aggregate(table(3), keys, List.of(measures), columns);
  }

  @Test
  void aggregates() {
    Rest.Measure[] all = {
      new Rest.Measure(Function.COUNT, -1, false, -1),
      new Rest.Measure(Function.COUNT, 1, true, -1),
      new Rest.Measure(Function.SUM, 1, false, -1),
      new Rest.Measure(Function.AVG, 1, false, -1),
      new Rest.Measure(Function.MIN, 1, false, -1),
      new Rest.Measure(Function.MAX, 1, false, -1)
    };
    Rest rest = aggregate(List.of(), all);
    assertEquals(rows(row(3L, 2L, 12L, 4.0, 2L, 5L)), answer(rest, new boolean[3], 5, 5, 2).rows());
    assertEquals(
        rows(row(0L, 0L, null, null, null, null)), answer(rest, new boolean[3], 0, 0, 0).rows());
    Answer tainted = answer(rest, new boolean[] {false, true, false}, 5, 5, 2);
    assertEquals(rows(row(3L, null, null, null, null, null)), tainted.rows());
    assertEquals(at(0, 1, 0, 2, 0, 3, 0, 4, 0, 5), tainted.suppressed());
  }

  @Test
  void groups() {
    Rest rest = aggregate(List.of(1), new Rest.Measure(Function.COUNT, -1, false, -1));
    assertEquals(rows(row(5L, 2L), row(2L, 1L)), answer(rest, new boolean[3], 5, 5, 2).rows());
    Answer tainted = answer(rest, new boolean[] {false, true, false}, 5, 5, 2);
    assertEquals(rows(row(5L, null), row(null, null), row(2L, null)), tainted.rows());
    assertEquals(at(0, 1, 1, 0, 1, 1, 2, 1), tainted.suppressed());
  }

  @Test
  void unionsKeepDuplicatesAndOrder() {
    Answer answer = answer(new Rest.Union(List.of(table(2), table(1))), new boolean[2], 1, 2);
    assertEquals(rows(row("a", 1L), row("b", 2L), row("a", 1L)), answer.rows());
  }

  @Test
  void overflowIsAnError() {
    Rest rest = aggregate(List.of(), new Rest.Measure(Function.SUM, 1, false, -1));
    assertEquals(
        EvaluationException.Kind.OVERFLOW,
        assertThrows(
                EvaluationException.class, () -> answer(rest, new boolean[3], Long.MAX_VALUE, 1, 1))
            .kind());
  }

  @Test
  void arraysMustFitThePlan() {
    Plan plan = plan(1, table(1));
    assertThrows(
        IllegalArgumentException.class,
        () -> RestEvaluator.evaluate(plan, new long[2], new long[1], new boolean[1]));
    assertThrows(
        IllegalArgumentException.class,
        () -> RestEvaluator.evaluate(plan, new long[1], new long[0], new boolean[1]));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            RestEvaluator.evaluate(
                Plan.refused("SELECT", "d", "privacy"), new long[0], new long[0], new boolean[0]));
  }
}
