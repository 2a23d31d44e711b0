// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sealome.he.Profile;
import org.sealome.ledger.Bytes32;
import org.sealome.query.catalog.CommittedDataset;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.PlaneId;
import org.sealome.query.catalog.SampleColumn;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Provability;

/**
 * What the steward must know of a dataset, as its anchored manifest says.
 *
 * @param id on the ledger
 * @param manifestHash of the manifest that everything else here is from
 * @param publicKeyHash SHA-256 (lower-case hex) of the key that the planes are encrypted under
 * @param blockSlots slots of a block, which is a page of the consent mask
 * @param publicForms for each encrypted column a linear form over its planes whose sum is public
 *     although no plane's is: of a categorical column the sum of its categories, which counts its
 *     values; of an integer column its value less its bits, which is zero
 * @param manifest what was anchored, and its file's bytes
 * @param commitments what the custodian committed to, or null
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
    List<Map<String, Long>> publicForms,
    DatasetManifest manifest,
    byte[] manifestBytes,
    CommittedDataset commitments) {

  public DatasetFacts {
    publicForms = publicForms.stream().map(Map::copyOf).toList();
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
            .filter(SampleColumn::encrypted)
            .map(DatasetFacts::publicForm)
            .toList(),
        manifest,
        dataset.manifestBytes(),
        dataset.commitments().orElse(null));
  }

  /** What of a plan over this dataset can be proven. */
  public Provability provability(Plan plan) {
    return Provability.of(plan, p -> commitments != null && commitments.has(p));
  }

  /** Number of blocks, the last one partly filled. */
  public int blocks() {
    return Math.ceilDiv(patients, blockSlots);
  }

  private static Map<String, Long> publicForm(SampleColumn column) {
    Map<String, Long> form = new TreeMap<>();
    if (column.range() == null) {
      column.categories().forEach(c -> form.put(PlaneId.category(column.name(), c), 1L));
    } else if (PlaneId.fitsOnePlane(column.range())) {
      form.put(PlaneId.value(column.name()), 1L);
      for (int bit = 0; bit < column.range().bits(); bit++) {
        form.put(PlaneId.bit(column.name(), bit), -(1L << bit));
      }
    }
    return form;
  }
}
