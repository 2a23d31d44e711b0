// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.ColumnIntegrity;
import org.sealome.zk.plan.EvaluationException;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.PlanJson;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.ProofCells;
import org.sealome.zk.plan.Provability;
import org.sealome.zk.plan.QueryHash;
import org.sealome.zk.plan.Recomputation;
import org.sealome.zk.plan.Recomputation.Standing;
import org.sealome.zk.receipt.Finding.Status;
import org.sealome.zk.receipt.ReceiptDocument.Disclosed;
import org.sealome.zk.receipt.ReceiptDocument.Opening;
import org.sealome.zk.receipt.ReceiptDocument.Proof;

/**
 * Verifies a receipt offline, with the files beside it. Says of each claim whether it was computed
 * here or has to be assumed.
 */
public final class ReceiptVerifier {
  private static final Proof NO_PROOF =
      new Proof(Disclosed.ANSWER, List.of(), List.of(), List.of(), List.of());

  private final ReceiptDocument receipt;
  private final ReceiptFiles files;
  private final List<Finding> findings = new ArrayList<>();

  private ReceiptVerifier(ReceiptDocument receipt, ReceiptFiles files) {
    this.receipt = receipt;
    this.files = files;
  }

  /**
   * All findings, in the order in which they were made.
   *
   * @param anchor 32 bytes: the dataset's anchor as the ledger has it; null where it was not looked
   *     up
   * @param ledger whether the caller looks up the rest on the ledger too, and says so itself
   */
  public static List<Finding> verify(
      ReceiptDocument receipt, ReceiptFiles files, byte[] anchor, boolean ledger) {
    ReceiptVerifier verifier = new ReceiptVerifier(receipt, files);
    try {
      verifier.verify(anchor);
    } catch (RuntimeException e) {
      // Whatever a document makes of the checks: it does not hold.
      verifier.find(false, e.getMessage() == null ? e.toString() : e.getMessage());
    }
    verifier.assume(anchor, ledger);
    return List.copyOf(verifier.findings);
  }

  private void verify(byte[] anchor) {
    find(true, "the receipt has the members of " + ReceiptDocument.VERSION + " and no others");
    Plan plan = PlanJson.read(receipt.query().plan());
    find(true, "its plan is canonical and well formed");
    byte[] hash =
        QueryHash.of(
            receipt.query().salt(),
            QueryHash.planDigest(receipt.query().plan()),
            receipt.dataset().anchor(),
            PurposeCode.of(receipt.query().purpose()),
            receipt.query().requester(),
            receipt.consent().digest());
    find(
        Arrays.equals(hash, receipt.query().hash()),
        "the query hash is that of this plan, salt, dataset, purpose, requester and consent");
    if (receipt.open().batch() != null) {
      find(
          receipt.open().batch().holds(receipt.query().hash(), receipt.query().requester()),
          "the log entry is in the batch that it was logged in, by the batch's root");
    }
    find(receipt.isSigned(), "the steward key that the receipt names signed all of it");
    if (anchor != null) {
      find(
          Arrays.equals(anchor, receipt.dataset().anchor()),
          "the dataset's anchor is the given one");
    }
    ManifestFacts manifest =
        ManifestFacts.read(files.readAll(receipt.dataset().anchor(), "the dataset's manifest"));
    find(true, "the dataset's anchor is the hash of its manifest");
    find(
        manifest.name().equals(receipt.dataset().name())
            && manifest.name().equals(plan.dataset())
            && Arrays.equals(manifest.datasetId(), receipt.dataset().id())
            && manifest.version() == receipt.dataset().version()
            && Arrays.equals(manifest.commitmentRoot(), receipt.dataset().commitmentRoot()),
        "the manifest is of this dataset and version, and names its commitments");
    find(
        manifest.stewardKey().equals(receipt.stewardKey()),
        "the key is that of the steward whom the manifest names");
    boolean whole =
        receipt.answer().suppressed().isEmpty()
            && (receipt.proof() == null || receipt.proof().withheld().isEmpty());
    if (!whole) {
      find(manifest.minCell() > 1, "the manifest's policy lets the steward withhold small figures");
    }
    List<BitSet> slots = slots(plan, manifest);
    if (slots != null && answers(plan)) {
      verifyProof(plan, manifest, slots);
    }
  }

  /** The consenting patients of each population; null where something does not fit. */
  private List<BitSet> slots(Plan plan, ManifestFacts manifest) {
    byte[] mask = new byte[0];
    if (receipt.consent().mask() != null) {
      mask = files.readAll(receipt.consent().mask(), "the consent mask");
    }
    boolean whole =
        mask.length == (receipt.consent().mask() == null ? 0 : manifest.maskBytes())
            && (receipt.consent().mask() == null) == plan.touchesNobody();
    byte[] digest = QueryHash.keccak256(mask);
    if (!find(
            Arrays.equals(digest, receipt.consent().digest()) && whole,
            "the consent mask is the one that was logged")
        || !find(
            plan.populations().stream().allMatch(p -> p.patients() == manifest.patients()),
            "the plan is over this dataset's patients")) {
      return null;
    }
    BitSet consenting = BitSet.valueOf(mask);
    List<BitSet> slots = new ArrayList<>();
    for (Population p : plan.populations()) {
      BitSet s = p.slots();
      s.and(consenting);
      slots.add(s);
    }
    return slots;
  }

  private boolean answers(Plan plan) {
    boolean answered = plan.rest() != null;
    find(answered, "the plan has an answer: it was not refused");
    return answered
        && find(
            plan.rest().columns().equals(receipt.answer().columns())
                && receipt.integrity().size() == receipt.answer().columns().size(),
            "the answer has the plan's columns, each with its integrity");
  }

  private void verifyProof(Plan plan, ManifestFacts manifest, List<BitSet> slots) {
    Proof proof = receipt.proof() == null ? NO_PROOF : receipt.proof();
    BlindingScope scope = new BlindingScope(manifest.datasetId(), manifest.version());
    ProofCheck check = new ProofCheck(proof, scope, files);
    boolean parts = proof.disclosed() == Disclosed.PARTS;
    if (receipt.proof() != null
        && !find(
            parts == plan.discloseParts() && (parts || proof.withheld().isEmpty()),
            "the proof shows "
                + (plan.discloseParts() ? "parts, as the requester" : "no parts, as nobody")
                + " asked")) {
      return;
    }
    Provability provability = Provability.of(plan, check::isCommitted);
    boolean asClaimed = provability.isAnyProven() == (receipt.proof() != null);
    for (int c = 0; c < receipt.integrity().size(); c++) {
      ColumnIntegrity claimed = receipt.integrity().get(c);
      ColumnIntegrity found = provability.columns().get(c);
      asClaimed &= claimed.isProven() ? claimed.equals(found) : !found.isProven();
    }
    if (!find(asClaimed, "a column is called PROVEN exactly where the plan lets it be proven")
        || !provability.isAnyProven()) {
      return;
    }
    boolean rooted =
        proof.columns().isEmpty()
            || (manifest.commitmentRoot() != null
                && check.columnsHold(manifest.commitmentRoot(), manifest.patients()));
    if (!find(rooted, "the commitments are in the tree whose root the manifest names")) {
      return;
    }
    long[] sizes = slots.stream().mapToLong(BitSet::cardinality).toArray();
    ProofCells cells;
    Map<Integer, Long> values = new HashMap<>();
    proof.openings().forEach(o -> values.put(o.cell(), o.value()));
    try {
      cells = expected(provability, sizes, values);
    } catch (IllegalArgumentException | EvaluationException e) {
      find(false, "the answer's rows are those that its plan can have: " + e.getMessage());
      return;
    }
    if (!find(
        cells.all().equals(proof.openings().stream().map(Opening::cell).toList())
            && cells.empty().stream().allMatch(c -> values.get(c) == 0),
        "what is opened is what the answer tells, no more and no less")) {
      return;
    }
    List<Opening> failing = check.failing(plan, slots, sizes);
    if (find(
        failing.isEmpty(),
        proof.openings().isEmpty()
            ? "no integer is encrypted"
            : proof.openings().size()
                + " integers open the commitments of exactly the consenting patients"
                + (failing.isEmpty() ? "" : ": not cell " + failing.get(0).cell()))) {
      recompute(plan, provability, cells, values, sizes);
    }
  }

  private ProofCells expected(Provability provability, long[] sizes, Map<Integer, Long> values) {
    if (receipt.proof().disclosed() == Disclosed.ANSWER) {
      return provability.cells(receipt.answer(), sizes);
    }
    BitSet withheld = new BitSet();
    for (int cell : receipt.proof().withheld()) {
      if (cell < withheld.length()) {
        throw new IllegalArgumentException("what is withheld does not stand in order");
      }
      withheld.set(cell);
    }
    // A cell that matters only by being positive is opened where it is zero.
    return provability.parts(withheld, values::containsKey);
  }

  private void recompute(
      Plan plan,
      Provability provability,
      ProofCells cells,
      Map<Integer, Long> values,
      long[] sizes) {
    Recomputation again;
    try {
      again = Recomputation.of(plan, provability, cells, values::get, sizes, receipt.answer());
    } catch (EvaluationException e) {
      find(false, "the opened integers have an answer: " + e.getMessage());
      return;
    }
    if (again.rows() == Standing.REFUTED) {
      find(false, "the rows are those that the opened integers give");
      return;
    }
    if (again.rows() == Standing.SHOWN) {
      find(true, "the rows are those that the opened integers give");
    } else if (again.unsettled() > 0) {
      find(true, "every row that has its label is one that the opened integers give");
      assumed(
          "the steward withholds the labels of "
              + again.unnamed()
              + " rows: which rows they are, and that "
              + again.unsettled()
              + " more that the plan can have are of empty groups");
    } else {
      assumed("which rows there are: what is withheld decides on it");
    }
    if (again.order() == Standing.BELIEVED) {
      assumed("the rows' order, which follows from what is withheld");
    } else {
      find(again.order() == Standing.SHOWN, "their order is right");
    }
    for (int c = 0; c < receipt.integrity().size(); c++) {
      if (receipt.integrity().get(c).isProven()) {
        column(c, again.columns().get(c));
      }
    }
  }

  private void column(int index, Recomputation.Values values) {
    String name =
        "column " + (index + 1) + " (" + receipt.answer().columns().get(index).name() + ")";
    long believed = values.hold() ? values.believed() : 0;
    if (values.shown() > 0 || believed == 0) {
      find(
          values.hold(),
          name + " is PROVEN" + (believed == 0 ? "" : " but for " + believed + " values"));
    }
    if (believed > 0) {
      assumed(believed + " values of " + name + ", whose proof would show what is withheld");
    }
  }

  private void assume(byte[] anchor, boolean ledger) {
    if (!ledger) {
      if (anchor == null) {
        assumed("the ledger anchors this dataset under this anchor");
      }
      assumed(
          "the ledger holds 0x"
              + HexFormat.of().formatHex(receipt.query().hash())
              + " in block "
              + receipt.open().block()
              + ", and the consent there has this digest");
      if (receipt.open().batch() != null) {
        assumed(
            "the ledger holds the batch 0x"
                + HexFormat.of().formatHex(receipt.open().batch().root())
                + " in that block");
      }
    }
    for (Trust trust : receipt.trust()) {
      assumed("trusted: " + trust.who() + ", for " + trust.what());
    }
  }

  private boolean find(boolean holds, String claim) {
    findings.add(new Finding(holds ? Status.CHECKED : Status.FAILED, claim));
    return holds;
  }

  private void assumed(String claim) {
    findings.add(new Finding(Status.ASSUMED, claim));
  }

  /** Whether the rows printed are those of the receipt. */
  public static Finding compare(ReceiptDocument receipt, Answer printed) {
    boolean same = ReceiptAnswer.tree(printed).equals(ReceiptAnswer.tree(receipt.answer()));
    return new Finding(
        same ? Status.CHECKED : Status.FAILED, "the rows are those that the steward released");
  }
}
