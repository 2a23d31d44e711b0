// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.sealome.ledger.Bytes32;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.CommittedDataset;
import org.sealome.query.circuit.BlindingBatch;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.blinding.ErasedKeyException;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.opening.CommittedPlanes;
import org.sealome.zk.opening.LinearSum;
import org.sealome.zk.opening.PlaneSums;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Provability;

/**
 * Whether what the engine's samples decrypt to opens the custodian's commitments, summed over
 * exactly the patients who consent: of every release that is linear in committed planes, told to
 * anybody or not. Not thread-safe.
 */
final class OpeningCheck {
  private final CommittedDataset dataset;
  private final WellFormedColumns wellFormed;
  private final List<BitSet> slots;
  private final long[] sizes;

  /** By release; null where it cannot be opened. */
  private final LinearSum[] sums;

  /** The engine's half, then both; null where there is none yet. */
  private final Scalar[] blindings;

  /** Releases that were looked at. */
  private final BitSet checked = new BitSet();

  private final PlaneSums<Commitment> commitments;

  /** The steward's halves; null where nothing is committed. */
  private final PlaneSums<Scalar> ours;

  /**
   * @param dataset null where nothing is committed
   * @param half the steward's; null likewise
   */
  OpeningCheck(
      CommittedDataset dataset,
      WellFormedColumns wellFormed,
      BlindingHalf half,
      Plan plan,
      Provability provability,
      Populations populations) {
    this.dataset = dataset;
    this.wellFormed = wellFormed;
    this.sizes = populations.sizes();
    this.slots = IntStream.range(0, populations.count()).mapToObj(populations::slots).toList();
    this.sums = new LinearSum[plan.releases().size()];
    this.blindings = new Scalar[sums.length];
    for (int r = 0; r < sums.length; r++) {
      sums[r] = provability.isProvable(r) ? LinearSum.ofRelease(plan, r) : null;
    }
    this.commitments = PlaneSums.commitments(new Planes(dataset), slots);
    this.ours =
        dataset == null
            ? null
            : PlaneSums.blindings(
                half, dataset.scope(), p -> dataset.entry(p).orElseThrow(), slots);
  }

  /**
   * Takes the engine's halves.
   *
   * @throws SealomeException INTEGRITY for what is of another query, or not called for (again)
   */
  void accept(BlindingBatch batch, Bytes32 queryHash) {
    if (!Bytes32.of(batch.queryHash()).equals(queryHash)) {
      throw refuse("the engine sent blindings of another query");
    }
    int[] releases = batch.releases();
    for (int i = 0; i < releases.length; i++) {
      int r = releases[i];
      if (r < 0 || r >= sums.length || sums[r] == null || blindings[r] != null) {
        throw refuse("the engine sent a blinding that is not called for: of release " + r);
      }
      blindings[r] = batch.halves().get(i);
    }
  }

  /**
   * That the engine has said by what all opens. Nothing is decrypted before: what does not open
   * then is seen, whatever else the engine leaves out.
   *
   * @throws SealomeException INTEGRITY where a half is missing
   */
  void requireComplete() {
    for (int r = 0; r < sums.length; r++) {
      if (sums[r] != null && blindings[r] == null) {
        throw refuse("the engine left out the blinding of release " + r);
      }
    }
  }

  /**
   * Adds the steward's halves and looks, at what was not looked at before.
   *
   * @param releases whose integers are complete
   * @param released every release's integer
   * @return a release that does not open, if there is one: an attack until shown otherwise
   * @throws SealomeException INTEGRITY where a patient's key is destroyed, or a committed column is
   *     damaged or not well-formed; that is no attack
   */
  OptionalInt failing(IntStream releases, long[] released) {
    int[] provable = releases.filter(r -> sums[r] != null && !checked.get(r)).toArray();
    if (provable.length == 0) {
      return OptionalInt.empty();
    }
    IntStream.of(provable).forEach(checked::set);
    List<LinearSum> all = IntStream.of(provable).mapToObj(r -> sums[r]).toList();
    wellFormed.require(dataset, columns(all));
    addOurs(provable, all);
    commitments.prepare(all);
    return IntStream.of(provable)
        .parallel()
        .filter(r -> !opens(commitments.of(sums[r]), r, released[r]))
        .findAny();
  }

  private boolean opens(Commitment sum, int release, long value) {
    return sum.opensTo(sums[release].committed(value, sizes), blindings[release]);
  }

  private void addOurs(int[] provable, List<LinearSum> all) {
    try {
      ours.prepare(all);
      for (int r : provable) {
        blindings[r] = blindings[r].plus(ours.of(sums[r]));
      }
    } catch (ErasedKeyException e) {
      throw erased(e);
    }
  }

  /** Nobody's fault: what was promised to a patient is kept. */
  static SealomeException erased(ErasedKeyException e) {
    return new SealomeException(
        ErrorCode.INTEGRITY,
        "no proof can be formed: the blinding key of a patient (slot "
            + e.slot()
            + ") is destroyed",
        "ask again: whoever is erased is in no consent mask from the next block on",
        e);
  }

  private List<ColumnEntry> columns(List<LinearSum> of) {
    SortedMap<String, ColumnEntry> columns = new TreeMap<>();
    of.forEach(
        s ->
            s.planes()
                .keySet()
                .forEach(
                    p -> {
                      ColumnEntry entry = dataset.entry(p.plane()).orElseThrow();
                      columns.put(entry.name(), entry);
                    }));
    return List.copyOf(columns.values());
  }

  /** Of a release that opened. */
  Scalar blinding(int release) {
    return blindings[release];
  }

  List<BitSet> slots() {
    return slots;
  }

  private static SealomeException refuse(String why) {
    return new SealomeException(ErrorCode.INTEGRITY, why, "nothing was released");
  }

  private record Planes(CommittedDataset dataset) implements CommittedPlanes {
    @Override
    public ColumnEntry entry(String planeId) {
      return dataset.entry(planeId).orElseThrow();
    }

    @Override
    public Commitment sum(ColumnEntry column, SortedMap<Integer, Long> form, BitSet slots) {
      return dataset.column(column).sum(form, slots, column.totals());
    }
  }
}
