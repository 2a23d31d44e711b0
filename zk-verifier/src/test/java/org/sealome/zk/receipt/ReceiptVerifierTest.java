// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.json.JsonMutants;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.SqlType;
import org.sealome.zk.receipt.Finding.Status;

class ReceiptVerifierTest {
  private final SignedReceipt receipts = new SignedReceipt();

  private static List<String> failures(byte[] receipt, byte[] anchor, Answer answer) {
    return ReceiptVerifier.verify(receipt, anchor, answer).stream()
        .filter(f -> f.status() == Status.FAILED)
        .map(Finding::claim)
        .toList();
  }

  private static List<String> failures(byte[] receipt) {
    return failures(receipt, null, null);
  }

  @Test
  void aGoodReceiptHolds() {
    byte[] receipt = receipts.json();
    assertEquals(List.of(), failures(receipt));
    assertEquals(List.of(), failures(receipt, SignedReceipt.word(2), SignedReceipt.answer()));
    assertTrue(
        ReceiptVerifier.verify(receipt, null, null).stream()
            .anyMatch(
                f -> f.status() == Status.ASSUMED && f.claim().equals("the SQL means this plan")));
  }

  @Test
  void noLeafChangesUnnoticed() {
    List<Object> mutants = JsonMutants.of(CanonicalJson.read(receipts.json()));
    assertTrue(mutants.size() > 200);
    for (Object mutant : mutants) {
      try {
        byte[] json = CanonicalJson.write(mutant);
        assertTrue(!failures(json).isEmpty(), () -> new String(json));
      } catch (ReceiptFormatException e) {
        // As good.
      }
    }
  }

  @Test
  void aForgerWithAKeyOfHisOwnMeetsTheOtherChecks() {
    Map<String, Object> other = receipts.tree(SignedReceipt.plan());
    other.put("dataset", Map.of("name", "other", "id", hex(4), "anchor", hex(2)));
    assertEquals(List.of("the plan is for this dataset"), failures(receipts.sign(other)));

    Map<String, Object> anchor = receipts.tree(SignedReceipt.plan());
    anchor.put("dataset", Map.of("name", "traps", "id", hex(4), "anchor", hex(8)));
    assertEquals(1, failures(receipts.sign(anchor)).size());

    Map<String, Object> proven = receipts.tree(SignedReceipt.plan());
    proven.put("integrity", List.of("TRUSTED", "PROVEN"));
    assertEquals(1, failures(receipts.sign(proven)).size());

    Map<String, Object> narrow = receipts.tree(SignedReceipt.plan());
    narrow.put("integrity", List.of("TRUSTED"));
    assertEquals(1, failures(receipts.sign(narrow)).size());
  }

  private static String hex(int value) {
    return "0x" + HexFormat.of().formatHex(SignedReceipt.word(value));
  }

  @Test
  void aRefusedPlanHasNoReceipt() {
    Plan refused = Plan.refused("SELECT", "traps", "privacy");
    assertTrue(!failures(receipts.sign(receipts.tree(refused))).isEmpty());
  }

  @Test
  void anotherAnchorAndOtherRowsAreSeen() {
    byte[] receipt = receipts.json();
    assertEquals(1, failures(receipt, SignedReceipt.word(3), null).size());
    List<Column> columns = SignedReceipt.plan().rest().columns();
    Answer more = new Answer(columns, List.of(List.of(13L, 0.5)), List.of());
    assertEquals(1, failures(receipt, null, more).size());
    Answer flagged =
        new Answer(columns, SignedReceipt.answer().rows(), List.of(new Answer.Position(0, 1)));
    assertEquals(1, failures(receipt, null, flagged).size());
  }

  @Test
  void answersAreReadAsTheyArePrinted() {
    Answer read = AnswerJson.read(SignedReceipt.bytes(SignedReceipt.answerJson()));
    assertEquals(SignedReceipt.answer(), read);
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
          ReceiptFormatException.class, () -> AnswerJson.read(SignedReceipt.bytes(bad)), bad);
    }
  }

  /** Pinned: both sides of the wire compute it. */
  @Test
  void theDigestOfAnAnswerIsPinned() {
    Answer answer =
        new Answer(
            List.of(new Column("n", SqlType.BIGINT), new Column("x", SqlType.DOUBLE)),
            List.of(java.util.Arrays.asList(12L, 2e-3), java.util.Arrays.asList(null, 1e23)),
            List.of(new Answer.Position(1, 0)));
    assertEquals(
        "e378de7b9bd281fa2de00f81924779c49e7f717db8dfa29a6d89a33cb0b3b7be",
        HexFormat.of().formatHex(AnswerDigest.of(answer)));
  }
}
