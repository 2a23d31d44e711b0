// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Well-formed plans of every shape, the same for the same seed. */
final class RandomPlan {
  private static final String[] TEXTS = {"", "a", "O'Brien", "🧬\n\u0001\"\\", "é", "7-1-A-C"};

  private final Random random;
  private final int patients;
  private final int populations;
  private final int planes;
  private final int releases;
  private final int cells;

  private RandomPlan(long seed) {
    random = new Random(seed);
    patients = 1 + random.nextInt(300);
    populations = 1 + random.nextInt(3);
    planes = 1 + random.nextInt(5);
    releases = random.nextInt(4);
    cells = 1 + random.nextInt(4);
  }

  static Plan of(long seed) {
    RandomPlan r = new RandomPlan(seed);
    Scope scope =
        r.random.nextBoolean()
            ? Scope.UNSCOPED
            : new Scope(false, new TreeSet<>(r.some(1, r::text)));
    return new Plan(
        r.text(),
        "traps",
        scope,
        IntStream.range(0, r.planes).mapToObj(i -> i + "-1-A-C/HET").toList(),
        r.exactly(r.populations, r::population),
        r.exactly(r.releases, () -> new Polynomial(r.some(1, r::term))),
        r.exactly(r.cells, r::cell),
        r.rest(3),
        null);
  }

  private <T> List<T> exactly(int n, Supplier<T> item) {
    List<T> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(item.get());
    }
    return out;
  }

  private <T> List<T> some(int least, Supplier<T> item) {
    return exactly(least + random.nextInt(3), item);
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private long integer() {
    return random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(20) - 10;
  }

  private Population population() {
    if (random.nextBoolean()) {
      return Population.all(patients);
    }
    BitSet slots = new BitSet();
    double density = random.nextDouble();
    for (int i = 0; i < patients; i++) {
      slots.set(i, random.nextDouble() < density);
    }
    return Population.of(patients, slots);
  }

  private Term term() {
    long lo = integer();
    return new Term(
        random.nextInt(populations),
        some(1, this::linearForm),
        lo,
        lo + Math.min(random.nextInt(9), Long.MAX_VALUE - lo));
  }

  private LinearForm linearForm() {
    List<Integer> of =
        IntStream.range(0, planes).filter(i -> random.nextBoolean()).boxed().toList();
    return new LinearForm(integer(), of, of.stream().map(i -> 1 + integer() * 2).toList());
  }

  private SortedMap<Integer, Long> coefficients(int n) {
    SortedMap<Integer, Long> out = new TreeMap<>();
    for (int i = 0; i < n; i++) {
      if (random.nextBoolean()) {
        out.put(i, integer());
      }
    }
    return out;
  }

  private Affine affine() {
    return new Affine(integer(), coefficients(populations), coefficients(releases));
  }

  private Cell cell() {
    if (random.nextInt(3) == 0) {
      return new Cell(new Affine(integer(), coefficients(populations), new TreeMap<>()), null);
    }
    return new Cell(
        affine(),
        new Guard(
            random.nextInt(populations),
            some(0, this::affine),
            random.nextBoolean() ? affine() : null,
            some(0, this::text)));
  }

  private Column column() {
    return new Column(text(), any(SqlType.values()));
  }

  private Rest rest(int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(6);
    if (kind == 0) {
      List<Column> columns = some(1, this::column);
      return new Rest.Table(
          columns,
          some(
              0,
              () ->
                  new Rest.Row(
                      exactly(columns.size(), () -> expr(null, 3)),
                      random.nextBoolean() ? (Integer) random.nextInt(cells) : null)));
    }
    Rest input = rest(depth - 1);
    int width = input.columns().size();
    switch (kind) {
      case 1:
        List<Column> columns = some(1, this::column);
        return new Rest.Project(
            input, columns, exactly(columns.size(), () -> expr(input.columns(), 3)));
      case 2:
        return new Rest.Filter(input, expr(input.columns(), 4));
      case 3:
        return new Rest.Sort(
            input,
            some(
                0,
                () ->
                    new Rest.SortKey(
                        random.nextInt(width), random.nextBoolean(), random.nextBoolean())),
            random.nextInt(3),
            random.nextInt(5) - 1);
      case 4:
        List<Integer> keys = some(0, () -> random.nextInt(width));
        List<Rest.Measure> measures =
            some(
                1,
                () ->
                    new Rest.Measure(
                        any(Rest.Function.values()),
                        random.nextInt(width),
                        random.nextBoolean(),
                        random.nextInt(width + 1) - 1));
        return new Rest.Aggregate(
            input, keys, measures, exactly(keys.size() + measures.size(), this::column));
      default:
        return new Rest.Union(List.of(input, input));
    }
  }

  private Expr expr(List<Column> inputs, int depth) {
    int kind = random.nextInt(depth == 0 ? 2 : 4);
    if (kind == 0) {
      return literal();
    }
    if (kind == 1) {
      return inputs == null
          ? new Expr.CellValue(random.nextInt(cells))
          : new Expr.Input(random.nextInt(inputs.size()), any(SqlType.values()));
    }
    Operator operator = any(Operator.values());
    int n = operator.leastOperands();
    n += random.nextInt(Math.min(2, operator.mostOperands() - n) + 1);
    return new Expr.Call(
        operator, exactly(n, () -> expr(inputs, depth - 1)), any(SqlType.values()));
  }

  private Expr literal() {
    SqlType type = any(SqlType.values());
    if (random.nextInt(8) == 0) {
      return new Expr.Literal(null, type);
    }
    return new Expr.Literal(
        switch (type) {
          case BOOLEAN -> random.nextBoolean();
          case INTEGER -> (long) random.nextInt();
          case BIGINT -> integer();
          case DECIMAL -> new BigDecimal(new BigInteger(90, random), random.nextInt(60) - 10);
          case DOUBLE -> random.nextGaussian() * StrictMath.pow(10, random.nextInt(40) - 20);
          case VARCHAR -> text();
        },
        type);
  }
}
