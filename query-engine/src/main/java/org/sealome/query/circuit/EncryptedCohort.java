// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.lang.foreign.MemorySegment;
import org.sealome.he.Profile;
import org.sealome.query.catalog.Dataset;

/**
 * What circuits are compiled for and evaluated over: an encrypted dataset, seen without its names
 * and metadata.
 */
public interface EncryptedCohort {

  /** An ingested dataset. */
  static EncryptedCohort of(Dataset dataset) {
    return new DatasetCohort(dataset);
  }

  Profile profile();

  /** Number of slots that are patients; they fill the blocks from the first. */
  int patients();

  /** Whether there is such a plane. */
  boolean contains(String plane);

  /**
   * A plane of a block, {@code profile().planeBytes()} bytes, authenticated; safe to call from many
   * threads.
   *
   * @throws org.sealome.query.SealomeException with INTEGRITY where the bytes are not the anchored
   *     ones
   */
  MemorySegment plane(String plane, int block);

  /**
   * Planes that were handed out, and so authenticated, since the cohort was opened; 0: not known.
   */
  default int planesTouched() {
    return 0;
  }

  /** Number of blocks: the patients over the slots of a block, rounded up. */
  default int blocks() {
    return Math.ceilDiv(patients(), profile().slots());
  }
}
