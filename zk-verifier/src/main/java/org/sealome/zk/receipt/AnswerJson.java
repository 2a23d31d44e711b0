// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.SqlType;

/**
 * Reads what {@code sealome query --format json} prints, without rounding a number: {@code
 * {"columns":[{"name","type"}],"rows":[[…]],"suppressed":[[row,column],…],…}}.
 */
public final class AnswerJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private AnswerJson() {}

  /**
   * The answer in a document; other members are passed over.
   *
   * @throws ReceiptFormatException for what is no answer
   */
  public static Answer read(byte[] json) {
    List<Column> columns = null;
    List<List<String>> rows = null;
    List<Answer.Position> suppressed = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(json)) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "columns" -> columns = columns(parser);
          case "rows" -> rows = rows(parser);
          case "suppressed" -> {
            for (List<String> p : rows(parser)) {
              require(p.size() == 2);
              suppressed.add(
                  new Answer.Position(Integer.parseInt(p.get(0)), Integer.parseInt(p.get(1))));
            }
          }
          default -> parser.skipChildren();
        }
      }
    } catch (IOException | NumberFormatException e) {
      throw new ReceiptFormatException("no answer in JSON", e);
    }
    require(columns != null && rows != null);
    return new Answer(columns, values(columns, rows), suppressed);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new ReceiptFormatException("no answer as 'query --format json' prints it");
    }
  }

  private static List<Column> columns(JsonParser parser) throws IOException {
    List<Column> out = new ArrayList<>();
    require(parser.currentToken() == JsonToken.START_ARRAY);
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      String name = null;
      String type = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        String text = parser.nextTextValue();
        require(text != null);
        if (field.equals("name")) {
          name = text;
        } else if (field.equals("type")) {
          type = text;
        }
      }
      require(name != null && type != null);
      try {
        out.add(new Column(name, SqlType.valueOf(type)));
      } catch (IllegalArgumentException e) {
        throw new ReceiptFormatException("a column of type '" + type + "'", e);
      }
    }
    require(parser.currentToken() == JsonToken.END_ARRAY);
    return out;
  }

  /** Arrays of scalars as their text, null for null. */
  private static List<List<String>> rows(JsonParser parser) throws IOException {
    List<List<String>> out = new ArrayList<>();
    require(parser.currentToken() == JsonToken.START_ARRAY);
    while (parser.nextToken() == JsonToken.START_ARRAY) {
      List<String> row = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        require(parser.currentToken() != null && parser.currentToken().isScalarValue());
        row.add(parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText());
      }
      out.add(row);
    }
    require(parser.currentToken() == JsonToken.END_ARRAY);
    return out;
  }

  private static List<List<Object>> values(List<Column> columns, List<List<String>> rows) {
    List<List<Object>> out = new ArrayList<>();
    for (List<String> row : rows) {
      require(row.size() == columns.size());
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        values.add(row.get(i) == null ? null : value(columns.get(i).type(), row.get(i)));
      }
      out.add(java.util.Collections.unmodifiableList(values));
    }
    return out;
  }

  private static Object value(SqlType type, String text) {
    try {
      return switch (type) {
        case BOOLEAN -> Boolean.valueOf(text);
        case INTEGER, BIGINT -> Long.valueOf(text);
        case DECIMAL -> new BigDecimal(text);
        case DOUBLE -> Double.valueOf(text);
        case VARCHAR -> text;
      };
    } catch (NumberFormatException e) {
      throw new ReceiptFormatException("'" + text + "' is no " + type, e);
    }
  }
}
