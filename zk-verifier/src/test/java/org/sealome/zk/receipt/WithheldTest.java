// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.receipt.Finding.Status;
import org.sealome.zk.receipt.ReceiptDocument.Proof;

/**
 * What disclosure control keeps is believed, and said to be; it excuses nothing else. The steward
 * who signs here lies.
 */
class WithheldTest {
  private final SignedReceipt receipts = new SignedReceipt();
  @TempDir Path folder;
  private ReceiptFiles files;

  @BeforeEach
  void write() {
    files = receipts.files(folder);
  }

  private static BitSet cells(int... kept) {
    BitSet out = new BitSet();
    Arrays.stream(kept).forEach(out::set);
    return out;
  }

  private List<String> claims(ReceiptDocument receipt, Status status) {
    return ReceiptVerifier.verify(
            ReceiptDocument.read(receipts.sign(receipt).toBytes()), files, null, false)
        .stream()
        .filter(f -> f.status() == status)
        .map(Finding::claim)
        .toList();
  }

  private void holds(ReceiptDocument receipt) {
    assertEquals(List.of(), claims(receipt, Status.FAILED));
  }

  private void has(Status status, String claim, ReceiptDocument receipt) {
    List<String> claims = claims(receipt, status);
    assertTrue(claims.stream().anyMatch(c -> c.contains(claim)), claims::toString);
  }

  private void hasNot(Status status, String claim, ReceiptDocument receipt) {
    List<String> claims = claims(receipt, status);
    assertFalse(claims.stream().anyMatch(c -> c.contains(claim)), claims::toString);
  }

  private static ReceiptDocument with(ReceiptDocument r, Answer answer, Proof proof) {
    return new ReceiptDocument(
        r.query(),
        r.dataset(),
        r.consent(),
        r.open(),
        answer,
        r.integrity(),
        proof,
        r.stewardKey(),
        "");
  }

  private static ReceiptDocument withheld(ReceiptDocument r, Integer... cells) {
    Proof p = r.proof();
    return with(
        r,
        r.answer(),
        new Proof(p.disclosed(), p.openings(), p.columns(), p.leaves(), List.of(cells)));
  }

  /** With a row more or less at the end, and its label and value kept. */
  private static ReceiptDocument rows(ReceiptDocument r, int count) {
    List<List<Object>> rows = new ArrayList<>(r.answer().rows());
    List<Answer.Position> kept = new ArrayList<>(r.answer().suppressed());
    while (rows.size() > count) {
      int last = rows.size() - 1;
      rows.remove(last);
      kept.removeIf(p -> p.row() == last);
    }
    while (rows.size() < count) {
      kept.add(new Answer.Position(rows.size(), 0));
      kept.add(new Answer.Position(rows.size(), 1));
      rows.add(Arrays.asList(null, null));
    }
    return with(r, new Answer(r.answer().columns(), rows, kept), r.proof());
  }

  @Test
  void everyGroupAccountedForIsChecked() {
    ReceiptDocument receipt = receipts.unsigned(GroupedPlans.byDosage(), cells(4, 5));
    assertEquals(3, receipt.answer().rows().size());
    holds(receipt);
    has(Status.CHECKED, "the rows are those that the opened integers give", receipt);
    hasNot(Status.ASSUMED, "empty groups", receipt);
  }

  @Test
  void oneRowWithoutItsLabelExcusesNoMissingRow() {
    ReceiptDocument two = receipts.unsigned(GroupedPlans.byDosage(), cells(2, 3, 4, 5));
    ReceiptDocument dropped = rows(two, 2);
    holds(dropped);
    hasNot(Status.CHECKED, "the rows are those that the opened integers give", dropped);
    has(
        Status.ASSUMED,
        "the labels of 1 rows: which rows they are, and that 1 more that the plan can have are of"
            + " empty groups",
        dropped);
    // Without any such row every one that is missing has to be opened.
    has(Status.FAILED, "no more and no less", rows(two, 1));
  }

  @Test
  void rowsWithoutLabelsAreNoMoreThanThePlanHas() {
    ReceiptDocument receipt = receipts.unsigned(GroupedPlans.byDosage(), cells(4, 5));
    has(Status.FAILED, "more rows without their labels", rows(receipt, 4));
  }

  @Test
  void whatIsPublicIsNotKept() {
    ReceiptDocument honest = receipts.unsigned(GroupedPlans.groups());
    List<List<Object>> rows = new ArrayList<>(honest.answer().rows());
    List<Object> north = new ArrayList<>(rows.get(0));
    north.set(2, null);
    rows.set(0, north);
    Answer less = new Answer(honest.answer().columns(), rows, List.of(new Answer.Position(0, 2)));
    has(Status.FAILED, "withheld that is public", with(honest, less, honest.proof()));
  }

  @Test
  void aPolicyOfOneKeepsNothing() {
    SignedReceipt open = new SignedReceipt(1);
    ReceiptDocument receipt = open.sign(open.unsigned(GroupedPlans.byDosage(), cells(4, 5)));
    ReceiptFiles beside = open.files(folder.resolve("open"));
    assertTrue(
        ReceiptVerifier.verify(receipt, beside, null, false).stream()
            .anyMatch(f -> f.status() == Status.FAILED && f.claim().contains("policy")));
  }

  @Test
  void orderIsCheckedOfWhatIsShown() {
    ReceiptDocument receipt = receipts.unsigned(GroupedPlans.byDosage(), cells(5));
    holds(receipt);
    List<List<Object>> rows = receipt.answer().rows();
    assertEquals(new Answer.Position(2, 0), receipt.answer().suppressed().get(0));
    Answer swapped =
        new Answer(
            receipt.answer().columns(),
            List.of(rows.get(1), rows.get(0), rows.get(2)),
            receipt.answer().suppressed());
    has(Status.FAILED, "their order is right", with(receipt, swapped, receipt.proof()));
  }

  @Test
  void whereAFilterReadsWhatIsKeptTheRowsAreBelieved() {
    Plan plan = GroupedPlans.having(2);
    ReceiptDocument open = receipts.unsigned(plan);
    holds(open);
    has(Status.CHECKED, "the rows are those that the opened integers give", open);
    ReceiptDocument kept = receipts.unsigned(plan, cells(2));
    assertEquals(1, kept.answer().rows().size());
    holds(kept);
    hasNot(Status.CHECKED, "the rows are those", kept);
    has(Status.ASSUMED, "which rows there are: what is withheld decides on it", kept);
    has(Status.CHECKED, "column 2 (n) is PROVEN", kept);
  }

  @Test
  void whatIsCountedOfRowsThatAreBelievedIsBelieved() {
    Plan plan = GroupedPlans.countHaving(2);
    ReceiptDocument open = receipts.unsigned(plan);
    assertEquals(List.of(List.of(2L)), open.answer().rows());
    has(Status.CHECKED, "column 1 (groups) is PROVEN", open);
    ReceiptDocument kept = receipts.unsigned(plan, cells(2));
    assertEquals(List.of(List.of(1L)), kept.answer().rows());
    holds(kept);
    hasNot(Status.CHECKED, "column 1 (groups)", kept);
    has(Status.ASSUMED, "1 values of column 1 (groups)", kept);
  }

  @Test
  void onlyWhatTheProofNeedsAndTheAnswerLacksIsWithheld() {
    ReceiptDocument kept = receipts.unsigned(GroupedPlans.having(0), cells(4));
    assertEquals(List.of(4), kept.proof().withheld());
    holds(kept);
    has(Status.FAILED, "is withheld, which no proof would show", withheld(kept, 4, 99));
    has(Status.FAILED, "does not stand in order", withheld(kept, 4, 4));
    has(Status.FAILED, "no more and no less", withheld(kept));
    // The count of the first group is told, and is said to be kept.
    Proof p = kept.proof();
    Proof less =
        new Proof(
            p.disclosed(),
            p.openings().stream().filter(o -> o.cell() != 0).toList(),
            p.columns(),
            p.leaves(),
            List.of(0, 4));
    assertFalse(claims(with(kept, kept.answer(), less), Status.FAILED).isEmpty());
  }
}
