// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.HexFormat;
import java.util.Locale;

/**
 * The address of an account or contract.
 *
 * @param hex {@code 0x} and 40 small hex digits
 */
public record Address(String hex) implements Comparable<Address> {
  public static final Address ZERO = new Address("0x" + "0".repeat(40));

  public Address {
    hex = hex.toLowerCase(Locale.ROOT);
    if (!hex.matches("0x[0-9a-f]{40}")) {
      throw new IllegalArgumentException("not an address: " + hex);
    }
  }

  public byte[] toBytes() {
    return HexFormat.of().parseHex(hex.substring(2));
  }

  @Override
  public int compareTo(Address other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
