// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.receipt;

import java.util.List;
import org.sealome.ledger.Bytes32;

/**
 * Says which question was answered, over which data and whose consent, and where it is logged;
 * signed by the steward. Every column is {@code TRUSTED}: it assumes that the engine followed the
 * protocol.
 *
 * @param plan the canonical plan, RFC 8785 JSON; the logged hash is over its digest
 * @param answerDigest SHA-256 over the answer's canonical JSON
 * @param integrity one class a column
 * @param stewardKey Ed25519 public key, X.509 encoding, hex
 * @param signature Ed25519 over {@link #signedBytes}, hex
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
    Bytes32 openTransaction,
    String requester,
    String purpose,
    Bytes32 answerDigest,
    List<String> integrity,
    String stewardKey,
    String signature) {

  public Receipt {
    plan = plan.clone();
    integrity = List.copyOf(integrity);
  }

  /** RFC 8785 JSON. */
  public String toJson() {
    throw new UnsupportedOperationException();
  }
}
