// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Conditions of one consent: all must be met. Immutable.
 *
 * @param code the contract's: flags in the last byte, the country in bytes 28 and 29, the
 *     institution in the first twenty
 */
public record Conditions(Bytes32 code) {
  /** None: whoever is entitled may use it. */
  public static final Conditions NONE = new Conditions(Bytes32.ZERO);

  private static final int FLAGS = 31;
  private static final int COUNTRY = 28;

  /**
   * Conditions without a place.
   *
   * @throws IllegalArgumentException for {@link Condition#GS} and {@link Condition#IS}, which have
   *     one
   */
  public static Conditions of(Condition... conditions) {
    byte[] code = new byte[32];
    for (Condition condition : conditions) {
      if (condition == Condition.GS || condition == Condition.IS) {
        throw new IllegalArgumentException(condition + " needs a place");
      }
      code[FLAGS] |= (byte) condition.flag();
    }
    return new Conditions(Bytes32.of(code));
  }

  /**
   * These, and the requester works in that country.
   *
   * @param country ISO 3166, two capital letters
   */
  public Conditions inCountry(String country) {
    if (!country.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("no country: " + country);
    }
    byte[] bytes = code.toBytes();
    bytes[FLAGS] |= (byte) Condition.GS.flag();
    bytes[COUNTRY] = (byte) country.charAt(0);
    bytes[COUNTRY + 1] = (byte) country.charAt(1);
    return new Conditions(Bytes32.of(bytes));
  }

  /** These, and the requester is of that institution. */
  public Conditions ofInstitution(Address institution) {
    byte[] bytes = code.toBytes();
    bytes[FLAGS] |= (byte) Condition.IS.flag();
    System.arraycopy(institution.toBytes(), 0, bytes, 0, 20);
    return new Conditions(Bytes32.of(bytes));
  }

  /** These and those; where both name a place, the other's. */
  public Conditions and(Conditions other) {
    byte[] bytes = code.toBytes();
    byte[] others = other.code.toBytes();
    Set<Condition> set = other.set();
    if (set.contains(Condition.GS)) {
      System.arraycopy(others, COUNTRY, bytes, COUNTRY, 2);
    }
    if (set.contains(Condition.IS)) {
      System.arraycopy(others, 0, bytes, 0, 20);
    }
    bytes[FLAGS] |= others[FLAGS];
    return new Conditions(Bytes32.of(bytes));
  }

  /** Which they are. */
  public Set<Condition> set() {
    Set<Condition> set = EnumSet.noneOf(Condition.class);
    for (Condition condition : Condition.values()) {
      if ((code.toBytes()[FLAGS] & condition.flag()) != 0) {
        set.add(condition);
      }
    }
    return set;
  }

  /** Separated by commas; a country as {@code GS:GB}, an institution as {@code IS:0x…}. */
  @Override
  public String toString() {
    return toString(Address::hex);
  }

  /** As {@link #toString()}, with an institution's name in place of its address. */
  public String toString(Function<Address, String> names) {
    List<String> parts = new ArrayList<>();
    byte[] bytes = code.toBytes();
    for (Condition condition : set()) {
      parts.add(
          switch (condition) {
            case GS -> "GS:" + (char) bytes[COUNTRY] + (char) bytes[COUNTRY + 1];
            case IS -> "IS:" + names.apply(new Address(code.hex().substring(0, 42)));
            default -> condition.name();
          });
    }
    return String.join(",", parts);
  }
}
