// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.List;

/**
 * Where an entry is among those that were logged with it.
 *
 * @param root of {@link QueryBatch}, which the contract keeps
 * @param index the entry's, from 0, in the order in which they were logged
 * @param size how many they are
 * @param siblings on the way from the entry's leaf to the root
 */
public record BatchPlace(Bytes32 root, int index, int size, List<Bytes32> siblings) {
  public BatchPlace {
    siblings = List.copyOf(siblings);
  }
}
