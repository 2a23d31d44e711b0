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

  /**
   * The plan's rows in an answer.
   *
   * @param origins for each row of the answer the plan's row that it is; −1 where a label is kept
   * @param absent the plan's rows that are certainly not in the answer
   * @param unsettled number of the plan's rows of which the answer does not say whether they are
   *     there: they could be those without label, and there are more of them
   */
  record Found(List<Integer> origins, BitSet absent, int unsettled) {}

  /** What an answer shows of the labels of a row that is there whether or not it should be. */
  private record Shown(BitSet kept, List<Object> others) {}

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
   * Finds the rows of an answer: by their labels, or where these do not tell rows apart by their
   * place.
   *
   * @throws IllegalArgumentException where the answer has a row that the plan has not, or more rows
   *     without their labels than the plan has left
   */
  Found find(Answer answer, List<AnswerRows.Row> rows) {
    if (!apart) {
      if (answer.rows().size() != rows.size()) {
        throw new IllegalArgumentException("the answer has not the rows that the plan has");
      }
      return new Found(IntStream.range(0, rows.size()).boxed().toList(), new BitSet(), 0);
    }
    Map<List<Object>, Integer> index = new HashMap<>();
    for (int r = 0; r < rows.size(); r++) {
      index.put(labels(rows.get(r), columns), r);
    }
    Set<Answer.Position> suppressed = new HashSet<>(answer.suppressed());
    Map<Shown, Integer> kept = new HashMap<>();
    List<Integer> origins = new ArrayList<>();
    for (int r = 0; r < answer.rows().size(); r++) {
      int at = r;
      BitSet hidden = new BitSet();
      columns.stream()
          .filter(c -> suppressed.contains(new Answer.Position(at, c)))
          .forEach(hidden::set);
      List<Object> key = new ArrayList<>();
      columns.stream()
          .filter(c -> !hidden.get(c))
          .forEach(c -> key.add(key(answer.rows().get(at).get(c))));
      if (hidden.isEmpty()) {
        Integer row = index.remove(key);
        if (row == null) {
          throw new IllegalArgumentException("the answer has a row that the plan has not");
        }
        origins.add(row);
      } else {
        kept.merge(new Shown(hidden, key), 1, Integer::sum);
        origins.add(-1);
      }
    }
    return settle(rows, index.values(), kept, origins);
  }

  private Found settle(
      List<AnswerRows.Row> rows,
      Iterable<Integer> left,
      Map<Shown, Integer> kept,
      List<Integer> origins) {
    Map<Shown, Integer> candidates = new HashMap<>();
    BitSet absent = new BitSet();
    for (int r : left) {
      Shown shown = shown(rows.get(r));
      if (kept.containsKey(shown)) {
        candidates.merge(shown, 1, Integer::sum);
      } else {
        absent.set(r);
      }
    }
    int unsettled = 0;
    for (Map.Entry<Shown, Integer> e : kept.entrySet()) {
      int more = candidates.getOrDefault(e.getKey(), 0) - e.getValue();
      if (more < 0) {
        throw new IllegalArgumentException(
            "the answer has more rows without their labels than the plan has left");
      }
      unsettled += more;
    }
    return new Found(List.copyOf(origins), absent, unsettled);
  }

  /** Of a row whose existence is kept; null: it cannot be kept, or it shows all its labels. */
  private Shown shown(AnswerRows.Row row) {
    BitSet kept = (BitSet) row.telling().clone();
    kept.and(columns);
    if (row.exists() == null || kept.isEmpty()) {
      return null;
    }
    List<Object> others = new ArrayList<>();
    columns.stream().filter(c -> !kept.get(c)).forEach(c -> others.add(label(row.values().get(c))));
    return new Shown(kept, others);
  }
}
