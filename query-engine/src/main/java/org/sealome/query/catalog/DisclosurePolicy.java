// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

/**
 * What the custodian lets leave.
 *
 * @param minCell k: cells of 1..k-1 patients are suppressed; 1 switches the rule off
 * @param repetition the rule against differencing by repetition
 * @param requireProven only answers that open commitments may leave
 */
public record DisclosurePolicy(int minCell, Repetition repetition, boolean requireProven) {
  /** k where the custodian says nothing. */
  public static final int DEFAULT_MIN_CELL = 5;

  public DisclosurePolicy {
    if (minCell < 1) {
      throw new IllegalArgumentException("a min cell is 1 (off) or more");
    }
    java.util.Objects.requireNonNull(repetition);
  }

  /**
   * The policy for a min cell, with the default repetition rule: suppress where k > 1, else off.
   */
  public static DisclosurePolicy ofMinCell(int minCell) {
    return new DisclosurePolicy(minCell, minCell > 1 ? Repetition.SUPPRESS : Repetition.OFF, false);
  }
}
