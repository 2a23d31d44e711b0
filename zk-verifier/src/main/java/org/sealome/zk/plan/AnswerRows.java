// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The rest of a plan as rows of expressions over cells, where the rows of the answer are rows of
 * the plan's tables: projected, put together, sorted, chosen by what is public. Statically it holds
 * every row that there may be; with the sizes of the populations those that the public conditions
 * leave, in the order that the public keys give.
 */
final class AnswerRows {
  /**
   * A row that may be in the answer.
   *
   * @param values over cells alone
   * @param exists the encrypted cell that must be positive for the row to be there, or null
   * @param telling values that are suppressed where that cell is
   */
  record Row(List<Expr> values, Integer exists, BitSet telling) {}

  private final Plan plan;
  private final IntPredicate encrypted;
  private final long[] populationSizes;
  private final List<Expr> encryptedKeys = new ArrayList<>();
  private String obstacle;
  private final List<Row> rows;

  private AnswerRows(Plan plan, IntPredicate encrypted, long[] populationSizes) {
    this.plan = plan;
    this.encrypted = encrypted;
    this.populationSizes = populationSizes;
    this.rows = rows(plan.rest());
  }

  /** All rows that there may be, whoever consents. */
  static AnswerRows possible(Plan plan, IntPredicate encrypted) {
    return new AnswerRows(plan, encrypted, null);
  }

  /**
   * The rows that public conditions leave.
   *
   * @throws EvaluationException where one of them has no value
   */
  static AnswerRows of(Plan plan, IntPredicate encrypted, long[] populationSizes) {
    return new AnswerRows(plan, encrypted, populationSizes.clone());
  }

  /** In the order of the answer, but for what encrypted keys do to it. */
  List<Row> rows() {
    return rows;
  }

  /** What in the statement hides rows or parts by encrypted values, for people; null: nothing. */
  String obstacle() {
    return obstacle;
  }

  /** What encrypted values the order follows. */
  List<Expr> encryptedKeys() {
    return encryptedKeys;
  }

  private void obstacle(String what) {
    if (obstacle == null) {
      obstacle = what;
    }
  }

  private List<Row> rows(Rest rest) {
    if (rest instanceof Rest.Table table) {
      return table(table);
    }
    if (rest instanceof Rest.Project project) {
      List<Row> rows = rows(project.input());
      rows.replaceAll(r -> project(project.values(), r));
      return rows;
    }
    if (rest instanceof Rest.Filter filter) {
      return filter(filter.condition(), rows(filter.input()));
    }
    if (rest instanceof Rest.Sort sort) {
      return sort(sort, rows(sort.input()));
    }
    if (rest instanceof Rest.Aggregate aggregate) {
      obstacle("released rows are grouped again");
      return new ArrayList<>();
    }
    if (rest instanceof Rest.Scalars scalars) {
      return scalars(scalars);
    }
    if (rest instanceof Rest.Join) {
      obstacle("released rows are joined");
      return new ArrayList<>();
    }
    List<Row> all = new ArrayList<>();
    ((Rest.Union) rest).inputs().forEach(i -> all.addAll(rows(i)));
    return all;
  }

  private List<Row> table(Rest.Table table) {
    List<Row> out = new ArrayList<>(table.rows().size());
    for (Rest.Row row : table.rows()) {
      BitSet telling = new BitSet();
      row.telling().forEach(telling::set);
      if (row.exists() != null && encrypted.test(row.exists())) {
        out.add(new Row(row.values(), row.exists(), telling));
      } else if (row.exists() == null || populationSizes == null || cell(row.exists()) > 0) {
        out.add(new Row(row.values(), null, telling));
      }
    }
    return out;
  }

  private long cell(int cell) {
    return plan.cells().get(cell).value().value(populationSizes, new long[plan.releases().size()]);
  }

  private Row project(List<Expr> values, Row row) {
    List<Expr> out = new ArrayList<>(values.size());
    BitSet telling = new BitSet();
    for (int i = 0; i < values.size(); i++) {
      out.add(substitute(values.get(i), row.values()));
      telling.set(i, reads(values.get(i), row.telling()));
    }
    return new Row(out, row.exists(), telling);
  }

  private static Expr substitute(Expr expr, List<Expr> row) {
    if (expr instanceof Expr.Input input) {
      return row.get(input.index());
    }
    if (expr instanceof Expr.Call call) {
      List<Expr> operands = new ArrayList<>(call.operands().size());
      call.operands().forEach(o -> operands.add(substitute(o, row)));
      return new Expr.Call(call.operator(), operands, call.type());
    }
    return expr;
  }

  private static boolean reads(Expr expr, BitSet columns) {
    if (expr instanceof Expr.Input input) {
      return columns.get(input.index());
    }
    return expr instanceof Expr.Call call
        && call.operands().stream().anyMatch(o -> reads(o, columns));
  }

  private List<Row> filter(Expr condition, List<Row> rows) {
    List<Row> out = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Expr holds = substitute(condition, row.values());
      if (!isPublic(holds)) {
        obstacle("rows are dropped by encrypted values (HAVING)");
      } else if (populationSizes != null && !Boolean.TRUE.equals(value(holds))) {
        continue;
      }
      out.add(row);
    }
    return out;
  }

  private List<Row> sort(Rest.Sort sort, List<Row> rows) {
    boolean publicKeys = true;
    for (Row row : rows) {
      for (Rest.SortKey key : sort.keys()) {
        Expr by = row.values().get(key.column());
        if (!isPublic(by)) {
          publicKeys = false;
          encryptedKeys.add(by);
        }
      }
    }
    if (publicKeys && populationSizes != null && !sort.keys().isEmpty()) {
      rows.sort(order(sort.keys()));
    }
    boolean cuts = sort.offset() > 0 || (sort.fetch() >= 0 && sort.fetch() < rows.size());
    if (cuts && (!publicKeys || rows.stream().anyMatch(r -> r.exists() != null))) {
      obstacle("rows are cut off by encrypted values (LIMIT)");
    } else if (cuts && populationSizes != null) {
      int from = (int) Math.min(sort.offset(), rows.size());
      int to = sort.fetch() < 0 ? rows.size() : (int) Math.min(from + sort.fetch(), rows.size());
      return new ArrayList<>(rows.subList(from, to));
    }
    return rows;
  }

  private Comparator<Row> order(List<Rest.SortKey> keys) {
    return (a, b) -> {
      for (Rest.SortKey key : keys) {
        int order =
            RestEvaluator.compare(
                key, value(a.values().get(key.column())), value(b.values().get(key.column())));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  private List<Row> scalars(Rest.Scalars scalars) {
    List<Expr> further = new ArrayList<>();
    for (Rest query : scalars.queries()) {
      List<Row> rows = rows(query);
      if (rows.size() == 1 && rows.get(0).exists() == null && isCertain(query)) {
        further.add(rows.get(0).values().get(0));
      } else {
        obstacle("a scalar query may have no row, or several");
        further.add(new Expr.Literal(null, query.columns().get(0).type()));
      }
    }
    List<Row> rows = rows(scalars.input());
    rows.replaceAll(
        row -> {
          List<Expr> longer = new ArrayList<>(row.values());
          longer.addAll(further);
          return new Row(longer, row.exists(), row.telling());
        });
    return rows;
  }

  /** Whether no condition, public ones included, decides about the rows. */
  private static boolean isCertain(Rest rest) {
    if (rest instanceof Rest.Project project) {
      return isCertain(project.input());
    }
    return rest instanceof Rest.Table table
        && table.rows().stream().allMatch(r -> r.exists() == null);
  }

  private boolean isPublic(Expr expr) {
    if (expr instanceof Expr.CellValue cell) {
      return !encrypted.test(cell.cell());
    }
    return !(expr instanceof Expr.Call call) || call.operands().stream().allMatch(this::isPublic);
  }

  /** Of a public expression. */
  private Object value(Expr expr) {
    return Expressions.value(expr, i -> null, this::cell);
  }
}
