// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.lang.foreign.MemorySegment;
import org.sealome.he.Profile;
import org.sealome.query.catalog.Dataset;

/** An ingested dataset, seen as planes. */
record DatasetCohort(Dataset dataset) implements EncryptedCohort {

  @Override
  public Profile profile() {
    return Profile.valueOf(dataset.manifest().profile());
  }

  @Override
  public int patients() {
    return dataset.patients();
  }

  @Override
  public boolean contains(String plane) {
    return dataset.planes().contains(plane);
  }

  @Override
  public int planesTouched() {
    return dataset.planes().touched();
  }

  @Override
  public MemorySegment plane(String plane, int block) {
    return dataset.planes().plane(plane, block);
  }
}
