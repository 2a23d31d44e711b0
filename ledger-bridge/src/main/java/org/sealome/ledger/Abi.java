// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The few parts of Solidity's ABI that the contracts' interfaces are made of. web3j's encoder and
 * the generated wrappers cost most of a second of class loading in a fresh process, which a query
 * on the command line cannot spare; a test holds this against them.
 */
final class Abi {
  private Abi() {}

  /** A value whose place in a tuple is an offset. */
  record Dynamic(byte[] encoding) {}

  /** The first four bytes of the signature's hash. */
  static byte[] selector(String signature) {
    return Arrays.copyOf(Keccak.hash(signature.getBytes(StandardCharsets.US_ASCII)), 4);
  }

  /** A call's data: selector and arguments. */
  static byte[] call(String signature, Object... arguments) {
    byte[] tuple = tuple(arguments);
    byte[] data = Arrays.copyOf(selector(signature), 4 + tuple.length);
    System.arraycopy(tuple, 0, data, 4, tuple.length);
    return data;
  }

  /**
   * A tuple's parts, one after the other.
   *
   * @param parts Bytes32, Address, Long or Integer (unsigned), byte[] (static, already encoded) or
   *     Dynamic
   */
  static byte[] tuple(Object... parts) {
    byte[][] heads = new byte[parts.length][];
    int headSize = 0;
    int size = 0;
    for (int i = 0; i < parts.length; i++) {
      heads[i] = parts[i] instanceof Dynamic ? new byte[32] : word(parts[i]);
      headSize += heads[i].length;
      size += parts[i] instanceof Dynamic d ? d.encoding.length : 0;
    }
    byte[] out = new byte[headSize + size];
    int head = 0;
    int tail = headSize;
    for (int i = 0; i < parts.length; i++) {
      byte[] value = heads[i];
      if (parts[i] instanceof Dynamic(byte[] encoding)) {
        value = word((long) tail);
        System.arraycopy(encoding, 0, out, tail, encoding.length);
        tail += encoding.length;
      }
      System.arraycopy(value, 0, out, head, value.length);
      head += value.length;
    }
    return out;
  }

  /** An array of static values, each encoded already or a word. */
  static Dynamic array(List<?> elements) {
    byte[][] encoded = new byte[elements.size()][];
    int size = 32;
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = word(elements.get(i));
      size += encoded[i].length;
    }
    byte[] out = new byte[size];
    System.arraycopy(word((long) encoded.length), 0, out, 0, 32);
    int at = 32;
    for (byte[] element : encoded) {
      System.arraycopy(element, 0, out, at, element.length);
      at += element.length;
    }
    return new Dynamic(out);
  }

  /** An array of dynamic values. */
  static Dynamic arrayOfDynamic(List<Dynamic> elements) {
    byte[] body = tuple(elements.toArray());
    byte[] out = new byte[32 + body.length];
    System.arraycopy(word((long) elements.size()), 0, out, 0, 32);
    System.arraycopy(body, 0, out, 32, body.length);
    return new Dynamic(out);
  }

  /** Bytes of any length. */
  static Dynamic bytes(byte[] value) {
    byte[] out = new byte[32 + (value.length + 31) / 32 * 32];
    System.arraycopy(word((long) value.length), 0, out, 0, 32);
    System.arraycopy(value, 0, out, 32, value.length);
    return new Dynamic(out);
  }

  /** Words one after the other, as {@code abi.encodePacked} of a bytes32[]. */
  static byte[] packed(List<Bytes32> words) {
    byte[] out = new byte[32 * words.size()];
    for (int i = 0; i < words.size(); i++) {
      System.arraycopy(words.get(i).toBytes(), 0, out, 32 * i, 32);
    }
    return out;
  }

  private static byte[] word(Object value) {
    return switch (value) {
      case byte[] encoded -> encoded;
      case Bytes32 bytes -> bytes.toBytes();
      case Integer number -> word(number.longValue());
      case Long number -> {
        byte[] out = new byte[32];
        for (int i = 0; i < 8; i++) {
          out[31 - i] = (byte) (number >>> (8 * i));
        }
        yield out;
      }
      case Address address -> {
        byte[] out = new byte[32];
        System.arraycopy(address.toBytes(), 0, out, 12, 20);
        yield out;
      }
      default -> throw new IllegalArgumentException("no ABI value: " + value.getClass());
    };
  }

  /**
   * Reads what a contract answered.
   *
   * @param data the whole answer
   * @param base where the tuple being read begins; offsets count from there
   */
  record Reader(byte[] data, int base) {
    Reader(byte[] data) {
      this(data, 0);
    }

    /** The word with this index. */
    Bytes32 word(int index) {
      int at = base + 32 * index;
      if (at < 0 || at + 32 > data.length) {
        throw new IllegalArgumentException("a contract's answer is too short");
      }
      return Bytes32.of(Arrays.copyOfRange(data, at, at + 32));
    }

    /** A number below 2⁶³. */
    long number(int index) {
      byte[] word = word(index).toBytes();
      long value = 0;
      for (int i = 0; i < 32; i++) {
        if (i < 24 && word[i] != 0 || i == 24 && word[i] < 0) {
          throw new IllegalArgumentException("a contract's answer has a number out of range");
        }
        value = value << 8 | word[i] & 0xff;
      }
      return value;
    }

    Address address(int index) {
      return new Address("0x" + word(index).hex().substring(26));
    }

    /** What the offset at this index points to. */
    Reader at(int index) {
      return new Reader(data, base + Math.toIntExact(number(index)));
    }

    /** The elements behind a length: offsets in them count from there. */
    Reader elements() {
      return new Reader(data, base + 32);
    }

    /** The length of the array that begins here, checked against what is there. */
    int length() {
      long length = number(0);
      if (length > (data.length - base) / 32) {
        throw new IllegalArgumentException("a contract's answer is too short");
      }
      return (int) length;
    }

    /** The bytes of any length that begin here. */
    byte[] bytes() {
      long length = number(0);
      if (length > data.length - base - 32) {
        throw new IllegalArgumentException("a contract's answer is too short");
      }
      return Arrays.copyOfRange(data, base + 32, base + 32 + (int) length);
    }

    /** The words of the array that begins here. */
    byte[] words() {
      return Arrays.copyOfRange(data, base + 32, base + 32 + 32 * length());
    }
  }
}
