// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.util.List;
import org.sealome.zk.commit.Scalar;

/**
 * The engine's half of what opens the commitments to some releases of one query: goes to the
 * steward beside their samples.
 *
 * @param queryHash 32 bytes; the query that they are for
 * @param releases indices in the plan, none twice
 * @param halves {@code halves[i]} is for release {@code releases[i]}
 */
public record BlindingBatch(byte[] queryHash, int[] releases, List<Scalar> halves) {
  public BlindingBatch {
    queryHash = queryHash.clone();
    releases = releases.clone();
    halves = List.copyOf(halves);
    if (releases.length != halves.size()) {
      throw new IllegalArgumentException("as many halves as releases");
    }
  }

  @Override
  public int[] releases() {
    return releases.clone();
  }
}
