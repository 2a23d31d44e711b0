// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.opening;

import java.util.BitSet;
import java.util.SortedMap;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.commit.Commitment;

/** The commitments of one dataset, as far as somebody has them. Safe for many threads. */
public interface CommittedPlanes {

  /**
   * The entry of the column that has a plane.
   *
   * @throws RuntimeException of the implementation's own where there is none
   */
  ColumnEntry entry(String planeId);

  /**
   * The sum, over slots, of a combination of a column's committed planes.
   *
   * @param form coefficients by the plane's index
   * @param slots at least one
   * @throws RuntimeException of the implementation's own where the commitments are not to be had
   */
  Commitment sum(ColumnEntry column, SortedMap<Integer, Long> form, BitSet slots);
}
