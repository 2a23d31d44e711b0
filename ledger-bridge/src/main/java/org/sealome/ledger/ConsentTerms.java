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
 * @param conditions what a requester must meet
 * @param from the first day (UTC) on which it holds; null: at once
 * @param until the first day (UTC) on which it no longer holds; null: no end
 */
public record ConsentTerms(
    Purpose purpose,
    Audience audience,
    List<Bytes32> scope,
    Conditions conditions,
    LocalDate from,
    LocalDate until) {
  public ConsentTerms {
    scope = List.copyOf(scope);
  }

  /** Without conditions. */
  public ConsentTerms(
      Purpose purpose, Audience audience, List<Bytes32> scope, LocalDate from, LocalDate until) {
    this(purpose, audience, scope, Conditions.NONE, from, until);
  }

  /** For every entitled requester, on the whole genome, without an end. */
  public static ConsentTerms of(Purpose purpose) {
    return new ConsentTerms(purpose, Audience.ANYONE, List.of(), null, null);
  }

  /** The same for one audience. */
  public ConsentTerms only(Audience audience) {
    return new ConsentTerms(purpose, audience, scope, conditions, from, until);
  }

  /** The same under other conditions. */
  public ConsentTerms under(Conditions conditions) {
    return new ConsentTerms(purpose, audience, scope, conditions, from, until);
  }

  /** The same to another end. */
  public ConsentTerms until(LocalDate until) {
    return new ConsentTerms(purpose, audience, scope, conditions, from, until);
  }
}
