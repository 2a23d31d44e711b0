// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.Set;

/**
 * What an institution attests of somebody who works for it.
 *
 * @param country where (ISO 3166, two capital letters); null: not attested
 * @param facts what else holds: those of {@link Condition#isAttested}
 */
public record Affiliation(String country, Set<Condition> facts) {
  public Affiliation {
    facts = Set.copyOf(facts);
    if (country != null && !country.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("no country: " + country);
    }
    if (!facts.stream().allMatch(Condition::isAttested)) {
      throw new IllegalArgumentException("no institution attests all of " + facts);
    }
  }

  int flags() {
    return facts.stream().mapToInt(Condition::flag).sum();
  }

  /** As the contract's bytes2: two letters, then zeros. */
  Bytes32 countryCode() {
    byte[] code = new byte[32];
    if (country != null) {
      code[0] = (byte) country.charAt(0);
      code[1] = (byte) country.charAt(1);
    }
    return Bytes32.of(code);
  }
}
