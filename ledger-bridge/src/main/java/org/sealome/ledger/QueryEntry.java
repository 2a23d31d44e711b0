// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.List;

/**
 * A query as it is logged, and as its requester signs it.
 *
 * @param queryHash identifies it; its salt makes it unique
 * @param dataset the dataset
 * @param purpose the purpose it is asked under
 * @param scope keyed hashes of the genes it touches, at most {@link ConsentRegistry#MAX_SCOPE};
 *     empty: only consent on the whole genome counts
 * @param consentDigest hash over the page bitmaps that it was planned for
 * @param requester who asks
 */
public record QueryEntry(
    Bytes32 queryHash,
    Bytes32 dataset,
    Purpose purpose,
    List<Bytes32> scope,
    Bytes32 consentDigest,
    Address requester) {
  public QueryEntry {
    scope = List.copyOf(scope);
  }
}
