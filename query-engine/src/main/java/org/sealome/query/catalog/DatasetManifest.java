// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

import java.util.List;

/**
 * What a custodian signs and anchors: everything that an answer's meaning hangs on. Digests are
 * SHA-256 in lower-case hex.
 *
 * @param profile name of the parameter profile
 * @param parametersHash of the HE parameters
 * @param publicKeyHash of the public key that the planes were encrypted under: says whose
 *     (steward's) key opens them
 * @param patients slots in use, in the order of the VCF's samples
 * @param blockSlots slots a block, also a page of the consent mask
 * @param planeBytes bytes of one plane of one block
 * @param planes number of plane ids
 * @param indexDigest of the file with every plane's digest
 * @param metadataDigest of the public metadata
 * @param custodianKey Ed25519 public key (X.509 encoding, hex) that signed the manifest
 * @param sites where the variants come from, for people: {@code panel FILE} or {@code VCF}
 */
public record DatasetManifest(
    String name,
    int version,
    String created,
    String profile,
    String parametersHash,
    String publicKeyHash,
    int patients,
    int blockSlots,
    long planeBytes,
    long variants,
    long planes,
    String indexDigest,
    String metadataDigest,
    String sampleValuesDigest,
    List<Segment> segments,
    List<SampleColumn> sampleColumns,
    List<VariantColumn> variantColumns,
    DisclosurePolicy policy,
    String sites,
    String custodianKey) {
  /** A segment file and how many planes of one block it holds. */
  public record Segment(String file, long count) {}

  public DatasetManifest {
    segments = List.copyOf(segments);
    sampleColumns = List.copyOf(sampleColumns);
    variantColumns = List.copyOf(variantColumns);
  }

  /** Blocks that the patients fill, the last one partly. */
  public int blocks() {
    return (patients + blockSlots - 1) / blockSlots;
  }
}
