// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.sealome.ledger.Affiliation;
import org.sealome.ledger.Condition;
import org.sealome.ledger.Conditions;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/** Conditions of consent as people write them, after the Data Use Ontology's modifiers. */
final class ConditionNames {
  /** For the help texts. */
  static final String HELP =
      "NPU (not-for-profit organisation), NCU (non-commercial use), NPUNCU (both), IRB (ethics"
          + " approval), GS:CC (works in the country, e.g. GS:GB), IS:NAME (is of the institution),"
          + " PUB (publishes), RTN (returns results)";

  private ConditionNames() {}

  /**
   * @param written such as {@code NPU}, {@code GS:GB}, {@code IS:custodian}; null or empty: none
   * @throws SealomeException {@code USAGE} where one is unknown or needs a place
   */
  static Conditions parse(List<String> written, Clients clients) {
    Set<Condition> plain = EnumSet.noneOf(Condition.class);
    Conditions places = Conditions.NONE;
    for (String one : written == null ? List.<String>of() : written) {
      String upper = one.strip().toUpperCase(Locale.ROOT);
      if (upper.matches("GS:[A-Z]{2}")) {
        places = places.inCountry(upper.substring(3));
      } else if (upper.startsWith("IS:") && upper.length() > 3) {
        places = places.ofInstitution(clients.get(one.strip().substring(3)).address());
      } else {
        plain.addAll(plain(one, upper));
      }
    }
    return Conditions.of(plain.toArray(Condition[]::new)).and(places);
  }

  /**
   * What an institution attests: those of an institution as they are, and {@code GS:CC}.
   *
   * @throws SealomeException {@code USAGE} where no institution attests one
   */
  static Affiliation affiliation(List<String> written) {
    String country = null;
    Set<Condition> facts = EnumSet.noneOf(Condition.class);
    for (String one : written == null ? List.<String>of() : written) {
      String upper = one.strip().toUpperCase(Locale.ROOT);
      if (upper.matches("GS:[A-Z]{2}")) {
        country = upper.substring(3);
      } else {
        facts.addAll(plain(one, upper));
      }
    }
    if (!facts.stream().allMatch(Condition::isAttested)) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "No institution attests all of " + join(facts) + ".",
          "It attests NPU, NCU, NPUNCU, PUB, RTN and GS:CC, and by that itself.");
    }
    return new Affiliation(country, facts);
  }

  private static Set<Condition> plain(String one, String upper) {
    return switch (upper) {
      case "NPUNCU" -> EnumSet.of(Condition.NPU, Condition.NCU);
      case "NPU", "NCU", "IRB", "PUB", "RTN" -> EnumSet.of(Condition.valueOf(upper));
      default ->
          throw new SealomeException(
              ErrorCode.USAGE, "'" + one + "' is no condition.", "There are " + HELP + ".");
    };
  }

  private static String join(Set<Condition> conditions) {
    return conditions.stream().map(Condition::name).collect(Collectors.joining(", "));
  }
}
