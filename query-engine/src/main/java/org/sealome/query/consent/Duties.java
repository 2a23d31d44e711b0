// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealome.ledger.Condition;
import org.sealome.ledger.Conditions;

/** What a requester has undertaken by asking, in words; the ledger says which, nobody here. */
public final class Duties {
  private Duties() {}

  /** One sentence for whoever reads the answer; empty: nothing was undertaken. */
  public static Optional<String> sentence(Conditions duties) {
    List<String> parts = new ArrayList<>();
    for (Condition duty : duties.set()) {
      parts.add(words(duty, duties) + " (" + duty + ")");
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of("patients consent on these terms: " + String.join(", ", parts));
  }

  private static String words(Condition duty, Conditions duties) {
    return switch (duty) {
      case NCU -> "use is non-commercial";
      case PUB -> "results are published";
      case RTN -> "results are returned to the custodian";
      case NPOA -> "origins and ancestry are not studied";
      case COL -> "the study's investigators are collaborated with";
      case NMDS -> "no methods are developed on this";
      case GSO -> "this is part of a genetic study";
      case MOR ->
          "nothing is published before "
              + duties.embargo().map(Object::toString).orElse("the day they name");
      case NPU -> "a not-for-profit organisation uses it";
      case IRB, PS -> "the ethics committee has approved it";
      case GS -> "use is in the country they name";
      case IS -> "use is in the institution they name";
    };
  }
}
