// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.merkle.MerkleProof;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.ColumnIntegrity;

/**
 * What a requester keeps of an answer: which question was answered, over which data and whose
 * consent, where it is logged, the answer in full, and what proves it; signed by the steward. It
 * names the {@code open} only, since rows do not wait for the {@code close}.
 *
 * @param integrity one a column of the answer
 * @param proof null where no column is proven
 * @param stewardKey Ed25519 public key, X.509 encoding, hex
 * @param signature Ed25519 over {@link #signedBytes}, hex; empty: not signed yet
 */
public record ReceiptDocument(
    Query query,
    Dataset dataset,
    Consent consent,
    Open open,
    Answer answer,
    List<ColumnIntegrity> integrity,
    Proof proof,
    String stewardKey,
    String signature) {
  public static final String VERSION = "sealome/receipt/v2";

  /** Nothing else that the key signs begins so. */
  private static final byte[] DOMAIN = (VERSION + "\n").getBytes(StandardCharsets.US_ASCII);

  /**
   * What was asked.
   *
   * @param hash 32 bytes: the entry in the query log
   * @param salt 32 bytes
   * @param plan the canonical plan's bytes
   * @param purpose as people write it; a disease's code is hashed
   * @param requester 20 bytes
   */
  public record Query(byte[] hash, byte[] salt, byte[] plan, String purpose, byte[] requester) {}

  /**
   * What it was asked of.
   *
   * @param id 32 bytes
   * @param anchor SHA-256 of the manifest
   * @param commitmentRoot 32 bytes; null where nothing is committed
   */
  public record Dataset(
      String name, byte[] id, int version, byte[] anchor, byte[] commitmentRoot) {}

  /**
   * Whose consent counted.
   *
   * @param digest keccak256 over the mask's pages: what the log holds
   * @param mask SHA-256 of the same pages; null where the statement touches nobody
   */
  public record Consent(byte[] digest, byte[] mask) {}

  /**
   * Where the log entry is; the hashes have 32 bytes.
   *
   * @param batch null where the entry was logged alone
   */
  public record Open(
      long chainId, long block, byte[] blockHash, byte[] transaction, LogBatch batch) {}

  /** How much a proof shows. */
  public enum Disclosed {
    /** No integer that does not follow from the answer. */
    ANSWER,
    /** Whatever the answer was computed from, since the statement's owner allowed it. */
    PARTS
  }

  /**
   * What opens commitments to the answer's integers.
   *
   * @param openings by ascending cell
   * @param columns the committed columns that the openings read, by name
   * @param leaves of columns that are read at a single patient only, by column and slot; those
   *     columns' files are not needed
   * @param withheld where parts are disclosed: cells that disclosure control keeps, ascending
   */
  public record Proof(
      Disclosed disclosed,
      List<Opening> openings,
      List<ProvenColumn> columns,
      List<Leaf> leaves,
      List<Integer> withheld) {
    public Proof {
      openings = List.copyOf(openings);
      columns = List.copyOf(columns);
      leaves = List.copyOf(leaves);
      withheld = List.copyOf(withheld);
    }
  }

  /** A cell of the plan, its value, and the blinding of the commitments that it is the sum of. */
  public record Opening(int cell, long value, Scalar blinding) {}

  /** A committed column, and that the dataset's tree holds it. */
  public record ProvenColumn(ColumnEntry entry, MerkleProof path) {}

  /** One patient's commitments in a column, and that the column's tree holds them. */
  public record Leaf(String column, int slot, byte[] points, MerkleProof path) {}

  public ReceiptDocument {
    integrity = List.copyOf(integrity);
  }

  /** Who is believed, and for what. */
  public List<Trust> trust() {
    return Trust.of(this);
  }

  /** The same receipt, signed. */
  public ReceiptDocument withSignature(String hex) {
    return new ReceiptDocument(
        query, dataset, consent, open, answer, integrity, proof, stewardKey, hex);
  }

  /** RFC 8785 JSON. */
  public byte[] toBytes() {
    return CanonicalJson.write(ReceiptJson.tree(this));
  }

  /** The same members in deterministic CBOR, hashes and points as bytes. */
  public byte[] toCbor() {
    return ReceiptCbor.write(ReceiptJson.tree(this));
  }

  /** What the steward signs: a line that names the format, and the receipt without signature. */
  public byte[] signedBytes() {
    Map<String, Object> tree = ReceiptJson.tree(this);
    tree.put("steward", new LinkedHashMap<>(Map.of("key", stewardKey)));
    byte[] json = CanonicalJson.write(tree);
    byte[] out = java.util.Arrays.copyOf(DOMAIN, DOMAIN.length + json.length);
    System.arraycopy(json, 0, out, DOMAIN.length, json.length);
    return out;
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

  /**
   * Reads a receipt in JSON of any layout, or in CBOR as {@link #toCbor} writes it: exactly the
   * fields of this version, each in its one spelling.
   *
   * @throws ReceiptFormatException for another version, and for what {@link #toBytes} would not
   *     write again, white space and the order of members aside
   */
  public static ReceiptDocument read(byte[] document) {
    return ReceiptJson.read(document);
  }
}
