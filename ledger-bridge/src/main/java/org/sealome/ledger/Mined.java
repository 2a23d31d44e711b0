// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * A transaction that succeeded.
 *
 * @param transaction its hash
 * @param block the block that holds it
 * @param gasUsed gas that it took
 */
public record Mined(Bytes32 transaction, BlockRef block, long gasUsed) {}
