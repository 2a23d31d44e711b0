// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.List;
import org.sealome.he.Profile;
import org.sealome.ledger.Bytes32;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.PlaneId;
import org.sealome.query.catalog.SampleColumn;
import org.sealome.zk.plan.SqlType;

/**
 * What the steward must know of a dataset, as its anchored manifest says.
 *
 * @param id on the ledger
 * @param manifestHash of the manifest that everything else here is from
 * @param publicKeyHash SHA-256 (lower-case hex) of the key that the planes are encrypted under
 * @param blockSlots slots of a block, which is a page of the consent mask
 * @param columnPlanes for each encrypted categorical column the planes of all its categories
 */
public record DatasetFacts(
    String name,
    Bytes32 id,
    Bytes32 manifestHash,
    Profile profile,
    String publicKeyHash,
    int patients,
    int blockSlots,
    DisclosurePolicy policy,
    List<List<String>> columnPlanes) {

  public DatasetFacts {
    columnPlanes = columnPlanes.stream().map(List::copyOf).toList();
  }

  /** From an opened dataset, whose manifest was read and checked from the file that was hashed. */
  public static DatasetFacts of(Dataset dataset, Bytes32 id) {
    DatasetManifest manifest = dataset.manifest();
    return new DatasetFacts(
        manifest.name(),
        id,
        Bytes32.of(dataset.manifestHash()),
        Profile.valueOf(manifest.profile()),
        manifest.publicKeyHash(),
        manifest.patients(),
        manifest.blockSlots(),
        manifest.policy(),
        manifest.sampleColumns().stream()
            .filter(c -> c.encrypted() && c.type() == SqlType.VARCHAR)
            .map(DatasetFacts::planes)
            .toList());
  }

  /** Number of blocks, the last one partly filled. */
  public int blocks() {
    return Math.ceilDiv(patients, blockSlots);
  }

  private static List<String> planes(SampleColumn column) {
    return column.categories().stream().map(c -> PlaneId.category(column.name(), c)).toList();
  }
}
