// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/** A query with its requester's EIP-712 signature. */
public record SignedQuery(QueryEntry entry, Signature signature) {}
