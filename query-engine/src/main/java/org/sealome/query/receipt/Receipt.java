// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.receipt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sealome.ledger.Address;
import org.sealome.ledger.Bytes32;
import org.sealome.zk.receipt.ReceiptDocument;

/**
 * A signed receipt, and the files that have to lie beside it to verify it.
 *
 * @param attachments no two of one name
 */
public record Receipt(ReceiptDocument document, List<Attachment> attachments) {
  public Receipt {
    attachments = List.copyOf(attachments);
  }

  /** The entry in the query log. */
  public Bytes32 queryHash() {
    return Bytes32.of(document.query().hash());
  }

  public Bytes32 salt() {
    return Bytes32.of(document.query().salt());
  }

  public Address requester() {
    return new Address("0x" + java.util.HexFormat.of().formatHex(document.query().requester()));
  }

  /** The transaction that opened the entry. */
  public Bytes32 openTransaction() {
    return Bytes32.of(document.open().transaction());
  }

  /** RFC 8785 JSON. */
  public String toJson() {
    return new String(document.toBytes(), StandardCharsets.UTF_8);
  }

  /** keccak256 of {@link #toJson}: what closes the log entry. */
  public Bytes32 digest() {
    return Bytes32.keccak(toJson());
  }
}
