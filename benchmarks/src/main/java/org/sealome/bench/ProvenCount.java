// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.column.SlotLeaf;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.Opening;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.merkle.MerkleProof;

/** A COUNT over one committed plane, and one patient's yes or no: proven and verified. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class ProvenCount {
  private static final Map<Integer, Long> HET = Map.of(0, 1L);

  /** Patients. */
  @Param({"2504", "50000"})
  public int operation;

  private CommittedCohort cohort;
  private Count all;
  private Count half;
  private Count most;
  private SlotLeaf leaf;
  private MerkleProof path;

  /** A population with the answer over it. */
  private record Count(BitSet slots, long value, Scalar blinding) {
    static Count of(CommittedCohort cohort, BitSet slots) {
      long value = slots.stream().filter(slot -> cohort.values[0][slot] == 1).count();
      Scalar blinding =
          half(cohort, cohort.engine, slots).plus(half(cohort, cohort.steward, slots));
      return new Count(slots, value, blinding);
    }

    static Scalar half(CommittedCohort cohort, BlindingHalf keys, BitSet slots) {
      return keys.sum(
          CommittedCohort.SCOPE, cohort.shape.name(), cohort.shape.planes().get(0), slots);
    }

    boolean holds(CommittedCohort cohort, List<Commitment> totals) {
      return new Opening(cohort.column.sum(HET, slots, totals), value, blinding).holds();
    }
  }

  @Setup(Level.Trial)
  public void commit() {
    cohort = new CommittedCohort(operation, false);
    all = Count.of(cohort, slots(1, 0));
    half = Count.of(cohort, slots(2, 0));
    most = Count.of(cohort, slots(20, 1));
    leaf = SlotLeaf.of(cohort.column, 7);
    path = cohort.column.tree().prove(7);
  }

  /** One in {@code step}, or all others where {@code rest} is 1. */
  private BitSet slots(int step, int rest) {
    BitSet slots = new BitSet();
    for (int slot = 0; slot < operation; slot++) {
      slots.set(slot, (slot % step == 0 ? 0 : 1) == rest);
    }
    return slots;
  }

  /** One party's half of the blinding, over everybody. */
  @Benchmark
  public Scalar blindingHalf() {
    return Count.half(cohort, cohort.engine, all.slots);
  }

  /** Every point read, checked and added, the opening checked. */
  @Benchmark
  public boolean verifyAll() {
    return all.holds(cohort, null);
  }

  /** Half of the patients consent: the most that are read where totals are known. */
  @Benchmark
  public boolean verifyHalf() {
    return half.holds(cohort, cohort.committed.entry().totals());
  }

  /** Nineteen of twenty consent. */
  @Benchmark
  public boolean verifyMost() {
    return most.holds(cohort, cohort.committed.entry().totals());
  }

  /** The file against the anchored digest. */
  @Benchmark
  public byte[] fileDigest() {
    return cohort.column.fileDigest();
  }

  /** One patient's blinding from both halves, her leaf, its path, the opening. */
  @Benchmark
  public boolean yesNo() {
    Map<Integer, Long> form = cohort.shape.carrierForm();
    BitSet slot = new BitSet();
    slot.set(leaf.slot());
    Map<String, Long> byId = cohort.shape.byId(form);
    String name = cohort.shape.name();
    Scalar blinding =
        cohort
            .engine
            .sum(CommittedCohort.SCOPE, name, byId, slot)
            .plus(cohort.steward.sum(CommittedCohort.SCOPE, name, byId, slot));
    long answer = cohort.values[0][leaf.slot()] + cohort.values[1][leaf.slot()];
    return leaf.isIn(cohort.committed.entry(), path)
        && new Opening(leaf.combine(form), answer, blinding).holds();
  }
}
