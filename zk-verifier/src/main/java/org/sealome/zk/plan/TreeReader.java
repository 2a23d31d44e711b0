// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.sealome.zk.json.CanonicalJson;

/** Takes a JSON tree for what it has to be, and says where it is something else. */
abstract class TreeReader {
  /** What is being read, for messages. */
  private String where;

  TreeReader(String where) {
    this.where = where;
  }

  final String where() {
    return where;
  }

  /** A field, which is being read from now on. */
  final Object at(Map<?, ?> map, String field) {
    where = field;
    return map.get(field);
  }

  final PlanFormatException wrong(String expected) {
    return new PlanFormatException(where + ": expected " + expected);
  }

  final Map<?, ?> map(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong("an object");
  }

  /** Exactly these, and perhaps one more. */
  final void fields(Map<?, ?> map, Set<String> expected, String optional) {
    for (String field : expected) {
      if (!map.containsKey(field)) {
        throw new PlanFormatException(where + ": no field '" + field + "'");
      }
    }
    for (Object field : map.keySet()) {
      if (!expected.contains(field) && !field.equals(optional)) {
        throw new PlanFormatException(where + ": unknown field '" + field + "'");
      }
    }
  }

  final List<?> list(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong("an array");
  }

  final List<?> list(Object value, int size) {
    List<?> list = list(value);
    if (list.size() != size) {
      throw wrong("an array of " + size);
    }
    return list;
  }

  final <T> List<T> list(Object value, Function<Object, T> reader) {
    List<?> list = list(value);
    List<T> out = new ArrayList<>(list.size());
    for (Object item : list) {
      out.add(reader.apply(item));
    }
    return out;
  }

  final String string(Object value) {
    if (value instanceof String s) {
      return s;
    }
    throw wrong("a string");
  }

  final boolean bool(Object value) {
    if (value instanceof Boolean b) {
      return b;
    }
    throw wrong("true or false");
  }

  final int index(Object value) {
    if (value instanceof Long l && l == l.intValue()) {
      return l.intValue();
    }
    throw wrong("an index");
  }

  /** A number, or a string where it is beyond what JSON carries exactly. */
  final long integer(Object value) {
    if (value instanceof Long l) {
      return l;
    }
    if (value instanceof String s) {
      long l = Long.parseLong(s);
      if (l > CanonicalJson.MAX_INTEGER || l < -CanonicalJson.MAX_INTEGER) {
        return l;
      }
    }
    throw wrong("an integer");
  }

  final <E extends Enum<E>> E constant(Class<E> type, Object value) {
    String name = string(value);
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new PlanFormatException(
          where + ": '" + name + "' is no " + type.getSimpleName().toLowerCase(Locale.ROOT), e);
    }
  }
}
