// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.consent;

import java.util.List;
import org.sealome.ledger.Address;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.DatasetRecord;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.Purpose;

/** Reads consent from a node: engine and steward each from their own. */
public final class ConsentReader {
  private final Ledger ledger;
  private final HeadFreshness freshness;

  public ConsentReader(Ledger ledger, HeadFreshness freshness) {
    this.ledger = ledger;
    this.freshness = freshness;
  }

  /**
   * The newest block.
   *
   * @throws org.sealome.query.SealomeException LEDGER where it is older than allowed
   * @throws org.sealome.ledger.LedgerException where the node does not answer
   */
  public BlockRef head() {
    return freshness.check(ledger.head());
  }

  /**
   * The mask at a block.
   *
   * @param dataset as registered at that block
   * @param scope keyed hashes; empty: consent on the whole genome is needed
   */
  public ConsentMask read(
      DatasetRecord dataset,
      Purpose purpose,
      Address requester,
      List<Bytes32> scope,
      BlockRef block) {
    List<byte[]> pages =
        ledger
            .consents()
            .consentMasks(dataset.id(), dataset.pages(), purpose, requester, scope, block);
    return ConsentMask.of(pages, dataset.anchor().patients(), dataset.pageSlots(), block);
  }
}
