// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Expressions;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.SqlType;

/**
 * An answer in a receipt. Numbers are strings there, as CAST to VARCHAR writes them: none is
 * rounded, and every Java writes the same.
 */
final class ReceiptAnswer {
  private ReceiptAnswer() {}

  static Map<String, Object> tree(Answer answer) {
    List<Object> columns = new ArrayList<>();
    answer.columns().forEach(c -> columns.add(Map.of("name", c.name(), "type", c.type().name())));
    List<Object> rows = new ArrayList<>();
    for (List<Object> row : answer.rows()) {
      List<Object> values = new ArrayList<>();
      row.forEach(v -> values.add(text(v)));
      rows.add(values);
    }
    List<Object> suppressed = new ArrayList<>();
    answer.suppressed().forEach(p -> suppressed.add(List.of((long) p.row(), (long) p.column())));
    return Map.of("columns", columns, "rows", rows, "suppressed", suppressed);
  }

  private static Object text(Object value) {
    return value == null || value instanceof Boolean
        ? value
        : Expressions.apply(Operator.CAST, SqlType.VARCHAR, List.of(value));
  }

  /** Whatever is malformed ends in some runtime exception, or is written differently again. */
  static Answer read(Map<?, ?> tree) {
    List<Column> columns = new ArrayList<>();
    for (Object column : (List<?>) tree.get("columns")) {
      Map<?, ?> c = (Map<?, ?>) column;
      columns.add(new Column((String) c.get("name"), SqlType.valueOf((String) c.get("type"))));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Object row : (List<?>) tree.get("rows")) {
      List<?> values = (List<?>) row;
      if (values.size() != columns.size()) {
        throw new ReceiptFormatException("answer: a row has not the width of the answer");
      }
      List<Object> out = new ArrayList<>();
      for (int c = 0; c < values.size(); c++) {
        out.add(value(columns.get(c).type(), values.get(c)));
      }
      rows.add(Collections.unmodifiableList(out));
    }
    List<Answer.Position> suppressed = new ArrayList<>();
    for (Object position : (List<?>) tree.get("suppressed")) {
      int row = Math.toIntExact((Long) ((List<?>) position).get(0));
      int column = Math.toIntExact((Long) ((List<?>) position).get(1));
      if (rows.get(row).get(column) != null) {
        throw new ReceiptFormatException("answer: a withheld value is there");
      }
      suppressed.add(new Answer.Position(row, column));
    }
    return new Answer(columns, rows, suppressed);
  }

  private static Object value(SqlType type, Object text) {
    if (text == null || type == SqlType.BOOLEAN) {
      return (Boolean) text;
    }
    String s = (String) text;
    return switch (type) {
      case INTEGER, BIGINT -> (Object) Long.valueOf(s);
      case DECIMAL -> new BigDecimal(s);
      case DOUBLE -> Double.valueOf(s);
      default -> s;
    };
  }
}
