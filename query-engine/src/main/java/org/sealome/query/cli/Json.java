// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes values as JSON on one line; keys in the order of their map. */
final class Json {
  private final StringBuilder out = new StringBuilder();

  private Json() {}

  /**
   * @param value null, Boolean, Number, CharSequence, {@link Raw}, or a List or Map of such; a
   *     double that is no number becomes null, as JSON has none
   */
  static String write(Object value) {
    Json json = new Json();
    json.any(value);
    return json.out.toString();
  }

  /** JSON that is already written. */
  record Raw(String json) {}

  private void any(Object value) {
    switch (value) {
      case null -> out.append("null");
      case Raw raw -> out.append(raw.json());
      case Double d when !Double.isFinite(d) -> out.append("null");
      case BigDecimal d -> out.append(d.toPlainString());
      case Number n -> out.append(n);
      case Boolean b -> out.append(b);
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default -> string(value.toString());
    }
  }

  private void list(List<?> list) {
    out.append('[');
    for (Iterator<?> i = list.iterator(); i.hasNext(); ) {
      any(i.next());
      if (i.hasNext()) {
        out.append(',');
      }
    }
    out.append(']');
  }

  private void map(Map<?, ?> map) {
    out.append('{');
    for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<?, ?> e = i.next();
      string(e.getKey().toString());
      out.append(':');
      any(e.getValue());
      if (i.hasNext()) {
        out.append(',');
      }
    }
    out.append('}');
  }

  private void string(String s) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
