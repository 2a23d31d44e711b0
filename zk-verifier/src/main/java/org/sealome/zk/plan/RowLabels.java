// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Columns that no cell is in, in any row: by them a row of an answer is found in its plan. */
final class RowLabels {
  private static final Object NONE = new Object();

  private final BitSet columns;
  private final boolean apart;

  private RowLabels(BitSet columns, boolean apart) {
    this.columns = columns;
    this.apart = apart;
  }

  /** Of all rows that there may be. */
  static RowLabels of(List<AnswerRows.Row> rows, int width) {
    BitSet columns = new BitSet();
    for (int c = 0; c < width; c++) {
      int column = c;
      columns.set(c, rows.stream().noneMatch(r -> label(r.values().get(column)) == NONE));
    }
    Set<List<Object>> distinct = new HashSet<>();
    rows.forEach(r -> distinct.add(labels(r, columns)));
    return new RowLabels(columns, distinct.size() == rows.size());
  }

  private static Object label(Expr expr) {
    if (expr instanceof Expr.Literal literal) {
      return key(literal.value());
    }
    if (hasCell(expr)) {
      return NONE;
    }
    try {
      return key(Expressions.value(expr, i -> null, c -> null));
    } catch (EvaluationException e) {
      return NONE;
    }
  }

  private static Object key(Object value) {
    return value == null ? null : Comparison.key(value);
  }

  private static boolean hasCell(Expr expr) {
    return expr instanceof Expr.CellValue
        || (expr instanceof Expr.Call call
            && call.operands().stream().anyMatch(RowLabels::hasCell));
  }

  private static List<Object> labels(AnswerRows.Row row, BitSet columns) {
    List<Object> out = new ArrayList<>();
    columns.stream().forEach(c -> out.add(label(row.values().get(c))));
    return out;
  }

  /** Whether no two rows have the same. */
  boolean tellApart() {
    return apart;
  }

  /** A copy; none where they do not tell rows apart. */
  BitSet columns() {
    return apart ? (BitSet) columns.clone() : new BitSet();
  }

  /**
   * For each row of the answer the plan's row that it is: by its labels, or where these do not tell
   * rows apart by its place; −1 where a label is suppressed.
   *
   * @throws IllegalArgumentException where the answer has a row that the plan has not
   */
  List<Integer> origins(Answer answer, List<AnswerRows.Row> rows) {
    if (!apart) {
      if (answer.rows().size() != rows.size()) {
        throw new IllegalArgumentException("the answer has not the rows that the plan has");
      }
      return IntStream.range(0, rows.size()).boxed().toList();
    }
    Map<List<Object>, Integer> index = new HashMap<>();
    for (int r = 0; r < rows.size(); r++) {
      index.put(labels(rows.get(r), columns), r);
    }
    Set<Answer.Position> suppressed = new HashSet<>(answer.suppressed());
    List<Integer> origins = new ArrayList<>();
    for (int r = 0; r < answer.rows().size(); r++) {
      int at = r;
      List<Object> key = new ArrayList<>();
      columns.stream().forEach(c -> key.add(key(answer.rows().get(at).get(c))));
      boolean hidden =
          columns.stream().anyMatch(c -> suppressed.contains(new Answer.Position(at, c)));
      Integer row = hidden ? Integer.valueOf(-1) : index.remove(key);
      if (row == null) {
        throw new IllegalArgumentException("the answer has a row that the plan has not");
      }
      origins.add(row);
    }
    return origins;
  }
}
