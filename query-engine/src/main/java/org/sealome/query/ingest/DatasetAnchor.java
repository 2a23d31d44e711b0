// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import org.sealome.query.catalog.DatasetManifest;

/**
 * Puts a dataset's manifest on the ledger, between the last byte written and the moment when the
 * dataset becomes visible. Where it throws, the dataset does not come to be.
 */
@FunctionalInterface
public interface DatasetAnchor {
  /** Anchors nothing; for tests. */
  DatasetAnchor NONE = (manifest, manifestHash) -> {};

  /**
   * @param manifestHash 32 bytes: SHA-256 of the manifest file
   */
  void anchor(DatasetManifest manifest, byte[] manifestHash);

  /**
   * Whether the ledger holds this manifest already: asked when an earlier ingest was interrupted
   * after everything was written.
   */
  default boolean anchored(DatasetManifest manifest, byte[] manifestHash) {
    return false;
  }
}
