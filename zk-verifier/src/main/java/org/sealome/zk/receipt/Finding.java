// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

/**
 * What a verification says of one claim.
 *
 * @param claim a sentence that would be true of a good receipt
 */
public record Finding(Status status, String claim) {

  /** How much the sentence is worth. */
  public enum Status {
    /** Computed here from the receipt alone. */
    CHECKED,
    /** Not so: the receipt is forged, damaged, or of another query. */
    FAILED,
    /** Cannot follow from the receipt: believed, or checked elsewhere. */
    ASSUMED
  }
}
