// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.util.HexFormat;
import java.util.Map;
import org.sealome.zk.json.CanonicalJson;

/**
 * What a verifier takes from a dataset's manifest, whose SHA-256 is the dataset's anchor.
 *
 * @param datasetId 32 bytes
 * @param pageSlots slots of a page of the consent mask
 * @param commitmentRoot 32 bytes, or null
 * @param minCell least number of patients in a figure that is told; 1: nothing is ever withheld
 * @param stewardKey Ed25519, X.509 encoding, hex
 */
record ManifestFacts(
    String name,
    byte[] datasetId,
    int version,
    int patients,
    int pageSlots,
    byte[] commitmentRoot,
    int minCell,
    String stewardKey) {

  /**
   * @throws ReceiptFormatException for bytes that are no manifest
   */
  static ManifestFacts read(byte[] json) {
    try {
      Map<?, ?> manifest = (Map<?, ?>) CanonicalJson.read(json);
      Map<?, ?> commitments = (Map<?, ?>) manifest.get("commitments");
      Map<?, ?> policy = (Map<?, ?>) manifest.get("policy");
      return new ManifestFacts(
          (String) manifest.get("name"),
          HexFormat.of().parseHex((String) manifest.get("datasetId")),
          Math.toIntExact((Long) manifest.get("version")),
          Math.toIntExact((Long) manifest.get("patients")),
          Math.toIntExact((Long) manifest.get("blockSlots")),
          commitments == null ? null : HexFormat.of().parseHex((String) commitments.get("root")),
          Math.toIntExact((Long) policy.get("minCell")),
          (String) manifest.get("stewardKey"));
    } catch (RuntimeException e) {
      throw new ReceiptFormatException("the manifest does not read", e);
    }
  }

  /** Length of the mask's bytes: whole pages. */
  int maskBytes() {
    return (patients + pageSlots - 1) / pageSlots * (pageSlots / Byte.SIZE);
  }
}
