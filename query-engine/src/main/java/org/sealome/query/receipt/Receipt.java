// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.receipt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sealome.ledger.Bytes32;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.receipt.AnswerDigest;

/**
 * Says which question was answered, over which data and whose consent, and where it is logged;
 * signed by the steward. Every column is {@link #TRUSTED}: it assumes that the engine followed the
 * protocol, and this receipt proves no more than that the steward released this answer. Whoever
 * holds it can prove what the logged hash stands for; it names the {@code open} only, since rows do
 * not wait for the {@code close}.
 *
 * @param plan the canonical plan, RFC 8785 JSON; the logged hash is over its digest
 * @param datasetAnchor hash of the manifest that the ledger anchors
 * @param openBlock the block of the log entry, whose consent counted
 * @param purpose as people write it; a disease code is hashed
 * @param answerDigest {@link #digest(Answer)}
 * @param integrity one class a column
 * @param stewardKey Ed25519 public key, X.509 encoding, hex
 * @param signature Ed25519 over {@link #signedBytes}, hex; empty: not signed yet
 */
public record Receipt(
    Bytes32 queryHash,
    Bytes32 salt,
    byte[] plan,
    String dataset,
    Bytes32 datasetId,
    Bytes32 datasetAnchor,
    Bytes32 consentDigest,
    long chainId,
    long openBlock,
    Bytes32 openBlockHash,
    Bytes32 openTransaction,
    String requester,
    String purpose,
    Bytes32 answerDigest,
    List<String> integrity,
    String stewardKey,
    String signature) {
  public static final String VERSION = "sealome/receipt/v1";

  /** The integrity class of a column that rests on the engine's honesty. */
  public static final String TRUSTED = "TRUSTED";

  public Receipt {
    plan = plan.clone();
    integrity = List.copyOf(integrity);
  }

  @Override
  public byte[] plan() {
    return plan.clone();
  }

  /** The same receipt with a signature over {@link #signedBytes}. */
  public Receipt withSignature(String hex) {
    return new Receipt(
        queryHash,
        salt,
        plan,
        dataset,
        datasetId,
        datasetAnchor,
        consentDigest,
        chainId,
        openBlock,
        openBlockHash,
        openTransaction,
        requester,
        purpose,
        answerDigest,
        integrity,
        stewardKey,
        hex);
  }

  /** RFC 8785 JSON. */
  public String toJson() {
    return new String(CanonicalJson.write(tree(true)), StandardCharsets.UTF_8);
  }

  /** keccak256 of {@link #toJson}: what closes the log entry. */
  public Bytes32 digest() {
    return Bytes32.keccak(toJson());
  }

  /** What the steward signs: the canonical receipt without its signature. */
  public byte[] signedBytes() {
    return CanonicalJson.write(tree(false));
  }

  /** Whether the signature is that of the key which the receipt names; not whose key that is. */
  public boolean isSigned() {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(stewardKey))));
      verifier.update(signedBytes());
      return verifier.verify(HexFormat.of().parseHex(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /** What a receipt says of its answer, the same on every Java: {@link AnswerDigest}. */
  public static Bytes32 digest(Answer answer) {
    return Bytes32.of(AnswerDigest.of(answer));
  }

  private Map<String, Object> tree(boolean signed) {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("hash", queryHash.hex());
    query.put("salt", salt.hex());
    query.put("plan", CanonicalJson.read(plan));
    query.put("purpose", purpose);
    query.put("requester", requester);
    Map<String, Object> steward = new LinkedHashMap<>();
    steward.put("key", stewardKey);
    if (signed) {
      steward.put("signature", signature);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("version", VERSION);
    tree.put("query", query);
    tree.put(
        "dataset", Map.of("name", dataset, "id", datasetId.hex(), "anchor", datasetAnchor.hex()));
    tree.put("consent", Map.of("digest", consentDigest.hex()));
    tree.put(
        "open",
        Map.of(
            "chainId",
            chainId,
            "block",
            openBlock,
            "blockHash",
            openBlockHash.hex(),
            "transaction",
            openTransaction.hex()));
    tree.put("answer", answerDigest.hex());
    tree.put("integrity", integrity);
    tree.put("steward", steward);
    return tree;
  }
}
