// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which cells a proof opens, by what an answer says anyway.
 *
 * @param told cells whose value follows from the answer, or is allowed to be told
 * @param empty cells that the answer says are zero: a NULL, or a row that is not there
 * @param withheld cells that disclosure control keeps, where that does not follow from the answer
 * @param origin for each row of the answer the possible row that it is, −1 where disclosure control
 *     keeps which it is
 * @param unsettled possible rows that are not in the answer, and could be those of which it keeps
 *     which they are: nothing tells that these groups are empty
 */
public record ProofCells(
    BitSet told, BitSet empty, BitSet withheld, List<Integer> origin, int unsettled) {
  public ProofCells {
    told = (BitSet) told.clone();
    empty = (BitSet) empty.clone();
    withheld = (BitSet) withheld.clone();
    origin = List.copyOf(origin);
  }

  @Override
  public BitSet told() {
    return (BitSet) told.clone();
  }

  @Override
  public BitSet empty() {
    return (BitSet) empty.clone();
  }

  @Override
  public BitSet withheld() {
    return (BitSet) withheld.clone();
  }

  /** What is opened, ascending. */
  public List<Integer> all() {
    BitSet all = told();
    all.or(empty);
    return new ArrayList<>(all.stream().boxed().toList());
  }
}
