// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Conditions of one consent: all must be met. Immutable.
 *
 * @param code the contract's: flags in the last two bytes, the country in bytes 28 and 29, a
 *     moratorium's end in bytes 26 and 27, institution or project in the first twenty
 */
public record Conditions(Bytes32 code) {
  /** None: whoever is entitled may use it. */
  public static final Conditions NONE = new Conditions(Bytes32.ZERO);

  /** The first day that no moratorium can name: the contract has 16 bits for it. */
  public static final LocalDate LAST_DAY = LocalDate.ofEpochDay(0x1_0000);

  private static final int FLAGS = 30;
  private static final int COUNTRY = 28;
  private static final int DAY = 26;
  private static final int NAME_BYTES = 20;

  /**
   * Conditions that name nothing.
   *
   * @throws IllegalArgumentException for one that does ({@link Condition#isNamed})
   */
  public static Conditions of(Condition... conditions) {
    byte[] code = new byte[32];
    for (Condition condition : conditions) {
      if (condition.isNamed()) {
        throw new IllegalArgumentException(condition + " names something");
      }
      set(code, condition);
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
    set(bytes, Condition.GS);
    bytes[COUNTRY] = (byte) country.charAt(0);
    bytes[COUNTRY + 1] = (byte) country.charAt(1);
    return new Conditions(Bytes32.of(bytes));
  }

  /** These, and the requester is of that institution. */
  public Conditions ofInstitution(Address institution) {
    return named(Condition.IS, Condition.PS, institution.toBytes());
  }

  /**
   * These, and a protocol with this document stands for the requester.
   *
   * @param documentHash {@link Protocol#documentHash}, of which the first twenty bytes count
   * @throws IllegalArgumentException where these name an institution already: there is room for one
   */
  public Conditions inProject(Bytes32 documentHash) {
    return named(Condition.PS, Condition.IS, documentHash.toBytes());
  }

  /**
   * These, and until that day only requesters who undertake not to publish before it.
   *
   * @param until after 1970-01-01 and before {@link #LAST_DAY}
   */
  public Conditions embargoedUntil(LocalDate until) {
    if (until.toEpochDay() < 1 || !until.isBefore(LAST_DAY)) {
      throw new IllegalArgumentException("no day of a moratorium: " + until);
    }
    byte[] bytes = code.toBytes();
    set(bytes, Condition.MOR);
    bytes[DAY] = (byte) (until.toEpochDay() >> 8);
    bytes[DAY + 1] = (byte) until.toEpochDay();
    return new Conditions(Bytes32.of(bytes));
  }

  /**
   * These and those; where both name a country, an institution or a project, the other's, and of
   * two days the later.
   *
   * @throws IllegalArgumentException where one names an institution and the other a project
   */
  public Conditions and(Conditions other) {
    Set<Condition> set = other.set();
    byte[] others = other.code.toBytes();
    Conditions both = this;
    if (set.contains(Condition.IS)) {
      both = both.named(Condition.IS, Condition.PS, others);
    }
    if (set.contains(Condition.PS)) {
      both = both.named(Condition.PS, Condition.IS, others);
    }
    byte[] bytes = both.code.toBytes();
    if (set.contains(Condition.GS)) {
      System.arraycopy(others, COUNTRY, bytes, COUNTRY, 2);
    }
    if (Arrays.compareUnsigned(bytes, DAY, DAY + 2, others, DAY, DAY + 2) < 0) {
      System.arraycopy(others, DAY, bytes, DAY, 2);
    }
    set.forEach(condition -> set(bytes, condition));
    return new Conditions(Bytes32.of(bytes));
  }

  /** Which they are. */
  public Set<Condition> set() {
    byte[] bytes = code.toBytes();
    int flags = (bytes[FLAGS] & 0xff) << 8 | bytes[FLAGS + 1] & 0xff;
    Set<Condition> set = EnumSet.noneOf(Condition.class);
    for (Condition condition : Condition.values()) {
      if ((flags & condition.flag()) != 0) {
        set.add(condition);
      }
    }
    return set;
  }

  /** The first day on which results may be published; empty: there is no moratorium. */
  public Optional<LocalDate> embargo() {
    byte[] bytes = code.toBytes();
    return set().contains(Condition.MOR)
        ? Optional.of(LocalDate.ofEpochDay((bytes[DAY] & 0xff) << 8 | bytes[DAY + 1] & 0xff))
        : Optional.empty();
  }

  /**
   * Separated by commas; a country as {@code GS:GB}, an institution as {@code IS:0x…}, a moratorium
   * as {@code MOR:2027-01-01}, a project as {@code PS:0x…}.
   */
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
            case IS -> "IS:" + names.apply(new Address(name()));
            case PS -> "PS:" + name();
            case MOR -> "MOR:" + embargo().orElseThrow();
            default -> condition.name();
          });
    }
    return String.join(",", parts);
  }

  private String name() {
    return code.hex().substring(0, 2 + 2 * NAME_BYTES);
  }

  private Conditions named(Condition one, Condition other, byte[] name) {
    if (set().contains(other)) {
      throw new IllegalArgumentException(one + " and " + other + " exclude each other");
    }
    byte[] bytes = code.toBytes();
    set(bytes, one);
    System.arraycopy(name, 0, bytes, 0, NAME_BYTES);
    return new Conditions(Bytes32.of(bytes));
  }

  private static void set(byte[] code, Condition condition) {
    code[FLAGS] |= (byte) (condition.flag() >> 8);
    code[FLAGS + 1] |= (byte) condition.flag();
  }
}
