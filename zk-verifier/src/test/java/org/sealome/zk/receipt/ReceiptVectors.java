// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.merkle.MerkleProof;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.receipt.ReceiptDocument.Opening;
import org.sealome.zk.receipt.ReceiptDocument.Proof;

/**
 * Writes the receipts that every verifier has to take or reject, with their columns. They are
 * pinned: a version of the format that is to come adds a folder of its own.
 */
final class ReceiptVectors {
  private final SignedReceipt receipts = new SignedReceipt();

  private ReceiptVectors() {}

  /** The folder to write to. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    ReceiptVectors vectors = new ReceiptVectors();
    vectors.receipts.files(folder.resolve("columns"));
    write(folder.resolve("good"), vectors.good());
    write(folder.resolve("bad"), vectors.bad());
  }

  private static void write(Path folder, Map<String, ReceiptDocument> all) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, ReceiptDocument> e : all.entrySet()) {
      Files.write(folder.resolve(e.getKey() + ".json"), e.getValue().toBytes());
      Files.write(folder.resolve(e.getKey() + ".cbor"), e.getValue().toCbor());
    }
  }

  private Map<String, ReceiptDocument> good() {
    Map<String, ReceiptDocument> out = new LinkedHashMap<>();
    out.put("count", receipts.receipt(SignedReceipt.plan(SignedReceipt.everybody())));
    out.put("groups", receipts.receipt(GroupedPlans.groups()));
    out.put("yes", receipts.receipt(SignedReceipt.yesOrNo(6)));
    out.put("no", receipts.receipt(SignedReceipt.yesOrNo(10)));
    out.put("not-called", receipts.receipt(SignedReceipt.yesOrNo(8)));
    BitSet nobody = new BitSet();
    nobody.set(3);
    out.put("logged-in-a-batch", receipts.sign(SignedReceipt.inBatch(out.get("count"))));
    out.put("label-withheld", receipts.sign(kept(GroupedPlans.byDosage(), 4, 5)));
    out.put("parts", receipts.receipt(GroupedPlans.having(2)));
    out.put("parts-withheld", receipts.sign(kept(GroupedPlans.byDosage().withDisclosedParts(), 4)));
    out.put("rows-withheld", receipts.sign(kept(GroupedPlans.having(2), 2)));
    out.put("nobody-consents", receipts.receipt(SignedReceipt.plan(nobody)));
    return out;
  }

  /** What a lying steward signs, and what somebody else changed. */
  private Map<String, ReceiptDocument> bad() {
    ReceiptDocument honest = receipts.unsigned(SignedReceipt.plan(SignedReceipt.everybody()));
    Proof proof = honest.proof();
    Opening opening = proof.openings().get(0);
    long n = opening.value();
    Map<String, ReceiptDocument> out = new LinkedHashMap<>();
    out.put("answer-is-not-what-is-opened", with(honest, answer(honest, n + 1), proof));
    out.put(
        "value-does-not-open",
        with(
            honest,
            answer(honest, n + 1),
            opened(proof, new Opening(0, n + 1, opening.blinding()))));
    out.put(
        "blinding-does-not-open",
        with(
            honest,
            honest.answer(),
            opened(proof, new Opening(0, n, opening.blinding().plus(Scalar.ONE)))));
    out.put("nothing-is-opened", with(honest, honest.answer(), opened(proof)));
    out.put("proof-is-missing", with(honest, honest.answer(), null));
    Proof others = new SignedReceipt().unsigned(SignedReceipt.plan(nearly())).proof();
    out.put("columns-of-another-dataset", with(honest, honest.answer(), others));
    ReceiptDocument fewer = receipts.unsigned(SignedReceipt.plan(nearly()));
    out.put("of-other-patients", with(honest, fewer.answer(), fewer.proof()));
    LogBatch batch = SignedReceipt.inBatch(fewer).open().batch();
    out.put("in-a-batch-of-others", receipts.sign(SignedReceipt.with(honest, batch)));
    batch = SignedReceipt.inBatch(honest).open().batch();
    MerkleProof path = new MerkleProof(4, 5, batch.path().siblings());
    out.put(
        "path-of-another-place-in-the-batch",
        receipts.sign(SignedReceipt.with(honest, new LogBatch(batch.root(), path))));
    ReceiptDocument asked =
        receipts.unsigned(SignedReceipt.plan(SignedReceipt.everybody()).withDisclosedParts());
    out.put("parts-that-nobody-asked-for", with(honest, honest.answer(), asked.proof()));
    ReceiptDocument labels = kept(GroupedPlans.byDosage(), 4, 5);
    out.put("more-rows-than-groups", with(labels, longer(labels.answer()), labels.proof()));
    Plan open = GroupedPlans.byDosage().withDisclosedParts();
    Proof named = kept(open, 2).proof();
    ReceiptDocument parts = receipts.unsigned(open);
    out.put("withheld-and-told", with(parts, parts.answer(), named));
    ReceiptDocument signed = receipts.sign(honest);
    out.put("not-signed-by-the-steward", new SignedReceipt().sign(honest));
    out.put(
        "changed-after-signing",
        new ReceiptDocument(
            signed.query(),
            signed.dataset(),
            signed.consent(),
            new ReceiptDocument.Open(
                31337, 8, signed.open().blockHash(), SignedReceipt.word(6), null),
            signed.answer(),
            signed.integrity(),
            signed.proof(),
            signed.stewardKey(),
            signed.signature()));
    return out;
  }

  private ReceiptDocument kept(Plan plan, int... cells) {
    BitSet kept = new BitSet();
    Arrays.stream(cells).forEach(kept::set);
    return receipts.unsigned(plan, kept);
  }

  /** With one more row of which nothing is told. */
  private static Answer longer(Answer answer) {
    List<List<Object>> rows = new ArrayList<>(answer.rows());
    List<Answer.Position> suppressed = new ArrayList<>(answer.suppressed());
    suppressed.add(new Answer.Position(rows.size(), 0));
    suppressed.add(new Answer.Position(rows.size(), 1));
    rows.add(Arrays.asList(null, null));
    return new Answer(answer.columns(), rows, suppressed);
  }

  /** Everybody but the carrier in slot 6. */
  private static BitSet nearly() {
    BitSet slots = SignedReceipt.everybody();
    slots.clear(6);
    return slots;
  }

  private static Answer answer(ReceiptDocument honest, long n) {
    return new Answer(honest.answer().columns(), List.of(List.of(n, 0.5)), List.of());
  }

  private static Proof opened(Proof proof, Opening... openings) {
    return new Proof(
        proof.disclosed(), List.of(openings), proof.columns(), proof.leaves(), proof.withheld());
  }

  private ReceiptDocument with(ReceiptDocument r, Answer answer, Proof proof) {
    return receipts.sign(
        new ReceiptDocument(
            r.query(),
            r.dataset(),
            r.consent(),
            r.open(),
            answer,
            r.integrity(),
            proof,
            r.stewardKey(),
            ""));
  }
}
