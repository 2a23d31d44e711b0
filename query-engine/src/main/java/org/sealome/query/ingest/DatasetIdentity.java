// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.util.HexFormat;

/**
 * Which dataset this is to others, for its manifest.
 *
 * @param id 32 bytes, hex: its id on the ledger
 * @param stewardKey Ed25519 public key (X.509 encoding, hex) under which its steward signs receipts
 */
public record DatasetIdentity(String id, String stewardKey) {
  public DatasetIdentity {
    if (HexFormat.of().parseHex(id).length != 32) {
      throw new IllegalArgumentException("a dataset's id has 32 bytes");
    }
    HexFormat.of().parseHex(stewardKey);
  }
}
