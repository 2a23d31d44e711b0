// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntPredicate;
import org.sealome.ledger.BatchPlace;
import org.sealome.ledger.Bytes32;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.CommittedDataset;
import org.sealome.query.receipt.Attachment;
import org.sealome.query.receipt.Receipt;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.merkle.MerkleProof;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.ProofCells;
import org.sealome.zk.plan.Provability;
import org.sealome.zk.prove.AnswerProver;
import org.sealome.zk.prove.AnswerProver.Proven;
import org.sealome.zk.receipt.LogBatch;
import org.sealome.zk.receipt.ReceiptDocument;
import org.sealome.zk.receipt.ReceiptDocument.Disclosed;

/** Writes and signs the receipt of an answer. */
final class ReceiptIssue {
  private final DatasetFacts dataset;
  private final SigningKey signer;
  private final long chainId;

  ReceiptIssue(DatasetFacts dataset, SigningKey signer, long chainId) {
    this.dataset = dataset;
    this.signer = signer;
    this.chainId = chainId;
  }

  /**
   * The receipt, with what has to lie beside it.
   *
   * @param check that has seen every release open
   * @param released every release's integer
   * @param suppressed by cell
   */
  Receipt of(
      LoggedQuery query,
      Answer answer,
      Provability provability,
      OpeningCheck check,
      Populations populations,
      long[] released,
      boolean[] suppressed) {
    Proven proven =
        provability.isAnyProven()
            ? prove(query, answer, provability, check, populations, released, suppressed)
            : null;
    CommittedDataset commitments = dataset.commitments();
    Attachment manifest = Attachment.Content.of(dataset.manifestBytes());
    List<Attachment> attachments = new ArrayList<>(List.of(manifest));
    byte[] mask = null;
    if (!query.plan().touchesNobody()) {
      Attachment pages = Attachment.Content.of(query.mask().toBytes());
      attachments.add(pages);
      mask = HexFormat.of().parseHex(pages.name());
    }
    if (proven != null) {
      for (ColumnEntry column : proven.files()) {
        attachments.add(new Attachment.Stored(column.fileName(), commitments.fileOf(column)));
      }
    }
    ReceiptDocument unsigned =
        new ReceiptDocument(
            new ReceiptDocument.Query(
                query.entry().queryHash().toBytes(),
                query.salt().toBytes(),
                query.planBytes(),
                query.entry().purpose().toString(),
                query.entry().requester().toBytes()),
            new ReceiptDocument.Dataset(
                dataset.name(),
                dataset.id().toBytes(),
                dataset.manifest().version(),
                dataset.manifestHash().toBytes(),
                commitments == null ? null : commitments.directory().root()),
            new ReceiptDocument.Consent(query.mask().digest().toBytes(), mask),
            new ReceiptDocument.Open(
                chainId,
                query.logged().block().number(),
                query.logged().block().hash().toBytes(),
                query.logged().transaction().toBytes(),
                query.place().map(ReceiptIssue::batch).orElse(null)),
            answer,
            provability.columns(),
            proven == null ? null : proven.proof(),
            signer.publicKey(),
            "");
    return new Receipt(unsigned.withSignature(signer.sign(unsigned.signedBytes())), attachments);
  }

  private static LogBatch batch(BatchPlace place) {
    return new LogBatch(
        place.root().toBytes(),
        new MerkleProof(
            place.index(), place.size(), place.siblings().stream().map(Bytes32::toBytes).toList()));
  }

  private Proven prove(
      LoggedQuery query,
      Answer answer,
      Provability provability,
      OpeningCheck check,
      Populations populations,
      long[] released,
      boolean[] suppressed) {
    Plan plan = query.plan();
    long[] sizes = populations.sizes();
    IntPredicate isZero = c -> plan.cells().get(c).value().value(sizes, released) == 0;
    boolean parts = plan.discloseParts();
    BitSet withheld = parts ? provability.withheld(suppressed) : new BitSet();
    if (parts && provability.contradicts(withheld, isZero)) {
      throw new SealomeException(
          ErrorCode.PRIVACY,
          "the answer's parts cannot be proven: a row that is not there tells of a figure that is"
              + " withheld",
          "ask without --disclose-parts");
    }
    ProofCells cells =
        parts ? provability.parts(withheld, isZero) : provability.cells(answer, sizes);
    CommittedDataset commitments = dataset.commitments();
    return new AnswerProver(
            plan,
            commitments == null ? null : commitments.directory(),
            e -> commitments.column(e),
            check.slots())
        .prove(
            provability,
            parts ? Disclosed.PARTS : Disclosed.ANSWER,
            cells,
            withheld.stream().boxed().toList(),
            c -> plan.cells().get(c).value().value(sizes, released),
            check::blinding);
  }
}
