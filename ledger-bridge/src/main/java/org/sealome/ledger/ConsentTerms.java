// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.time.LocalDate;
import java.util.List;

/**
 * What a patient consents to.
 *
 * @param purpose the purpose; it includes the narrower ones
 * @param audience whom it is for
 * @param scope keyed hashes of the genes it covers; empty: the whole genome
 * @param from the first day (UTC) on which it holds; null: at once
 * @param until the first day (UTC) on which it no longer holds; null: no end
 */
public record ConsentTerms(
    Purpose purpose, Audience audience, List<Bytes32> scope, LocalDate from, LocalDate until) {
  public ConsentTerms {
    scope = List.copyOf(scope);
  }

  /** For every entitled requester, on the whole genome, without an end. */
  public static ConsentTerms of(Purpose purpose) {
    return new ConsentTerms(purpose, Audience.ANYONE, List.of(), null, null);
  }
}
