// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sealome.ledger.Affiliation;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.Condition;
import org.sealome.ledger.Conditions;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/** Conditions of consent as people write them, after the Data Use Ontology's modifiers. */
final class ConditionNames {
  /** For the help texts. */
  static final String HELP =
      "NPU (not-for-profit organisation), NCU (non-commercial use), NPUNCU (both), IRB (ethics"
          + " approval), PS:FILE (of this very protocol), GS:CC (works in the country, e.g. GS:GB),"
          + " IS:NAME (is of the institution), NPOA (no question of origins or ancestry), PUB"
          + " (publishes), MOR:DATE (not before that day), RTN (returns results), COL"
          + " (collaborates), NMDS (develops no methods), GSO (genetic studies only)";

  /** For the help texts: what is attested. */
  static final String ATTESTED = "NPU, NCU, NPUNCU, PUB, MOR, RTN, COL, NMDS, GSO, GS:CC (country)";

  /** The ontology's identifiers of its modifiers, in the order of their numbers. */
  private static final Map<String, String> IDENTIFIERS =
      Map.ofEntries(
          Map.entry("DUO:0000004", "NRES"),
          Map.entry("DUO:0000012", "RS"),
          Map.entry("DUO:0000015", "NMDS"),
          Map.entry("DUO:0000016", "GSO"),
          Map.entry("DUO:0000018", "NPUNCU"),
          Map.entry("DUO:0000019", "PUB"),
          Map.entry("DUO:0000020", "COL"),
          Map.entry("DUO:0000021", "IRB"),
          Map.entry("DUO:0000022", "GS"),
          Map.entry("DUO:0000024", "MOR"),
          Map.entry("DUO:0000025", "TS"),
          Map.entry("DUO:0000026", "US"),
          Map.entry("DUO:0000027", "PS"),
          Map.entry("DUO:0000028", "IS"),
          Map.entry("DUO:0000029", "RTN"),
          Map.entry("DUO:0000043", "CC"),
          Map.entry("DUO:0000044", "NPOA"),
          Map.entry("DUO:0000045", "NPU"),
          Map.entry("DUO:0000046", "NCU"));

  private static final Pattern IDENTIFIER = Pattern.compile("(?i)(DUO)[:_](\\d{7})(.*)");

  private ConditionNames() {}

  /** With the code in place of the ontology's identifier, as in {@code DUO:0000022:GB}. */
  private static String coded(String one) {
    Matcher m = IDENTIFIER.matcher(one.strip());
    String code = m.matches() ? IDENTIFIERS.get("DUO:" + m.group(2)) : null;
    return code == null ? one.strip() : code + m.group(3);
  }

  /**
   * @param written such as {@code NPU}, {@code GS:GB}, {@code IS:custodian}, {@code
   *     MOR:2027-01-31}, {@code PS:protocol.pdf}; null or empty: none
   * @throws SealomeException {@code USAGE} where one is unknown, does not say what it has to name,
   *     or cannot be held against anything
   */
  static Conditions parse(List<String> written, Clients clients) {
    Conditions all = Conditions.NONE;
    for (String one : written == null ? List.<String>of() : written) {
      try {
        all = all.and(condition(coded(one), clients));
      } catch (IllegalArgumentException e) {
        throw new SealomeException(
            ErrorCode.USAGE,
            "A consent names either an institution or a project.",
            "A project's protocol names its requester already: PS alone will do.",
            e);
      }
    }
    return all;
  }

  private static Conditions condition(String one, Clients clients) {
    int colon = one.indexOf(':');
    String name = (colon < 0 ? one : one.substring(0, colon)).toUpperCase(Locale.ROOT);
    String what = colon < 0 ? "" : one.substring(colon + 1);
    if (!what.isEmpty()) {
      switch (name) {
        case "GS" -> {
          return Conditions.NONE.inCountry(country(one, what));
        }
        case "IS" -> {
          return Conditions.NONE.ofInstitution(clients.get(what).address());
        }
        case "PS" -> {
          return Conditions.NONE.inProject(document(what));
        }
        case "MOR" -> {
          return embargo(what);
        }
        default -> {
          // Said below.
        }
      }
    }
    return Conditions.of(plain(one, c -> !c.isNamed()).toArray(Condition[]::new));
  }

  /**
   * What an institution attests: {@link #ATTESTED}.
   *
   * @throws SealomeException {@code USAGE} where no institution attests one
   */
  static Affiliation affiliation(List<String> written) {
    String country = null;
    Set<Condition> facts = EnumSet.noneOf(Condition.class);
    for (String said : written == null ? List.<String>of() : written) {
      String one = coded(said);
      if (one.regionMatches(true, 0, "GS:", 0, 3)) {
        country = country(one, one.substring(3));
      } else {
        facts.addAll(plain(one, Condition::isAttested));
      }
    }
    return new Affiliation(country, facts);
  }

  private static Set<Condition> plain(String one, Predicate<Condition> fits) {
    String upper = one.toUpperCase(Locale.ROOT);
    if (upper.equals("NPUNCU")) {
      return EnumSet.of(Condition.NPU, Condition.NCU);
    }
    for (Condition condition : Condition.values()) {
      if (condition.name().equals(upper) && fits.test(condition)) {
        return EnumSet.of(condition);
      }
    }
    throw new SealomeException(
        ErrorCode.USAGE, "'" + one + "' is no condition here.", instead(upper));
  }

  /** What to say instead of modifiers that are no conditions of Sealome's. */
  private static String instead(String upper) {
    return switch (upper.split(":")[0]) {
      case "TS" -> "A time limit (TS) is the consent's end: --until DATE.";
      case "US" ->
          "Approved users (US) are the consent's requesters: one grant for each,"
              + " --requester R.";
      case "RS" ->
          "No question says what type of research it is, so RS would be held against nothing:"
              + " name a project that the ethics committee approves, PS:FILE, or a disease,"
              + " --purpose DS:CODE.";
      case "CC" -> "Clinical care is a purpose: --purpose CC.";
      case "NRES" -> "No restriction (NRES) is --purpose GRU, and for care --purpose CC.";
      case "IRB" -> "The ethics committee approves: sealome ethics approve.";
      case "IS" -> "IS:NAME asks for an institution; it attests by affiliating.";
      default -> "There are " + HELP + ". An institution attests " + ATTESTED + ".";
    };
  }

  private static String country(String one, String what) {
    String upper = what.toUpperCase(Locale.ROOT);
    if (!upper.matches("[A-Z]{2}")) {
      throw new SealomeException(
          ErrorCode.USAGE, "'" + one + "' names no country.", "ISO 3166, such as GS:GB.");
    }
    return upper;
  }

  private static Conditions embargo(String what) {
    try {
      return Conditions.NONE.embargoedUntil(Dates.day(what));
    } catch (IllegalArgumentException e) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "No moratorium ends on " + what + ".",
          "MOR:DATE names the first day on which results may be published, before "
              + Conditions.LAST_DAY
              + ".",
          e);
    }
  }

  /** A protocol's document, or its hash as {@code ethics show} has it. */
  private static Bytes32 document(String what) {
    if (what.matches("0x[0-9a-fA-F]{64}")) {
      return Bytes32.fromHex(what);
    }
    try {
      return Bytes32.keccak(Files.readAllBytes(Path.of(what)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
