// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.Scope;
import org.sealome.zk.plan.SqlType;

/** Which cells a column tells of, by its values and by which rows there are. */
class ColumnSourcesTest {
  private static final Column A = new Column("a", SqlType.BIGINT);
  private static final Column B = new Column("b", SqlType.BIGINT);

  /** a is cell 0 or 1, b is cell 2; the second row is there where cell 3 is not zero. */
  private static final Rest TABLE = table(null, 3);

  private static Rest table(Integer first, Integer second) {
    return new Rest.Table(
        List.of(A, B),
        List.of(
            new Rest.Row(List.of(new Expr.CellValue(0), new Expr.CellValue(2)), first),
            new Rest.Row(List.of(new Expr.CellValue(1), new Expr.CellValue(2)), second)));
  }

  private static List<String> cells(Rest rest) {
    Plan plan =
        new Plan(
            "SELECT …",
            "test",
            Scope.UNSCOPED,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            rest,
            null);
    return ColumnSources.cells(plan).stream().map(Object::toString).toList();
  }

  private static Expr input(int column) {
    return new Expr.Input(column, SqlType.BIGINT);
  }

  @Test
  void whetherARowIsThereTellsInEveryColumn() {
    assertEquals(List.of("{0, 1}", "{2}"), cells(table(null, null)));
    assertEquals(List.of("{0, 1, 3}", "{2, 3}"), cells(TABLE));
  }

  @Test
  void projectionsFollowTheirInputs() {
    Rest swapped =
        new Rest.Project(
            table(null, null),
            List.of(B, A),
            List.of(input(1), new Expr.Literal(7L, SqlType.BIGINT)));
    assertEquals(List.of("{2}", "{}"), cells(swapped));
  }

  @Test
  void whatIsCutOffTellsInEveryColumnAndOrderAloneDoesNot() {
    Rest plain = table(null, null);
    List<Rest.SortKey> byB = List.of(new Rest.SortKey(1, false, false));
    assertEquals(List.of("{0, 1}", "{2}"), cells(new Rest.Sort(plain, byB, 0, -1)));
    assertEquals(List.of("{0, 1, 2}", "{2}"), cells(new Rest.Sort(plain, byB, 0, 1)));
    assertEquals(List.of("{0, 1, 2}", "{2}"), cells(new Rest.Sort(plain, byB, 1, -1)));
    assertEquals(List.of("{0, 1, 2}", "{2}"), cells(new Rest.Filter(plain, input(1))));
  }

  @Test
  void groupsTellOfTheirKeys() {
    Rest sums =
        new Rest.Aggregate(
            table(null, null),
            List.of(0),
            List.of(new Rest.Measure(Rest.Function.SUM, 1, false, -1)),
            List.of(A, B));
    assertEquals(List.of("{0, 1}", "{0, 1, 2}"), cells(sums));
  }

  @Test
  void unionsGoByPosition() {
    assertEquals(
        List.of("{0, 1, 3}", "{2, 3}"), cells(new Rest.Union(List.of(table(null, null), TABLE))));
  }
}
