// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a plane says about its values: which variant or column it belongs to, and which
 * products with planes of the same variable are known without looking.
 *
 * @param variable variant id or column
 * @param part what follows the slash, or the category
 */
record PlaneName(String variable, Kind kind, String part) {

  enum Kind {
    /** Dosage 1 or dosage 2: disjoint from one another and from MISSING. */
    DOSAGE,
    MISSING,
    HAPLOID,
    /** One category of a column: disjoint from the others. */
    CATEGORY,
    PRESENT,
    BIT,
    /** The only planes that are no indicators. */
    VALUE
  }

  private static final Pattern VARIABLE_PART =
      Pattern.compile("(.+)/(HET|HOM|MISSING|HAPLOID|VALUE|PRESENT|BIT\\d+)", Pattern.DOTALL);

  static PlaneName parse(String plane) {
    Matcher m = VARIABLE_PART.matcher(plane);
    if (m.matches()) {
      String part = m.group(2);
      Kind kind =
          switch (part) {
            case "HET", "HOM" -> Kind.DOSAGE;
            case "MISSING" -> Kind.MISSING;
            case "HAPLOID" -> Kind.HAPLOID;
            case "VALUE" -> Kind.VALUE;
            case "PRESENT" -> Kind.PRESENT;
            default -> Kind.BIT;
          };
      return new PlaneName(m.group(1), kind, part);
    }
    int equals = plane.indexOf('=');
    return equals < 0
        ? new PlaneName(plane, Kind.VALUE, "")
        : new PlaneName(plane.substring(0, equals), Kind.CATEGORY, plane.substring(equals + 1));
  }

  /** Whether its square is itself. */
  boolean isIndicator() {
    return kind != Kind.VALUE;
  }

  /** The greatest value that it can have; of an integer column's where its bits are not known. */
  long max() {
    return isIndicator() ? 1 : 65_535;
  }

  /** Whether its sum over any set of patients counts as public: counts of missing calls do. */
  boolean isCountOfMissing() {
    return kind == Kind.MISSING || kind == Kind.PRESENT;
  }

  /** Whether the product of the two (different) planes is zero for every patient. */
  boolean isDisjointFrom(PlaneName other) {
    if (!variable.equals(other.variable)) {
      return false;
    }
    return switch (kind) {
      case DOSAGE ->
          other.kind == Kind.DOSAGE
              || other.kind == Kind.MISSING
              || (other.kind == Kind.HAPLOID && part.equals("HOM"));
      case MISSING -> other.kind == Kind.DOSAGE || other.kind == Kind.HAPLOID;
      case HAPLOID ->
          other.kind == Kind.MISSING || (other.kind == Kind.DOSAGE && other.part.equals("HOM"));
      case CATEGORY -> other.kind == Kind.CATEGORY;
      case PRESENT, BIT, VALUE -> false;
    };
  }

  /** Whether {@code this · other = other} because the other is zero where there is no value. */
  boolean isImpliedBy(PlaneName other) {
    return kind == Kind.PRESENT
        && variable.equals(other.variable)
        && (other.kind == Kind.BIT || other.kind == Kind.VALUE);
  }
}
