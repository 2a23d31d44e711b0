// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** 32 bytes as the contracts know them: identifiers, hashes, digests. */
public final class Bytes32 implements Comparable<Bytes32> {
  public static final Bytes32 ZERO = new Bytes32(new byte[32]);

  private final byte[] bytes;

  private Bytes32(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException unless there are exactly 32 bytes
   */
  public static Bytes32 of(byte[] bytes) {
    if (bytes.length != 32) {
      throw new IllegalArgumentException("32 bytes wanted, got " + bytes.length);
    }
    return new Bytes32(bytes.clone());
  }

  /** From 64 hex digits, {@code 0x} before them or not. */
  public static Bytes32 fromHex(String hex) {
    return of(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
  }

  /** keccak256 of the parts, one after the other. */
  public static Bytes32 keccak(byte[]... parts) {
    return new Bytes32(Keccak.hash(parts));
  }

  /** keccak256 of the text's UTF-8 bytes. */
  public static Bytes32 keccak(String text) {
    return keccak(text.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  /** {@code 0x} and 64 small digits. */
  public String hex() {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  public boolean isZero() {
    return equals(ZERO);
  }

  @Override
  public int compareTo(Bytes32 other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes32 that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
