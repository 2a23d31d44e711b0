// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.Expressions;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.SqlType;

/** The hash by which a receipt names its answer. */
public final class AnswerDigest {
  private AnswerDigest() {}

  /**
   * SHA-256 over an answer's canonical JSON: columns, rows, suppressed positions. Numbers are
   * strings there, as CAST to VARCHAR writes them: none is rounded, and every Java writes the same.
   */
  public static byte[] of(Answer answer) {
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
    byte[] json =
        CanonicalJson.write(Map.of("columns", columns, "rows", rows, "suppressed", suppressed));
    try {
      return MessageDigest.getInstance("SHA-256").digest(json);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Object text(Object value) {
    return value == null || value instanceof Boolean
        ? value
        : Expressions.apply(Operator.CAST, SqlType.VARCHAR, List.of(value));
  }
}
