// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.json.JsonMutants;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.ColumnIntegrity;
import org.sealome.zk.plan.Integrity;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.PlanJson;
import org.sealome.zk.receipt.Finding.Status;
import org.sealome.zk.receipt.ReceiptDocument.Opening;
import org.sealome.zk.receipt.ReceiptDocument.Proof;

class ReceiptVerifierTest {
  private final SignedReceipt receipts = new SignedReceipt();
  private final Plan plan = SignedReceipt.plan(SignedReceipt.everybody());
  @TempDir Path folder;
  private ReceiptFiles files;

  @BeforeEach
  void write() {
    files = receipts.files(folder);
  }

  private List<Finding> findings(ReceiptDocument receipt, byte[] anchor) {
    return ReceiptVerifier.verify(ReceiptDocument.read(receipt.toBytes()), files, anchor, false);
  }

  private List<String> failures(ReceiptDocument receipt) {
    return findings(receipt, null).stream()
        .filter(f -> f.status() == Status.FAILED)
        .map(Finding::claim)
        .toList();
  }

  private void fails(String claim, ReceiptDocument receipt) {
    List<String> failures = failures(receipt);
    assertTrue(failures.stream().anyMatch(f -> f.contains(claim)), failures::toString);
  }

  @Test
  void aGoodReceiptHolds() {
    ReceiptDocument receipt = receipts.receipt(plan);
    assertEquals(List.of(), failures(receipt));
    List<Finding> findings = findings(receipt, receipts.anchor());
    for (String column : List.of("column 1 (n) is PROVEN", "column 2 (half) is PROVEN")) {
      assertTrue(findings.contains(new Finding(Status.CHECKED, column)), findings::toString);
    }
    assertTrue(
        findings.stream()
            .anyMatch(f -> f.status() == Status.ASSUMED && f.claim().contains("SQL means")));
  }

  @Test
  void layoutDoesNotMatter() {
    String json = new String(receipts.receipt(plan).toBytes(), StandardCharsets.UTF_8);
    String spaced = json.replace(",\"", " ,\n\t\"").replace("{", "{ ");
    assertEquals(
        List.of(), failures(ReceiptDocument.read(spaced.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void onePatientNeedsHerLeafAndNoFile() throws IOException {
    BitSet one = new BitSet();
    one.set(6);
    ReceiptDocument receipt = receipts.receipt(SignedReceipt.plan(one));
    assertEquals(1, receipt.proof().leaves().size());
    Files.delete(folder.resolve(HexFormat.of().formatHex(receipts.columnDigest())));
    assertEquals(List.of(), failures(receipt));
    fails("is missing", receipts.receipt(plan));
  }

  @Test
  void nobodyOfAPopulationConsents() {
    BitSet one = new BitSet();
    one.set(3);
    assertEquals(List.of(), failures(receipts.receipt(SignedReceipt.plan(one))));
  }

  @Test
  void noLeafChangesUnnoticed() {
    BitSet one = new BitSet();
    one.set(6);
    int mutants = 0;
    for (ReceiptDocument each :
        List.of(
            receipts.receipt(plan),
            receipts.receipt(SignedReceipt.plan(one)),
            receipts.sign(SignedReceipt.inBatch(receipts.receipt(plan))))) {
      Object tree = CanonicalJson.read(each.toBytes());
      for (Object mutant : JsonMutants.of(tree)) {
        mutants++;
        try {
          byte[] json = CanonicalJson.write(mutant);
          assertFalse(failures(ReceiptDocument.read(json)).isEmpty(), () -> new String(json));
        } catch (ReceiptFormatException e) {
          // As good.
        }
      }
    }
    assertTrue(mutants > 500);
  }

  /** The steward's own signature is on these. */
  @Test
  void anEntryIsInTheBatchThatTheReceiptNames() {
    ReceiptDocument batched = SignedReceipt.inBatch(receipts.receipt(plan));
    assertEquals(List.of(), failures(receipts.sign(batched)));
    assertTrue(
        findings(receipts.sign(batched), receipts.anchor()).stream()
            .anyMatch(f -> f.status() == Status.ASSUMED && f.claim().contains("holds the batch")));
    LogBatch batch = batched.open().batch();
    LogBatch others = new LogBatch(SignedReceipt.word(1), batch.path());
    fails("is in the batch", receipts.sign(SignedReceipt.with(batched, others)));
    BitSet one = new BitSet();
    one.set(6);
    ReceiptDocument other = SignedReceipt.with(receipts.receipt(SignedReceipt.plan(one)), batch);
    fails("is in the batch", receipts.sign(other));
  }

  /** The steward's own signature is on all of these. */
  @Test
  void aLyingStewardIsCaughtByTheCommitments() {
    ReceiptDocument honest = receipts.unsigned(plan);
    Answer more = new Answer(honest.answer().columns(), List.of(List.of(99L, 0.5)), List.of());
    fails("(n) is PROVEN", signed(honest, more, honest.integrity(), honest.proof()));
    Opening opening = honest.proof().openings().get(0);
    Opening lie = new Opening(0, 99, opening.blinding());
    fails("open the commitments", signed(honest, more, honest.integrity(), with(honest, lie)));
    Opening other = new Opening(0, opening.value(), opening.blinding().plus(Scalar.ONE));
    fails(
        "open the commitments",
        signed(honest, honest.answer(), honest.integrity(), with(honest, other)));
    fails("no more and no less", signed(honest, honest.answer(), honest.integrity(), with(honest)));
    fails(
        "no more and no less",
        signed(honest, honest.answer(), honest.integrity(), with(honest, opening, opening)));
    fails("is called PROVEN", signed(honest, honest.answer(), honest.integrity(), null));
    ColumnIntegrity trusted = new ColumnIntegrity(Integrity.TRUSTED, "engine and steward");
    fails(
        "is called PROVEN",
        signed(honest, honest.answer(), List.of(trusted, trusted), honest.proof()));
  }

  /** What is shown beyond the answer is the requester's to say, and in what she signs. */
  @Test
  void partsAreShownWhereTheyWereAskedForAndOnlyThere() {
    ReceiptDocument asked = receipts.unsigned(plan.withDisclosedParts());
    assertEquals(List.of(), failures(receipts.sign(asked)));
    ReceiptDocument honest = receipts.unsigned(plan);
    fails(
        "no parts, as nobody asked",
        signed(honest, honest.answer(), asked.integrity(), asked.proof()));
    fails(
        "as the requester asked",
        signed(asked, honest.answer(), honest.integrity(), honest.proof()));
    Proof p = honest.proof();
    Proof named = new Proof(p.disclosed(), p.openings(), p.columns(), p.leaves(), List.of(0));
    fails("no parts, as nobody asked", signed(honest, honest.answer(), honest.integrity(), named));
  }

  private static Proof with(ReceiptDocument honest, Opening... openings) {
    return new Proof(
        honest.proof().disclosed(),
        List.of(openings),
        honest.proof().columns(),
        List.of(),
        List.of());
  }

  private ReceiptDocument signed(
      ReceiptDocument r, Answer answer, List<ColumnIntegrity> integrity, Proof proof) {
    return receipts.sign(
        new ReceiptDocument(
            r.query(),
            r.dataset(),
            r.consent(),
            r.open(),
            answer,
            integrity,
            proof,
            r.stewardKey(),
            ""));
  }

  @Test
  void everyFileBesideItIsCheckedAgainstItsName() throws IOException {
    ReceiptDocument receipt = receipts.receipt(plan);
    List<Path> all;
    try (var list = Files.list(folder)) {
      all = list.toList();
    }
    assertEquals(3, all.size());
    for (Path file : all) {
      byte[] kept = Files.readAllBytes(file);
      Files.write(file, new byte[] {120}, StandardOpenOption.APPEND);
      assertEquals(1, failures(receipt).size());
      Files.delete(file);
      assertEquals(1, failures(receipt).size());
      Files.write(file, kept);
    }
    Files.write(folder.resolve("whatever"), new byte[1]);
    assertEquals(List.of(), failures(receipt));
  }

  @Test
  void anotherDatasetsColumnAndAnotherStewardsKeyAreSeen() {
    SignedReceipt others = new SignedReceipt();
    others.files(folder);
    ReceiptDocument mine = receipts.unsigned(plan);
    fails("signed all of it", others.sign(mine));
    ReceiptDocument theirs = others.unsigned(plan);
    fails(
        "the key is that of the steward",
        others.sign(
            new ReceiptDocument(
                mine.query(),
                mine.dataset(),
                mine.consent(),
                mine.open(),
                mine.answer(),
                mine.integrity(),
                mine.proof(),
                theirs.stewardKey(),
                "")));
    fails(
        "in the tree whose root",
        others.sign(
            new ReceiptDocument(
                theirs.query(),
                theirs.dataset(),
                theirs.consent(),
                theirs.open(),
                theirs.answer(),
                theirs.integrity(),
                mine.proof(),
                theirs.stewardKey(),
                "")));
  }

  @Test
  void anotherAnchorIsSeen() {
    List<Finding> findings = findings(receipts.receipt(plan), SignedReceipt.word(3));
    assertEquals(1, findings.stream().filter(f -> f.status() == Status.FAILED).count());
  }

  @Test
  void aRefusedPlanHasNoReceipt() {
    ReceiptDocument honest = receipts.unsigned(plan);
    ReceiptDocument.Query q = honest.query();
    byte[] refused = PlanJson.write(Plan.refused("SELECT", "traps", "privacy"));
    ReceiptDocument receipt =
        new ReceiptDocument(
            new ReceiptDocument.Query(q.hash(), q.salt(), refused, q.purpose(), q.requester()),
            honest.dataset(),
            honest.consent(),
            honest.open(),
            honest.answer(),
            honest.integrity(),
            honest.proof(),
            honest.stewardKey(),
            "");
    assertFalse(failures(receipts.sign(receipt)).isEmpty());
  }

  @Test
  void rowsAreComparedAsTheyArePrinted() {
    ReceiptDocument receipt = receipts.receipt(plan);
    String json =
        "{\"columns\":[{\"name\":\"n\",\"type\":\"BIGINT\"},{\"name\":\"half\",\"type\":"
            + "\"DOUBLE\"}],\"rows\":[["
            + receipt.answer().rows().get(0).get(0)
            + ",0.50]],\"suppressed\":[],\"receipt\":{\"a\":[1]}}";
    Answer read = AnswerJson.read(json.getBytes(StandardCharsets.UTF_8));
    assertEquals(Status.CHECKED, ReceiptVerifier.compare(receipt, read).status());
    Answer flagged = new Answer(read.columns(), read.rows(), List.of(new Answer.Position(0, 1)));
    assertEquals(Status.FAILED, ReceiptVerifier.compare(receipt, flagged).status());
  }

  @Test
  void whatIsNoAnswerIsSaidToBeNone() {
    for (String bad :
        new String[] {
          "",
          "[]",
          "{}",
          "{\"columns\":[],\"rows\":[[1]]}",
          "{\"columns\":[1],\"rows\":[]}",
          "{\"columns\":[{\"name\":\"a\",\"type\":\"MAP\"}],\"rows\":[]}",
          "{\"columns\":[{\"name\":\"a\",\"type\":\"BIGINT\"}],\"rows\":[[1.5]]}",
          "{\"columns\":[{\"name\":\"a\",\"type\":\"BIGINT\"}],\"rows\":[[[1]]]}"
        }) {
      assertThrows(
          ReceiptFormatException.class,
          () -> AnswerJson.read(bad.getBytes(StandardCharsets.UTF_8)),
          bad);
    }
  }
}
