// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON Canonicalization Scheme of RFC 8785, for documents whose numbers are integers of at most
 * {@link #MAX_INTEGER} either way: then canonical numbers need no binary floating point. Whatever
 * else a document has to say of numbers it says in strings.
 *
 * <p>A document is a tree of {@link Map} (with string keys), {@link List}, {@link String}, {@link
 * Long}, {@link Boolean} and null.
 */
public final class CanonicalJson {
  /** 2⁵³ − 1: up to here every reader of JSON agrees on what an integer is. */
  public static final long MAX_INTEGER = (1L << 53) - 1;

  /** Deeper documents are neither written nor read. */
  public static final int MAX_DEPTH = 1000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(1 << 26)
                  .maxNumberLength(20)
                  .build())
          .build();

  private CanonicalJson() {}

  /**
   * The one text of a tree.
   *
   * @throws JsonFormatException for values of other classes, integers out of range, lone
   *     surrogates, and what is nested too deep
   */
  public static byte[] write(Object tree) {
    StringBuilder out = new StringBuilder();
    write(out, tree, 0);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(StringBuilder out, Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new JsonFormatException("nested deeper than " + MAX_DEPTH);
    }
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof String s) {
      appendString(out, s);
    } else if (value instanceof Long l) {
      appendInteger(out, l);
    } else if (value instanceof List<?> list) {
      out.append('[');
      for (int i = 0; i < list.size(); i++) {
        if (i > 0) {
          out.append(',');
        }
        write(out, list.get(i), depth + 1);
      }
      out.append(']');
    } else if (value instanceof Map<?, ?> map) {
      // RFC 8785 orders keys by UTF-16 code unit, as String does.
      TreeMap<String, Object> sorted = new TreeMap<>();
      map.forEach((k, v) -> sorted.put((String) k, v));
      char separator = '{';
      for (Map.Entry<String, Object> e : sorted.entrySet()) {
        out.append(separator);
        appendString(out, e.getKey());
        out.append(':');
        write(out, e.getValue(), depth + 1);
        separator = ',';
      }
      out.append(separator == '{' ? "{}" : "}");
    } else {
      throw new JsonFormatException("no canonical form for a " + value.getClass().getSimpleName());
    }
  }

  /** Appends a canonical string, quotes included. */
  public static void appendString(StringBuilder out, String s) {
    out.append('"');
    int done = 0;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c >= 0x20 && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isSurrogatePair(c, i + 1 < s.length() ? s.charAt(i + 1) : ' ')) {
          throw new JsonFormatException("a string holds half a surrogate pair");
        }
        i++;
        continue;
      }
      out.append(s, done, i).append('\\');
      done = i + 1;
      switch (c) {
        case '"', '\\' -> out.append(c);
        case '\b' -> out.append('b');
        case '\f' -> out.append('f');
        case '\n' -> out.append('n');
        case '\r' -> out.append('r');
        case '\t' -> out.append('t');
        default -> out.append("u00").append(hex(c >> 4)).append(hex(c & 15));
      }
    }
    out.append(s, done, s.length()).append('"');
  }

  private static char hex(int digit) {
    return Character.forDigit(digit, 16);
  }

  /** Appends an integer within {@link #MAX_INTEGER}. */
  public static void appendInteger(StringBuilder out, long value) {
    if (value > MAX_INTEGER || value < -MAX_INTEGER) {
      throw new JsonFormatException("an integer beyond 2^53 must be written as a string");
    }
    out.append(value);
  }

  /**
   * Reads a document, canonical or not: order of members and white space are free, their content is
   * not.
   *
   * @throws JsonFormatException for bytes that are no UTF-8, anything after the document, a key
   *     that appears twice, fractions, exponents, integers out of range, what is nested too deep
   */
  public static Object read(byte[] json) {
    CharBuffer text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
    } catch (CharacterCodingException e) {
      throw new JsonFormatException("not UTF-8", e);
    }
    try (JsonParser parser = FACTORY.createParser(text.toString())) {
      parser.nextToken();
      Object tree = value(parser);
      if (parser.nextToken() != null) {
        throw new JsonFormatException("something follows the document");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new JsonFormatException("not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new JsonFormatException("not JSON", e);
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new JsonFormatException("the document is empty or cut off");
    }
    switch (token) {
      case START_OBJECT:
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = whole(parser.currentName());
          parser.nextToken();
          map.put(key, value(parser));
        }
        return map;
      case START_ARRAY:
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        return list;
      case VALUE_STRING:
        return whole(parser.getText());
      case VALUE_NUMBER_INT:
        String digits = parser.getText();
        long number = digits.length() > 17 ? Long.MAX_VALUE : Long.parseLong(digits);
        if (number > MAX_INTEGER || number < -MAX_INTEGER || digits.equals("-0")) {
          throw new JsonFormatException("an integer out of range");
        }
        return number;
      case VALUE_TRUE:
        return true;
      case VALUE_FALSE:
        return false;
      case VALUE_NULL:
        return null;
      default:
        throw new JsonFormatException("a number that is no integer");
    }
  }

  /** An escape can spell half a surrogate pair, which no UTF-8 can. */
  private static String whole(String s) {
    for (int i = 0; i < s.length(); i++) {
      if (Character.isSurrogate(s.charAt(i))) {
        if (!Character.isSurrogatePair(s.charAt(i), i + 1 < s.length() ? s.charAt(i + 1) : ' ')) {
          throw new JsonFormatException("a string holds half a surrogate pair");
        }
        i++;
      }
    }
    return s;
  }
}
