// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

import java.util.List;
import java.util.Objects;

/**
 * What a custodian signs and anchors: everything that an answer's meaning hangs on. Digests are
 * SHA-256 in lower-case hex.
 *
 * @param datasetId 32 bytes, hex: the dataset's id on the ledger
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
 * @param commitments null where nothing is committed
 * @param stewardKey Ed25519 public key (X.509 encoding, hex) that signs this dataset's receipts
 * @param custodianKey Ed25519 public key (X.509 encoding, hex) that signed the manifest
 * @param sites where the variants come from, for people: {@code panel FILE} or {@code VCF}
 */
public record DatasetManifest(
    String name,
    String datasetId,
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
    Commitments commitments,
    String stewardKey,
    String custodianKey) {
  /** A segment file and how many planes of one block it holds. */
  public record Segment(String file, long count) {}

  /**
   * The columns whose values the custodian committed to.
   *
   * @param root of the tree over the columns' entries, which the ledger anchors too
   * @param directoryDigest of the file with the entries
   * @param columns how many there are
   */
  public record Commitments(String root, String directoryDigest, int columns) {
    public Commitments {
      Objects.requireNonNull(root);
      Objects.requireNonNull(directoryDigest);
    }
  }

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
