// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.json;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CBOR as RFC 8949, section 4.2.1, has it written (core deterministic encoding), of the trees of
 * {@link CanonicalJson} and of {@code byte[]}: one text for each tree. Tags, floating point and
 * simple values other than true, false and null are neither written nor read.
 */
public final class CanonicalCbor {
  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int FALSE = 0xf4;
  private static final int TRUE = 0xf5;
  private static final int NULL = 0xf6;

  private CanonicalCbor() {}

  /**
   * The one encoding of a tree.
   *
   * @throws JsonFormatException for values of other classes, integers out of range, lone
   *     surrogates, and what is nested too deep
   */
  public static byte[] write(Object tree) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, tree, 0);
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, Object value, int depth) {
    if (depth > CanonicalJson.MAX_DEPTH) {
      throw new JsonFormatException("nested deeper than " + CanonicalJson.MAX_DEPTH);
    }
    if (value == null) {
      out.write(NULL);
    } else if (value instanceof Boolean b) {
      out.write(b ? TRUE : FALSE);
    } else if (value instanceof Long l) {
      requireRange(l);
      // ~l is −1 − l, which is what a negative integer is written as.
      head(out, l < 0 ? NEGATIVE : UNSIGNED, l < 0 ? ~l : l);
    } else if (value instanceof byte[] bytes) {
      head(out, BYTES, bytes.length);
      out.writeBytes(bytes);
    } else if (value instanceof String text) {
      out.writeBytes(text(text));
    } else if (value instanceof List<?> list) {
      head(out, ARRAY, list.size());
      list.forEach(item -> write(out, item, depth + 1));
    } else if (value instanceof Map<?, ?> map) {
      TreeMap<byte[], Object> sorted = new TreeMap<>(Arrays::compareUnsigned);
      map.forEach((key, inner) -> sorted.put(text((String) key), inner));
      head(out, MAP, sorted.size());
      sorted.forEach(
          (key, inner) -> {
            out.writeBytes(key);
            write(out, inner, depth + 1);
          });
    } else {
      throw new JsonFormatException("cannot write a " + value.getClass().getSimpleName());
    }
  }

  private static void requireRange(long value) {
    if (value > CanonicalJson.MAX_INTEGER || value < -CanonicalJson.MAX_INTEGER) {
      throw new JsonFormatException("an integer out of range");
    }
  }

  private static byte[] text(String text) {
    try {
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      head(out, TEXT, utf8.remaining());
      out.write(utf8.array(), utf8.position(), utf8.remaining());
      return out.toByteArray();
    } catch (CharacterCodingException e) {
      throw new JsonFormatException("a lone surrogate", e);
    }
  }

  private static void head(ByteArrayOutputStream out, int major, long argument) {
    int bytes =
        argument < 24
            ? 0
            : argument <= 0xff ? 1 : argument <= 0xffff ? 2 : argument >>> 32 == 0 ? 4 : 8;
    int info = bytes == 0 ? (int) argument : 24 + Integer.numberOfTrailingZeros(bytes);
    out.write(major << 5 | info);
    for (int i = bytes - 1; i >= 0; i--) {
      out.write((int) (argument >>> (Byte.SIZE * i)));
    }
  }

  /**
   * Reads what {@link #write} wrote; integers are {@link Long}, maps keep their order.
   *
   * @throws JsonFormatException for any other bytes: lengths that are indefinite or longer than
   *     need be, keys out of order or twice, other types, bytes that are missing or left over
   */
  public static Object read(byte[] cbor) {
    ByteBuffer in = ByteBuffer.wrap(cbor);
    Object tree = read(in, 0);
    if (in.hasRemaining()) {
      throw new JsonFormatException("bytes after the document");
    }
    return tree;
  }

  private static Object read(ByteBuffer in, int depth) {
    if (depth > CanonicalJson.MAX_DEPTH) {
      throw new JsonFormatException("nested deeper than " + CanonicalJson.MAX_DEPTH);
    }
    int first = octet(in);
    switch (first) {
      case NULL:
        return null;
      case FALSE:
        return false;
      case TRUE:
        return true;
      default:
    }
    long argument = argument(in, first & 31);
    switch (first >> 5) {
      case UNSIGNED:
        requireRange(argument);
        return argument;
      case NEGATIVE:
        requireRange(~argument);
        return ~argument;
      case BYTES:
        return take(in, argument);
      case TEXT:
        return decoded(take(in, argument));
      case ARRAY:
        List<Object> list = new ArrayList<>();
        for (long left = argument; left > 0; left--) {
          list.add(read(in, depth + 1));
        }
        return list;
      case MAP:
        return map(in, argument, depth);
      default:
        throw new JsonFormatException("CBOR of a type that is not used");
    }
  }

  private static Map<String, Object> map(ByteBuffer in, long size, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    byte[] before = new byte[0];
    for (long left = size; left > 0; left--) {
      int start = in.position();
      if (!(read(in, depth + 1) instanceof String key)) {
        throw new JsonFormatException("a key that is no text");
      }
      byte[] written = Arrays.copyOfRange(in.array(), start, in.position());
      if (Arrays.compareUnsigned(before, written) >= 0) {
        throw new JsonFormatException("a key that is there twice or out of order");
      }
      before = written;
      map.put(key, read(in, depth + 1));
    }
    return map;
  }

  private static int octet(ByteBuffer in) {
    if (!in.hasRemaining()) {
      throw new JsonFormatException("a document that is cut off");
    }
    return in.get() & 0xff;
  }

  /** Of a head: never negative, and in the shortest form that there is. */
  private static long argument(ByteBuffer in, int info) {
    if (info < 24) {
      return info;
    }
    if (info > 27) {
      throw new JsonFormatException("an indefinite or reserved length");
    }
    int bytes = 1 << (info - 24);
    long argument = 0;
    for (int i = 0; i < bytes; i++) {
      argument = argument << Byte.SIZE | octet(in);
    }
    long least = bytes == 1 ? 24 : 1L << (Byte.SIZE * bytes / 2);
    if (argument < least) {
      throw new JsonFormatException("a number that is longer than need be, or out of range");
    }
    return argument;
  }

  private static byte[] take(ByteBuffer in, long length) {
    if (length > in.remaining()) {
      throw new JsonFormatException("a document that is cut off");
    }
    byte[] out = new byte[(int) length];
    in.get(out);
    return out;
  }

  private static String decoded(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new JsonFormatException("a text that is not UTF-8", e);
    }
  }
}
