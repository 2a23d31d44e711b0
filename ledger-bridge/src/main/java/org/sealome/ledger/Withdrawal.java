// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.List;

/**
 * What a patient withdraws: every consent of hers that <em>overlaps</em> what is named here. A
 * withdrawal of HMB takes a GRU consent with it (else HMB would still be allowed), and one of a
 * gene takes a consent on the whole genome; whoever wants to keep the rest grants it again.
 *
 * @param purpose null: every purpose
 * @param audience null: every requester
 * @param scope keyed hashes of genes; empty: every scope
 */
public record Withdrawal(Purpose purpose, Audience audience, List<Bytes32> scope) {
  /** Everything. */
  public static final Withdrawal EVERYTHING = new Withdrawal(null, null, List.of());

  public Withdrawal {
    scope = List.copyOf(scope);
  }
}
