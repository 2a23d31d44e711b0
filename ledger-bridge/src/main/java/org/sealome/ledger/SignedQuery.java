// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * A query with its requester's EIP-712 signature.
 *
 * @param deadline the last second (chain time) at which it can be logged
 */
public record SignedQuery(QueryEntry entry, long deadline, Signature signature) {}
