// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * A consent to be signed by the key that controls the slot.
 *
 * @param dataset the dataset
 * @param slot the patient's slot in it
 * @param terms what is consented to
 * @param nonce the slot's next nonce ({@link ConsentRegistry#nonces}); each serves once
 * @param deadline the last second (since 1970) at which it may be submitted
 */
public record Grant(Bytes32 dataset, int slot, ConsentTerms terms, long nonce, long deadline) {}
