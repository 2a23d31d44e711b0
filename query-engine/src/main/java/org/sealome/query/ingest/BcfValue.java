// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A typed value of a BCF record: a vector of integers, of floats, or text. */
final class BcfValue {
  /** A type descriptor: how many elements of what width. */
  record Shape(int type, int count) {
    int width() {
      return switch (type) {
        case 0 -> 0;
        case 1, 7 -> 1;
        case 2 -> 2;
        case 3, 5 -> 4;
        default -> throw new IllegalArgumentException("no BCF type " + type);
      };
    }

    boolean integers() {
      return type >= 1 && type <= 3;
    }
  }

  private static final int FLOAT_MISSING = 0x7F800001;
  private static final int FLOAT_END = 0x7F800002;

  private final Shape shape;
  private final ByteBuffer data;

  private BcfValue(Shape shape, ByteBuffer data) {
    this.shape = shape;
    this.data = data;
  }

  static Shape shape(ByteBuffer in) {
    int descriptor = in.get() & 0xFF;
    int count = descriptor >>> 4;
    Shape shape = new Shape(descriptor & 0xF, count);
    if (count == 15) {
      int[] longer = read(in).integers();
      if (longer.length != 1 || longer[0] < 0) {
        throw new IllegalArgumentException("a vector without a length");
      }
      shape = new Shape(shape.type, longer[0]);
    }
    shape.width();
    return shape;
  }

  static BcfValue read(ByteBuffer in) {
    Shape shape = shape(in);
    long length = (long) shape.width() * shape.count;
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer data = in.slice(in.position(), (int) length).order(in.order());
    in.position(in.position() + (int) length);
    return new BcfValue(shape, data);
  }

  /** The integers, without missing ones. */
  int[] integers() {
    if (shape.count == 0 || !shape.integers()) {
      return new int[0];
    }
    int[] out = new int[shape.count];
    int used = 0;
    for (int i = 0; i < shape.count; i++) {
      int value = integer(i);
      if (value > minimum() + 1) {
        out[used++] = value;
      }
    }
    return Arrays.copyOf(out, used);
  }

  private int integer(int i) {
    return switch (shape.type) {
      case 1 -> data.get(i);
      case 2 -> data.getShort(2 * i);
      default -> data.getInt(4 * i);
    };
  }

  private int minimum() {
    return switch (shape.type) {
      case 1 -> Byte.MIN_VALUE;
      case 2 -> Short.MIN_VALUE;
      default -> Integer.MIN_VALUE;
    };
  }

  /** As a VCF would write it: elements joined by commas, '.' for missing ones. */
  String text() {
    return switch (shape.type) {
      case 0 -> "";
      case 7 -> {
        byte[] bytes = new byte[shape.count];
        data.get(0, bytes);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
          end--;
        }
        yield new String(bytes, 0, end, StandardCharsets.UTF_8);
      }
      case 5 ->
          java.util.stream.IntStream.range(0, shape.count)
              .map(i -> data.getInt(4 * i))
              .takeWhile(bits -> bits != FLOAT_END)
              .mapToObj(bits -> bits == FLOAT_MISSING ? "." : number(Float.intBitsToFloat(bits)))
              .collect(Collectors.joining(","));
      default ->
          java.util.stream.IntStream.range(0, shape.count)
              .map(this::integer)
              .takeWhile(value -> value != minimum() + 1)
              .mapToObj(value -> value == minimum() ? "." : Integer.toString(value))
              .collect(Collectors.joining(","));
    };
  }

  private static String number(float value) {
    return value == Math.rint(value) && Math.abs(value) < 1e7
        ? Long.toString((long) value)
        : Float.toString(value);
  }
}
