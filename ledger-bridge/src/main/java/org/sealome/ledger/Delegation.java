// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * Somebody who may consent and withdraw in a patient's stead.
 *
 * @param dataset the dataset that it is for
 * @param delegate who
 * @param kind as what; null: dismissed
 * @param until the first second (since 1970) at which it no longer holds; {@link #NO_END} for a
 *     guardian who stays; 0 for a dismissal
 */
public record Delegation(Bytes32 dataset, Address delegate, Kind kind, long until) {
  /** Without an end. */
  public static final long NO_END = -1L;

  /** As what somebody acts. The order is the contract's: kind 1 is the first. */
  public enum Kind {
    /** For somebody who cannot. */
    GUARDIAN,
    /** For somebody who does not want to each time; always with an end. */
    PROXY
  }

  /** Nobody's any more. */
  public static Delegation dismissal(Bytes32 dataset, Address delegate) {
    return new Delegation(dataset, delegate, null, 0);
  }

  int code() {
    return kind == null ? 0 : kind.ordinal() + 1;
  }
}
