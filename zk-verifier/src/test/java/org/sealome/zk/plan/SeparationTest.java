// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A cell is opened only where the answer's value tells which it is. */
class SeparationTest {
  private static final int PATIENTS = 60;
  private static final String[] EXTREMES = {
    "1e308",
    "1e300",
    "1e38",
    "1e30",
    "1e16",
    "9007199254740993",
    "3",
    "1",
    "0.3",
    "1e-7",
    "1e-19",
    "1e-37",
    "1e-38",
    "1e-39",
    "1e-300",
    "1e-308",
    "5e-324",
    "-1e17",
    "-2"
  };

  /** One count, and one column that is made of it. */
  private static Plan plan(Expr expr) {
    Affine count = new Affine(0, new TreeMap<>(), new TreeMap<>(Map.of(0, 1L)));
    LinearForm carrier = new LinearForm(0, List.of(0), List.of(1L));
    return new Plan(
        "SELECT",
        "traps",
        Scope.UNSCOPED,
        List.of("1-100-A-C/HET"),
        List.of(Population.all(PATIENTS)),
        List.of(new Polynomial(List.of(new Term(0, List.of(carrier), 0, 1)))),
        List.of(new Cell(count, new Guard(0, List.of(count), null, List.of("1-100-A-C")))),
        new Rest.Table(
            List.of(new Column("c", expr.type())), List.of(new Rest.Row(List.of(expr), null))),
        null);
  }

  private static boolean isOpened(Expr expr) {
    return Provability.of(plan(expr), p -> true).columns().get(0).isProven();
  }

  private static Expr call(Operator operator, SqlType type, Expr... operands) {
    return new Expr.Call(operator, List.of(operands), type);
  }

  /** What does not fit a DECIMAL is a DOUBLE. */
  private static Expr literal(SqlType type, String value) {
    return type == SqlType.DOUBLE || Math.abs(Double.parseDouble(value)) >= 1e38
        ? new Expr.Literal(Double.valueOf(value), SqlType.DOUBLE)
        : new Expr.Literal(new BigDecimal(value), type);
  }

  private static final Expr COUNT = new Expr.CellValue(0);

  private static Expr count(SqlType type) {
    return call(Operator.CAST, type, COUNT);
  }

  @Example
  void whatIsRoundedAwayIsNotTold() {
    for (SqlType type : List.of(SqlType.DOUBLE, SqlType.DECIMAL)) {
      Expr n = count(type);
      assertTrue(isOpened(n));
      assertTrue(isOpened(call(Operator.TIMES, type, n, literal(type, "0.001"))));
      assertTrue(isOpened(call(Operator.DIVIDE, type, n, literal(type, "2504"))));
      assertTrue(isOpened(call(Operator.PLUS, type, literal(type, "1000000"), n)));
    }
    Expr real = count(SqlType.DOUBLE);
    Expr exact = count(SqlType.DECIMAL);
    List<Expr> hiding =
        List.of(
            call(Operator.PLUS, SqlType.DOUBLE, real, literal(SqlType.DOUBLE, "1e30")),
            call(Operator.MINUS, SqlType.DOUBLE, literal(SqlType.DOUBLE, "1e17"), real),
            call(Operator.TIMES, SqlType.DOUBLE, real, literal(SqlType.DOUBLE, "5e-324")),
            call(
                Operator.DIVIDE,
                SqlType.DOUBLE,
                call(Operator.TIMES, SqlType.DOUBLE, real, literal(SqlType.DOUBLE, "1e-300")),
                literal(SqlType.DOUBLE, "1e30")),
            call(Operator.TIMES, SqlType.DECIMAL, exact, literal(SqlType.DECIMAL, "1e-38")),
            call(
                Operator.DIVIDE,
                SqlType.DECIMAL,
                call(Operator.TIMES, SqlType.DECIMAL, exact, literal(SqlType.DECIMAL, "1e-7")),
                literal(SqlType.DECIMAL, "1e37")),
            call(
                Operator.TIMES,
                SqlType.DECIMAL,
                exact,
                call(Operator.CAST, SqlType.DECIMAL, literal(SqlType.DOUBLE, "1e-300"))));
    hiding.forEach(e -> assertEquals(false, isOpened(e), e::toString));
  }

  @Property(tries = 3000, seed = "20")
  void whereACellIsOpenedNoTwoOfItsValuesMakeTheSame(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Expr expr = COUNT;
    for (int steps = 1 + random.nextInt(4); steps > 0; steps--) {
      SqlType type = random.nextBoolean() ? SqlType.DOUBLE : SqlType.DECIMAL;
      Expr other = literal(type, EXTREMES[random.nextInt(EXTREMES.length)]);
      Operator operator =
          List.of(Operator.PLUS, Operator.MINUS, Operator.TIMES, Operator.DIVIDE, Operator.CAST)
              .get(random.nextInt(5));
      expr =
          operator == Operator.CAST
              ? call(operator, type, expr)
              : operator == Operator.DIVIDE || random.nextBoolean()
                  ? call(operator, type, expr, other)
                  : call(operator, type, other, expr);
    }
    if (isOpened(expr)) {
      Set<Object> values = new HashSet<>();
      for (long n = 0; n <= PATIENTS; n++) {
        long count = n;
        try {
          Object value = Expressions.value(expr, i -> null, c -> count);
          assertTrue(values.add(Comparison.key(value)), expr::toString);
        } catch (EvaluationException e) {
          // No answer, then.
        }
      }
    }
  }
}
