// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.zk.json.CanonicalCbor;
import org.sealome.zk.json.JsonMutants;
import org.sealome.zk.merkle.MerkleProof;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.PlanJson;
import org.sealome.zk.plan.Population;
import org.sealome.zk.receipt.Finding.Status;
import org.sealome.zk.receipt.ReceiptDocument.Proof;
import org.sealome.zk.receipt.ReceiptDocument.ProvenColumn;

class ReceiptCborTest {
  private final SignedReceipt receipts = new SignedReceipt();
  @TempDir Path folder;

  @Test
  void eitherFormFollowsFromTheOther() {
    for (Plan plan :
        List.of(
            SignedReceipt.plan(SignedReceipt.everybody()),
            GroupedPlans.groups(),
            SignedReceipt.yesOrNo(6))) {
      ReceiptDocument signed = receipts.receipt(plan);
      for (ReceiptDocument receipt :
          List.of(signed, receipts.unsigned(plan), SignedReceipt.inBatch(signed))) {
        byte[] cbor = receipt.toCbor();
        assertTrue(cbor.length < receipt.toBytes().length * 7 / 10);
        assertArrayEquals(receipt.toBytes(), ReceiptDocument.read(cbor).toBytes());
        assertArrayEquals(cbor, ReceiptDocument.read(receipt.toBytes()).toCbor());
      }
    }
  }

  @Test
  void noLeafChangesUnnoticed() {
    ReceiptFiles files = receipts.files(folder);
    Object tree = CanonicalCbor.read(receipts.receipt(SignedReceipt.yesOrNo(6)).toCbor());
    for (Object mutant : JsonMutants.of(tree)) {
      List<Finding> findings;
      try {
        ReceiptDocument read = ReceiptDocument.read(CanonicalCbor.write(mutant));
        findings = ReceiptVerifier.verify(read, files, null, false);
      } catch (ReceiptFormatException e) {
        continue;
      }
      assertFalse(findings.stream().noneMatch(f -> f.status() == Status.FAILED), mutant::toString);
    }
  }

  @Test
  void hexIsNoTextAndTextIsNoBytes() {
    byte[] cbor = receipts.receipt(SignedReceipt.yesOrNo(6)).toCbor();
    Map<String, Object> tree = new TreeMap<>();
    ((Map<?, ?>) CanonicalCbor.read(cbor)).forEach((k, v) -> tree.put((String) k, v));
    Map<?, ?> consent = (Map<?, ?>) tree.get("consent");
    byte[] digest = (byte[]) consent.get("digest");
    for (Object other :
        new Object[] {
          "0x" + HexFormat.of().formatHex(digest), HexFormat.of().formatHex(digest), "", 1L
        }) {
      tree.put("consent", Map.of("digest", other, "mask", consent.get("mask")));
      byte[] written = CanonicalCbor.write(tree);
      assertThrows(ReceiptFormatException.class, () -> ReceiptDocument.read(written));
    }
    tree.put("consent", consent);
    tree.put("version", new byte[] {1});
    byte[] written = CanonicalCbor.write(tree);
    assertThrows(ReceiptFormatException.class, () -> ReceiptDocument.read(written));
  }

  /** Over a public group that is no run of slots, of a dataset of some 17,000 columns. */
  @Test
  void aCountOver2504PatientsIsSmall() {
    int patients = 2504;
    ReceiptDocument small = receipts.receipt(SignedReceipt.plan(SignedReceipt.everybody()));
    Plan plan = PlanJson.read(small.query().plan());
    BitSet group = new BitSet();
    new Random(1).ints(patients / 3, 0, patients).forEach(group::set);
    Plan large =
        new Plan(
            plan.sql(),
            plan.dataset(),
            plan.scope(),
            plan.planes(),
            List.of(Population.of(patients, group)),
            plan.releases(),
            plan.cells(),
            plan.rest(),
            null);
    ProvenColumn column = small.proof().columns().get(0);
    MerkleProof path = new MerkleProof(1, 17_081, Collections.nCopies(15, new byte[32]));
    ReceiptDocument receipt =
        new ReceiptDocument(
            new ReceiptDocument.Query(
                small.query().hash(),
                small.query().salt(),
                PlanJson.write(large),
                small.query().purpose(),
                small.query().requester()),
            small.dataset(),
            small.consent(),
            small.open(),
            small.answer(),
            small.integrity(),
            new Proof(
                small.proof().disclosed(),
                small.proof().openings(),
                List.of(new ProvenColumn(column.entry(), path)),
                List.of(),
                List.of()),
            small.stewardKey(),
            small.signature());
    int bytes = receipt.toCbor().length;
    assertTrue(bytes < 10_000, () -> "bytes: " + bytes);
  }
}
