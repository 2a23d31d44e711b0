// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.sealome.he.Mask;
import org.sealome.he.SampleBuffer;
import org.sealome.query.consent.ConsentMask;
import org.sealome.zk.plan.Plan;

/**
 * A plan's circuits for one encrypted cohort. Immutable; holds no native memory; may be evaluated
 * any number of times, at the same time too.
 */
public final class CompiledPlan {
  private final Plan plan;
  private final EncryptedCohort cohort;
  private final List<Batch> batches;

  /**
   * Releases that are evaluated together.
   *
   * @param releases indices into the plan
   * @param circuit the circuit for a block in which no population is empty
   */
  record Batch(int[] releases, ReleaseCircuit circuit) {}

  CompiledPlan(Plan plan, EncryptedCohort cohort, List<Batch> batches) {
    this.plan = plan;
    this.cohort = cohort;
    this.batches = List.copyOf(batches);
  }

  public Plan plan() {
    return plan;
  }

  /** What {@code explain} shows of it. */
  public CircuitDescription description() {
    return CircuitSurvey.of(plan, cohort, batches);
  }

  /** Its circuits, in the order in which they are evaluated in each block. */
  public List<PlannedCircuit> circuits() {
    return batches.stream().map(b -> PlannedCircuit.of(b.circuit())).toList();
  }

  /**
   * Evaluates every release in every block under the mask and hands the samples to the sink. For
   * each block, each release of which some mask is not empty there comes exactly once ({@link
   * ConsentedPopulations#contributes}); the others are zero. Blocks come in order. Returns when the
   * sink has taken everything.
   *
   * @param queryHash goes into each batch
   * @return what was done
   * @throws org.sealome.query.SealomeException INTEGRITY where a plane is not the anchored one
   * @throws java.util.concurrent.CancellationException where the calling thread is interrupted; its
   *     flag stays set
   * @throws IllegalArgumentException where the mask or the engine is not of this cohort
   */
  public EvaluationTally evaluate(
      CircuitEngine engine, ConsentMask consent, byte[] queryHash, SampleSink sink) {
    if (batches.isEmpty()) {
      return EvaluationTally.NOTHING;
    }
    if (engine.context().profile() != cohort.profile()) {
      throw new IllegalArgumentException(
          "an engine for " + engine.context().profile() + ", a dataset under " + cohort.profile());
    }
    if (consent.pages().size() != cohort.blocks()) {
      throw new IllegalArgumentException(
          consent.pages().size() + " consent pages for " + cohort.blocks() + " blocks");
    }
    ConsentedPopulations populations =
        ConsentedPopulations.of(plan.populations(), consent.pages(), cohort.profile().slots());
    EvaluationTally tally = EvaluationTally.NOTHING;
    try (SampleStream stream = new SampleStream(cohort.profile(), sink)) {
      for (int block = 0; block < cohort.blocks(); block++) {
        tally = tally.plus(evaluate(engine, populations, block, queryHash, stream));
      }
      stream.finish();
    }
    return tally;
  }

  private EvaluationTally evaluate(
      CircuitEngine engine,
      ConsentedPopulations populations,
      int block,
      byte[] queryHash,
      SampleStream stream) {
    BitSet populated = new BitSet();
    for (int p = 0; p < populations.count(); p++) {
      populated.set(p, populations.size(p, block) > 0);
    }
    int capacity = (int) (ReleaseBatches.MASK_BYTES / ReleaseBatches.maskBytes(cohort.profile()));
    EvaluationTally tally = EvaluationTally.NOTHING;
    try (MaskTables tables = new MaskTables(engine.context(), populations, block, capacity)) {
      for (Batch batch : batches) {
        if (Thread.currentThread().isInterrupted()) {
          throw SampleStream.cancelled();
        }
        ReleaseCircuit circuit = circuit(batch, populated);
        if (circuit.circuit() == null) {
          continue;
        }
        final int touched = cohort.planesTouched();
        final long start = System.nanoTime();
        List<MemorySegment> planes = planes(circuit.planes(), block);
        final int digested = cohort.planesTouched() - touched;
        final long read = System.nanoTime();
        List<Mask> masks = tables.of(circuit.populations());
        final long masked = System.nanoTime();
        SampleBuffer samples = stream.free();
        final long free = System.nanoTime();
        engine.evaluator().evaluate(circuit.circuit(), planes, masks, samples, engine.threads());
        long evaluated = System.nanoTime();
        tally =
            tally.plus(
                new EvaluationTally(
                    planes.size(),
                    planes.size() * cohort.profile().planeBytes(),
                    digested,
                    samples.count(),
                    bytes(samples),
                    read - start,
                    masked - read,
                    evaluated - free));
        stream.deliver(new SampleBatch(queryHash, block, circuit.releases(), samples));
      }
    }
    return tally;
  }

  private static long bytes(SampleBuffer samples) {
    return IntStream.range(0, samples.count()).mapToLong(i -> samples.segment(i).byteSize()).sum();
  }

  /** Without the terms whose mask is empty: they are zero, and would cost as much as any other. */
  private ReleaseCircuit circuit(Batch batch, BitSet populated) {
    return IntStream.of(batch.circuit.populations()).allMatch(populated::get)
        ? batch.circuit
        : CircuitAssembly.assemble(plan, cohort.profile(), batch.releases, populated::get);
  }

  /** In parallel: the first touch of a plane in the process hashes it. */
  private List<MemorySegment> planes(int[] planes, int block) {
    return IntStream.of(planes)
        .parallel()
        .mapToObj(p -> cohort.plane(plan.planes().get(p), block))
        .toList();
  }
}
