// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.CommittedDataset;
import org.sealome.query.circuit.BlindingBatch;
import org.sealome.query.consent.ConsentMask;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.blinding.ErasedKeyException;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.opening.LinearSum;
import org.sealome.zk.opening.PlaneSums;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Provability;

/** The engine's half of what opens the commitments to a query's releases. */
final class EngineOpenings {
  private final CommittedDataset dataset;
  private final BlindingHalf half;

  EngineOpenings(CommittedDataset dataset, BlindingHalf half) {
    this.dataset = dataset;
    this.half = half;
  }

  /**
   * Of all releases that can be opened.
   *
   * @throws SealomeException INTEGRITY where the key of a patient in the mask is destroyed
   */
  BlindingBatch of(Plan plan, Provability provability, ConsentMask mask, byte[] queryHash) {
    BitSet consenting = mask.slots();
    List<BitSet> slots = new ArrayList<>(plan.populations().size());
    plan.populations()
        .forEach(
            p -> {
              BitSet s = p.slots();
              s.and(consenting);
              slots.add(s);
            });
    int[] releases =
        IntStream.range(0, plan.releases().size()).filter(provability::isProvable).toArray();
    List<LinearSum> sums =
        IntStream.of(releases).mapToObj(r -> LinearSum.ofRelease(plan, r)).toList();
    PlaneSums<Scalar> blindings =
        PlaneSums.blindings(half, dataset.scope(), p -> dataset.entry(p).orElseThrow(), slots);
    try {
      blindings.prepare(sums);
      return new BlindingBatch(queryHash, releases, sums.stream().map(blindings::of).toList());
    } catch (ErasedKeyException e) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "no proof can be formed: the engine's blinding key of a patient is destroyed",
          "ask again: whoever is erased is in no consent mask from the next block on",
          e);
    }
  }
}
