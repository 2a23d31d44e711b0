// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.QueryHash;
import org.sealome.zk.receipt.Finding.Status;

/**
 * Verifies a receipt offline. Says of each claim whether it was computed here or has to be assumed:
 * a receipt whose columns are all {@code TRUSTED} shows which question the steward answered, and
 * with what, not that the answer is right.
 */
public final class ReceiptVerifier {
  private final List<Finding> findings = new ArrayList<>();

  private ReceiptVerifier() {}

  /**
   * All findings, in the order in which they were made.
   *
   * @param json the receipt
   * @param anchor 32 bytes: the dataset's anchor as the ledger has it; null where it was not looked
   *     up
   * @param answer the rows that came with the receipt, or null
   * @throws ReceiptFormatException for what is no receipt
   */
  public static List<Finding> verify(byte[] json, byte[] anchor, Answer answer) {
    ReceiptVerifier verifier = new ReceiptVerifier();
    verifier.verify(ReceiptDocument.read(json), anchor, answer);
    return List.copyOf(verifier.findings);
  }

  private void verify(ReceiptDocument receipt, byte[] anchor, Answer answer) {
    find(true, "the receipt has the fields of " + ReceiptDocument.VERSION + " and no others");
    find(true, "its plan is canonical and well formed");
    byte[] hash =
        QueryHash.of(
            receipt.salt(),
            QueryHash.planDigest(receipt.planBytes()),
            receipt.datasetAnchor(),
            receipt.purpose(),
            receipt.requester(),
            receipt.consentDigest());
    find(
        Arrays.equals(hash, receipt.queryHash()),
        "the query hash is that of this plan, salt, dataset, purpose, requester and consent");
    find(receipt.plan().dataset().equals(receipt.dataset()), "the plan is for this dataset");
    verifyColumns(receipt);
    find(isSigned(receipt), "the steward key that the receipt names signed all of it");
    if (anchor != null) {
      find(Arrays.equals(anchor, receipt.datasetAnchor()), "the dataset's anchor is the given one");
    }
    if (answer != null) {
      find(
          Arrays.equals(AnswerDigest.of(answer), receipt.answer()),
          "the rows are those that the steward released");
    }
    assume(anchor, answer, receipt);
  }

  private void verifyColumns(ReceiptDocument receipt) {
    boolean answered = receipt.plan().rest() != null;
    find(answered, "the plan has an answer: it was not refused");
    if (answered) {
      find(
          receipt.integrity().size() == receipt.plan().rest().columns().size(),
          "every column has an integrity class");
    }
    find(
        receipt.integrity().stream().allMatch("TRUSTED"::equals),
        "no column claims a proof, which receipts of this version do not carry");
  }

  private static boolean isSigned(ReceiptDocument receipt) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(receipt.stewardKey())));
      signature.update(receipt.signed());
      return signature.verify(receipt.signature());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private void assume(byte[] anchor, Answer answer, ReceiptDocument receipt) {
    if (answer == null) {
      assume("the rows at hand are those that the receipt's digest stands for");
    }
    if (anchor == null) {
      assume("the ledger anchors this dataset under this anchor");
    }
    assume(
        "the ledger holds 0x"
            + HexFormat.of().formatHex(receipt.queryHash())
            + " in block "
            + receipt.openBlock()
            + ", and the consent there has this digest");
    assume("the steward key belongs to the steward of this dataset");
    assume("the SQL means this plan");
    assume("engine and steward computed what the plan says (every column is TRUSTED, none proven)");
  }

  private void find(boolean holds, String claim) {
    findings.add(new Finding(holds ? Status.CHECKED : Status.FAILED, claim));
  }

  private void assume(String claim) {
    findings.add(new Finding(Status.ASSUMED, claim));
  }
}
