// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * A dataset as registered.
 *
 * @param id its identifier
 * @param version counts from 1
 * @param anchor what the version anchors
 * @param pageSlots slots of a consent page, a multiple of 256: the patients of one ciphertext block
 * @param custodian the account that registered it
 * @param steward the account that may close its queries
 * @param frozen true after an integrity failure, until the custodian lifts it
 */
public record DatasetRecord(
    Bytes32 id,
    int version,
    DatasetAnchor anchor,
    int pageSlots,
    Address custodian,
    Address steward,
    boolean frozen) {
  /** Consent pages that hold the patients. */
  public int pages() {
    return (anchor.patients() + pageSlots - 1) / pageSlots;
  }
}
