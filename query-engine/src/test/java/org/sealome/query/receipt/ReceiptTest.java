// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealome.ledger.Bytes32;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.PlanJson;
import org.sealome.zk.plan.SqlType;
import org.sealome.zk.receipt.Finding;
import org.sealome.zk.receipt.ReceiptVerifier;

class ReceiptTest {
  private static Answer answer(Object value, SqlType type, Answer.Position... suppressed) {
    return new Answer(
        List.of(new Column("x", type)), List.of(Arrays.asList(value)), List.of(suppressed));
  }

  private static Receipt receipt(String key) {
    return new Receipt(
        Bytes32.keccak("hash"),
        Bytes32.keccak("salt"),
        PlanJson.write(Plan.refused("SELECT 'x'", "d", "privacy")),
        "d",
        Bytes32.keccak("id"),
        Bytes32.keccak("anchor"),
        Bytes32.keccak("consent"),
        31337,
        12,
        Bytes32.keccak("block"),
        Bytes32.keccak("tx"),
        "0x" + "1".repeat(40),
        "HMB",
        Receipt.digest(answer(3L, SqlType.BIGINT)),
        List.of(Receipt.TRUSTED),
        key,
        "");
  }

  @Test
  void aSignatureIsOverEverythingElse() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Receipt unsigned = receipt(HexFormat.of().formatHex(keys.getPublic().getEncoded()));
    assertFalse(unsigned.isSigned());
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(keys.getPrivate());
    signer.update(unsigned.signedBytes());
    Receipt signed = unsigned.withSignature(HexFormat.of().formatHex(signer.sign()));
    assertTrue(signed.isSigned());
    assertNotEquals(unsigned.digest(), signed.digest());
    String json = new String(signed.signedBytes(), StandardCharsets.UTF_8);
    assertFalse(json.contains("signature"));
    assertTrue(json.contains("\"sql\":\"SELECT 'x'\""));
  }

  /** The verifier reads what is written here; the logged hash of this one is made up. */
  @Test
  void theVerifierReadsIt() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Receipt unsigned = receipt(HexFormat.of().formatHex(keys.getPublic().getEncoded()));
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(keys.getPrivate());
    signer.update(unsigned.signedBytes());
    byte[] json =
        unsigned
            .withSignature(HexFormat.of().formatHex(signer.sign()))
            .toJson()
            .getBytes(StandardCharsets.UTF_8);
    List<Finding> findings =
        ReceiptVerifier.verify(
            json, Bytes32.keccak("anchor").toBytes(), answer(3L, SqlType.BIGINT));
    assertEquals(
        List.of(
            "the query hash is that of this plan, salt, dataset, purpose, requester and consent",
            "the plan has an answer: it was not refused"),
        findings.stream()
            .filter(f -> f.status() == Finding.Status.FAILED)
            .map(Finding::claim)
            .toList());
  }

  @Test
  void theDigestTellsAnswersApart() {
    Bytes32 three = Receipt.digest(answer(3L, SqlType.BIGINT));
    assertEquals(three, Receipt.digest(answer(3L, SqlType.BIGINT)));
    assertNotEquals(three, Receipt.digest(answer(4L, SqlType.BIGINT)));
    assertNotEquals(three, Receipt.digest(answer(3L, SqlType.INTEGER)));
    assertNotEquals(
        Receipt.digest(answer(null, SqlType.BIGINT)),
        Receipt.digest(answer(null, SqlType.BIGINT, new Answer.Position(0, 0))));
    assertNotEquals(
        Receipt.digest(answer(0.1, SqlType.DOUBLE)),
        Receipt.digest(answer(Math.nextUp(0.1), SqlType.DOUBLE)));
    assertNotEquals(
        Receipt.digest(answer(new BigDecimal("9007199254740993"), SqlType.DECIMAL)),
        Receipt.digest(answer(new BigDecimal("9007199254740992"), SqlType.DECIMAL)));
  }
}
