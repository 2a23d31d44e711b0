// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.nio.file.Path;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.store.BlindingFile;
import org.sealome.zk.blinding.BlindingHalf;

/** The steward's half of a dataset's blinding keys. The one place through which it is read. */
final class StewardBlinding {
  private StewardBlinding() {}

  /**
   * Loads the half; the caller closes it.
   *
   * @throws org.sealome.query.SealomeException INTEGRITY where it is missing or damaged
   */
  static BlindingHalf load(Path home, DatasetManifest dataset) {
    return file(home, dataset).read();
  }

  /** Destroys one patient's key; nothing where it is destroyed already. */
  static void erase(Path home, DatasetManifest dataset, int slot) {
    file(home, dataset).erase(slot);
  }

  private static BlindingFile file(Path home, DatasetManifest dataset) {
    return BlindingFile.steward(home, dataset.name(), dataset.datasetId(), dataset.version());
  }
}
