// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sealome.ledger.Address;
import org.sealome.ledger.BatchPlace;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.DatasetAnchor;
import org.sealome.ledger.DatasetRecord;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.LedgerException;
import org.sealome.ledger.LogEntry;
import org.sealome.ledger.Outcome;
import org.sealome.query.consent.ConsentReader;
import org.sealome.query.consent.HeadFreshness;
import org.sealome.query.receipt.Receipt;
import org.sealome.zk.receipt.Finding;
import org.sealome.zk.receipt.Finding.Status;
import org.sealome.zk.receipt.LogBatch;
import org.sealome.zk.receipt.ReceiptDocument;

/** What a receipt says of the ledger, against the ledger. */
final class LedgerFindings {
  private final Ledger ledger;
  private final ReceiptDocument receipt;
  private final List<Finding> findings = new ArrayList<>();

  private LedgerFindings(Ledger ledger, ReceiptDocument receipt) {
    this.ledger = ledger;
    this.receipt = receipt;
  }

  /**
   * Looks everything up.
   *
   * @throws LedgerException where the node does not answer
   */
  static List<Finding> of(Ledger ledger, ReceiptDocument receipt) {
    LedgerFindings all = new LedgerFindings(ledger, receipt);
    boolean here =
        all.find(
            ledger.deployment().chainId() == receipt.open().chainId(),
            "the ledger is the chain that the receipt names");
    if (here) {
      all.anchor();
      all.entry();
    }
    return List.copyOf(all.findings);
  }

  private void anchor() {
    int version = receipt.dataset().version();
    DatasetAnchor anchor;
    try {
      anchor = ledger.datasets().anchor(Bytes32.of(receipt.dataset().id()), version);
    } catch (LedgerException.Reverted e) {
      find(false, "the ledger has version " + version + " of this dataset");
      return;
    }
    byte[] root = receipt.dataset().commitmentRoot();
    find(
        Arrays.equals(anchor.manifestHash().toBytes(), receipt.dataset().anchor()),
        "the ledger anchors version " + version + " of this dataset under this anchor");
    find(
        anchor.commitmentRoot().equals(root == null ? Bytes32.ZERO : Bytes32.of(root)),
        "the ledger holds the root of its commitments");
  }

  private void entry() {
    Bytes32 hash = Bytes32.of(receipt.query().hash());
    Address requester = whole().requester();
    Optional<LogEntry> found = ledger.queryLog().entry(hash, requester);
    if (!find(found.isPresent(), "the query log has an entry of this query and requester")) {
      return;
    }
    LogEntry logged = found.get();
    find(
        Arrays.equals(logged.entry().dataset().toBytes(), receipt.dataset().id())
            && logged.entry().purpose().toString().equals(receipt.query().purpose())
            && Arrays.equals(logged.entry().consentDigest().toBytes(), receipt.consent().digest()),
        "it is of this dataset, purpose and consent");
    BlockRef block = logged.block();
    find(
        block.number() == receipt.open().block()
            && Arrays.equals(block.hash().toBytes(), receipt.open().blockHash())
            && Arrays.equals(logged.transaction().toBytes(), receipt.open().transaction()),
        "it was opened in block " + receipt.open().block() + ", by the receipt's transaction");
    batch(logged);
    closing(logged);
    consent(logged);
  }

  /** Alone or in a batch: a receipt does not choose. */
  private void batch(LogEntry logged) {
    Optional<BatchPlace> place = ledger.queryLog().place(logged);
    Optional<BatchPlace> claimed =
        Optional.ofNullable(receipt.open().batch()).map(LedgerFindings::place);
    boolean same = place.equals(claimed);
    if (place.isEmpty()) {
      find(same, "it was logged alone, in no batch");
      return;
    }
    BatchPlace here = place.get();
    find(
        same
            && ledger
                .queryLog()
                .inBatch(
                    here.root(),
                    here.siblings(),
                    logged.entry().queryHash(),
                    logged.entry().requester()),
        "it is number "
            + (here.index() + 1)
            + " of "
            + here.size()
            + " that were logged together, and the receipt's path leads to their root on the"
            + " ledger");
  }

  private static BatchPlace place(LogBatch batch) {
    return new BatchPlace(
        Bytes32.of(batch.root()),
        batch.path().index(),
        batch.path().size(),
        batch.path().siblings().stream().map(Bytes32::of).toList());
  }

  private Receipt whole() {
    return new Receipt(receipt, List.of());
  }

  private void closing(LogEntry logged) {
    if (logged.closing().isEmpty()) {
      assume("the steward will close the entry with this receipt's hash: it is still open");
      return;
    }
    LogEntry.Closing closing = logged.closing().get();
    find(
        closing.outcome() == Outcome.ANSWERED && closing.receiptHash().equals(whole().digest()),
        "the steward closed it as answered with this receipt");
  }

  /** The mask, read again at the entry's block: nodes forget the state of old blocks. */
  private void consent(LogEntry logged) {
    if (receipt.consent().mask() == null) {
      return;
    }
    String claim = "the consent mask is what the ledger said at block " + logged.block().number();
    try {
      Bytes32 digest =
          new ConsentReader(ledger, HeadFreshness.ANY)
              .read(
                  asLogged(logged),
                  logged.entry().purpose(),
                  logged.entry().requester(),
                  logged.entry().scope(),
                  logged.block())
              .digest();
      find(Arrays.equals(digest.toBytes(), receipt.consent().digest()), claim);
      return;
    } catch (LedgerException e) {
      // As below.
    }
    assume(claim + ": the node has no state of it any more");
  }

  /** The dataset as it was then, from what never changes: state of that block may be gone. */
  private DatasetRecord asLogged(LogEntry logged) {
    Bytes32 dataset = logged.entry().dataset();
    DatasetRecord now =
        ledger
            .datasets()
            .find(dataset, null)
            .orElseThrow(() -> new LedgerException.StaleHead("the ledger has no such dataset"));
    return new DatasetRecord(
        dataset,
        logged.datasetVersion(),
        ledger.datasets().anchor(dataset, logged.datasetVersion()),
        now.pageSlots(),
        now.custodian(),
        now.steward(),
        now.frozen());
  }

  private boolean find(boolean holds, String claim) {
    findings.add(new Finding(holds ? Status.CHECKED : Status.FAILED, claim));
    return holds;
  }

  private void assume(String claim) {
    findings.add(new Finding(Status.ASSUMED, claim));
  }
}
