// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * A query that was refused before anything ran, with its requester's EIP-712 signature over the
 * refusal. It opens nothing, and what opens a query refuses none.
 *
 * @param deadline the last second (chain time) at which it can be logged
 */
public record SignedRefusal(
    QueryEntry entry, long deadline, Outcome outcome, Signature signature) {}
