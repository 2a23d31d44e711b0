// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
  private static String canonical(Object tree) {
    return new String(CanonicalJson.write(tree), StandardCharsets.UTF_8);
  }

  private static Object read(String json) {
    return CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  /** RFC 8785, section 3.2.3: keys in the order of UTF-16 code units. */
  @Test
  void keysAreSortedAsTheRfcsExample() {
    Object tree =
        read(
            "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\","
                + "\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\",\"1\":\"One\","
                + "\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\","
                + "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}");
    assertEquals(
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
            + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
            + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
            + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
        canonical(tree));
  }

  /** RFC 8785, section 3.2.2: escapes. */
  @Test
  void stringsAreEscapedAsTheRfcsExample() {
    Object tree = read("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"");
    assertEquals("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"", canonical(tree));
  }

  @Test
  void treesAreWrittenWithoutSpace() {
    Map<String, Object> map = new HashMap<>();
    map.put("b", Arrays.asList(1L, null, true, List.of(), Map.of()));
    map.put("a", -9007199254740991L);
    assertEquals("{\"a\":-9007199254740991,\"b\":[1,null,true,[],{}]}", canonical(map));
    assertEquals(map, read(" { \"b\" : [1,null , true,[],{}],\n\"a\":-9007199254740991}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "[1 2]",
        "{\"a\":1,\"a\":1}",
        "1 2",
        "1.5",
        "1e3",
        "1.0",
        "-0",
        "01",
        "9007199254740992",
        "-9007199254740992",
        "123456789012345678901234567890",
        "NaN",
        "nul",
        "'a'",
        "\"\\ud800\"",
        "{\"\\udc00\":1}",
        "\"\u0001\"",
        "// c\n1",
        "\ufeff1"
      })
  void whatHasNoCanonicalFormIsRejected(String json) {
    assertThrows(JsonFormatException.class, () -> read(json), json);
  }

  @Test
  void badBytesAndDepthsAreRejected() {
    byte[] latin = {'"', (byte) 0xe9, '"'};
    assertThrows(JsonFormatException.class, () -> CanonicalJson.read(latin));
    assertThrows(JsonFormatException.class, () -> read("[".repeat(1001) + "]".repeat(1001)));
    assertThrows(JsonFormatException.class, () -> canonical(1L << 53));
    assertThrows(JsonFormatException.class, () -> canonical(1.5));
    assertThrows(JsonFormatException.class, () -> canonical("\ud800x"));
  }
}
