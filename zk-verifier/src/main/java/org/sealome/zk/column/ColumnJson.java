// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.sealome.zk.json.CanonicalJson;

/** The canonical JSON of headers, entries and directories. */
final class ColumnJson {
  private static final HexFormat HEX = HexFormat.of();

  private ColumnJson() {}

  /** The members that say a column's shape; the caller adds its own. */
  static Map<String, Object> of(ColumnShape shape) {
    Map<String, Object> tree = new TreeMap<>();
    tree.put("kind", shape.kind().name());
    tree.put("name", shape.name());
    tree.put("planes", shape.planes());
    tree.put("patients", (long) shape.patients());
    Map<String, Object> derived = new TreeMap<>();
    shape
        .derived()
        .forEach(
            (id, form) -> {
              Long[] coefficients = new Long[shape.planes().size()];
              Arrays.fill(coefficients, 0L);
              form.forEach((plane, coefficient) -> coefficients[plane] = coefficient);
              derived.put(id, List.of(coefficients));
            });
    tree.put("derived", derived);
    return tree;
  }

  static ColumnShape shape(Map<?, ?> tree) {
    List<String> planes = new ArrayList<>();
    for (Object plane : (List<?>) tree.get("planes")) {
      planes.add((String) plane);
    }
    SortedMap<String, SortedMap<Integer, Long>> derived = new TreeMap<>();
    ((Map<?, ?>) tree.get("derived"))
        .forEach((id, list) -> derived.put((String) id, form((List<?>) list)));
    return new ColumnShape(
        ColumnShape.Kind.valueOf((String) tree.get("kind")),
        (String) tree.get("name"),
        planes,
        derived,
        Math.toIntExact((Long) tree.get("patients")));
  }

  private static SortedMap<Integer, Long> form(List<?> coefficients) {
    SortedMap<Integer, Long> form = new TreeMap<>();
    for (int i = 0; i < coefficients.size(); i++) {
      if ((Long) coefficients.get(i) != 0) {
        form.put(i, (Long) coefficients.get(i));
      }
    }
    return form;
  }

  static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  static byte[] bytes(Object hex, int length) {
    byte[] bytes = HEX.parseHex((String) hex);
    if (bytes.length != length) {
      throw new IllegalArgumentException("hex of another length");
    }
    return bytes;
  }

  /**
   * Reads a document of which there is one text only.
   *
   * @param reader from the tree to a value; whatever runtime exception it throws says that the
   *     document is malformed
   * @param writer back to bytes, which must be the same
   */
  static <T> T read(
      String what, byte[] bytes, Function<Map<?, ?>, T> reader, Function<T, byte[]> writer) {
    T value;
    try {
      value = reader.apply((Map<?, ?>) CanonicalJson.read(bytes));
    } catch (RuntimeException e) {
      throw new ColumnFormatException("malformed " + what, e);
    }
    if (!Arrays.equals(writer.apply(value), bytes)) {
      throw new ColumnFormatException(
          "a " + what + " that is not canonical, or has members of its own");
    }
    return value;
  }
}
