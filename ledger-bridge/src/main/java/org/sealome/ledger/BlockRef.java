// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * One block, for reads that must all see the same state.
 *
 * @param number its height
 * @param hash its hash, by which reads are pinned, so that a re-organisation cannot slip in between
 * @param timestamp its time, seconds since 1970: the clock by which consent begins and expires
 */
public record BlockRef(long number, Bytes32 hash, long timestamp) {}
