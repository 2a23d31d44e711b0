// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * A withdrawal to be signed by the key that controls the slot.
 *
 * @param dataset the dataset
 * @param slot the patient's slot in it
 * @param withdrawal what is withdrawn
 * @param nonce the slot's next nonce, shared with grants
 * @param deadline the last second (since 1970) at which it may be submitted
 */
public record Revocation(
    Bytes32 dataset, int slot, Withdrawal withdrawal, long nonce, long deadline) {}
