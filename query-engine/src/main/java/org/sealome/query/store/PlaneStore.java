// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.store;

import java.lang.foreign.MemorySegment;

/** The planes of one version of a dataset, mapped read-only. Safe for any number of threads. */
public interface PlaneStore extends AutoCloseable {
  /** Whether the dataset has the plane (in every block, or in none). */
  boolean contains(String planeId);

  /**
   * The ciphertext of one plane and block, {@link #planeBytes()} long, read-only, valid until the
   * dataset is closed. Its SHA-256 is checked on the first touch in the process.
   *
   * @throws org.sealome.query.SealomeException INTEGRITY where the digest is not the manifest's;
   *     INTERNAL where there is no such plane
   */
  MemorySegment plane(String planeId, int block);

  long planeBytes();

  @Override
  void close();
}
