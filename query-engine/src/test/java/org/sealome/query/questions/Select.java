// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One aggregation over patients.
 *
 * @param grouping {@code ""}, {@code ROLLUP} or {@code CUBE}, or {@code GROUPING SETS} for each key
 *     alone and none
 * @param having a condition over the groups, or null
 * @param limit with an ORDER BY over all columns; negative for neither, 0 for the order alone
 */
record Select(
    Rows rows,
    List<Piece> where,
    List<Piece> keys,
    String grouping,
    List<Measure> measures,
    String having,
    int limit)
    implements Question {

  static Select of(Rows rows, List<Piece> where, List<Piece> keys, List<Measure> measures) {
    return new Select(rows, where, keys, "", measures, null, -1);
  }

  Select grouped(String how) {
    return new Select(rows, where, keys, how, measures, having, limit);
  }

  Select having(String condition) {
    return new Select(rows, where, keys, grouping, measures, condition, limit);
  }

  Select limit(int most) {
    return new Select(rows, where, keys, grouping, measures, having, most);
  }

  @Override
  public String sql() {
    StringBuilder out = new StringBuilder("SELECT ");
    out.append(columns(List.of()));
    out.append(filtered());
    if (!keys.isEmpty()) {
      out.append(" GROUP BY ").append(groups());
    }
    if (having != null) {
      out.append(" HAVING ").append(having);
    }
    if (limit >= 0) {
      int last = keys.size() + measures.size();
      out.append(" ORDER BY ");
      out.append(
          IntStream.rangeClosed(1, last)
              .mapToObj(i -> i % 2 == 0 ? i + " DESC" : String.valueOf(i))
              .collect(Collectors.joining(", ")));
    }
    if (limit > 0) {
      out.append(" LIMIT ").append(limit);
    }
    return out.toString();
  }

  /** The same columns with names k1, k2, … and m1, m2, …, to be selected from. */
  String named() {
    List<String> names = new ArrayList<>();
    IntStream.rangeClosed(1, keys.size()).forEach(i -> names.add("k" + i));
    IntStream.rangeClosed(1, measures.size()).forEach(i -> names.add("m" + i));
    return "SELECT "
        + columns(names)
        + filtered()
        + (keys.isEmpty() ? "" : " GROUP BY " + groups())
        + (having == null ? "" : " HAVING " + having);
  }

  private String columns(List<String> names) {
    List<String> columns =
        Stream.concat(keys.stream().map(Piece::sql), measures.stream().map(Measure::sql)).toList();
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i) + (names.isEmpty() ? "" : " AS " + names.get(i)))
        .collect(Collectors.joining(", "));
  }

  private String filtered() {
    List<String> conditions = new ArrayList<>(rows.selection());
    where.stream().map(Piece::sql).filter(c -> !c.equals("TRUE")).forEach(conditions::add);
    return " FROM "
        + rows.sql()
        + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
  }

  private String groups() {
    String list = keys.stream().map(Piece::sql).collect(Collectors.joining(", "));
    return switch (grouping) {
      case "" -> list;
      case "GROUPING SETS" ->
          keys.stream()
              .map(Piece::sql)
              .collect(Collectors.joining("), (", "GROUPING SETS ((", "), ())"));
      default -> grouping + "(" + list + ")";
    };
  }

  /**
   * What each patient adds to each released sum: columns {@code patient}, the keys, the sums.
   * Whoever holds one patient a combination of values reads from it the function that is summed.
   */
  String perPatient() {
    List<String> columns = new ArrayList<>(List.of(rows.patient() + ".sample_id"));
    keys.forEach(k -> columns.add(k.sql()));
    int groups = columns.size();
    columns.addAll(sums());
    return "SELECT "
        + String.join(", ", columns)
        + filtered()
        + " GROUP BY "
        + IntStream.rangeClosed(1, groups)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", "));
  }

  /** The sums over rows that the statement needs: of groups, and in HAVING, also who is in them. */
  List<String> sums() {
    List<String> out = new ArrayList<>();
    measures.forEach(m -> out.addAll(m.sums()));
    if (!keys.isEmpty() || having != null) {
      out.add("COUNT(*)");
    }
    return out;
  }

  @Override
  public List<Select> released() {
    return List.of(this);
  }

  @Override
  public List<Select> smaller() {
    List<Select> out = new ArrayList<>();
    if (having != null) {
      out.add(having(null));
    }
    if (limit >= 0) {
      out.add(limit(-1));
    }
    if (!grouping.isEmpty()) {
      out.add(grouped(""));
    }
    for (int i = 0; i < keys.size(); i++) {
      out.add(new Select(rows, where, without(keys, i), "", measures, having, limit));
    }
    for (int i = 0; i < measures.size() && measures.size() > 1; i++) {
      out.add(new Select(rows, where, keys, grouping, without(measures, i), having, limit));
    }
    for (int i = 0; i < where.size(); i++) {
      out.add(new Select(rows, without(where, i), keys, grouping, measures, having, limit));
    }
    rows.smaller(text())
        .forEach(r -> out.add(new Select(r, where, keys, grouping, measures, having, limit)));
    for (int i = 0; i < where.size(); i++) {
      for (Piece p : where.get(i).smaller()) {
        out.add(new Select(rows, with(where, i, p), keys, grouping, measures, having, limit));
      }
    }
    for (int i = 0; i < measures.size(); i++) {
      for (Measure m : measures.get(i).smaller()) {
        out.add(new Select(rows, where, keys, grouping, with(measures, i, m), having, limit));
      }
    }
    for (int i = 0; i < keys.size(); i++) {
      for (Piece p : keys.get(i).smaller()) {
        // A literal would be taken for a column's number.
        if (p.sql().contains(".")) {
          out.add(new Select(rows, where, with(keys, i, p), grouping, measures, having, limit));
        }
      }
    }
    return out;
  }

  /** Everything but FROM and the choice of variants. */
  private String text() {
    return Stream.of(
            where.stream().map(Piece::sql),
            keys.stream().map(Piece::sql),
            measures.stream().map(Measure::sql),
            Stream.ofNullable(having))
        .flatMap(s -> s)
        .collect(Collectors.joining(" "));
  }

  private static <T> List<T> without(List<T> list, int i) {
    List<T> out = new ArrayList<>(list);
    out.remove(i);
    return out;
  }

  private static <T> List<T> with(List<T> list, int i, T changed) {
    List<T> out = new ArrayList<>(list);
    out.set(i, changed);
    return out;
  }
}
