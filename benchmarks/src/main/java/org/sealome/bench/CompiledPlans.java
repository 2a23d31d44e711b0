// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sealome.he.Profile;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;
import org.sealome.query.circuit.CircuitEngine;
import org.sealome.query.circuit.CompiledPlan;
import org.sealome.query.circuit.EncryptedCohort;
import org.sealome.query.circuit.PlanCompiler;
import org.sealome.query.consent.ConsentMask;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.Term;

/**
 * Plans of one question and of a thousand: compiled, and evaluated on all cores with the steward
 * decrypting beside it. The planes are fewer than the variants and come round again.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CompiledPlans {
  private static final int MANY = 1024;

  private EncryptedCohort cohort;
  private CircuitEngine engine;
  private ConsentMask consent;
  private Plan count;
  private Plan and;
  private Plan counts;
  private CompiledPlan compiledCounts;

  private record Cohort(EncryptedBlock block) implements EncryptedCohort {
    @Override
    public Profile profile() {
      return block.profile;
    }

    @Override
    public int patients() {
      return block.profile.slots();
    }

    @Override
    public boolean contains(String plane) {
      return true;
    }

    @Override
    public MemorySegment plane(String plane, int number) {
      return block.planes.get(Integer.parseInt(plane) % block.planes.size());
    }
  }

  @Setup(Level.Trial)
  public void make(EncryptedBlock block) {
    cohort = new Cohort(block);
    engine = new CircuitEngine(block.context, block.evaluator);
    int slots = block.profile.slots();
    byte[] page = new byte[slots / Byte.SIZE];
    Arrays.fill(page, (byte) 0x7f);
    consent = ConsentMask.of(List.of(page), slots, slots, new BlockRef(1, Bytes32.ZERO, 0));
    count = plan(List.of(release(2, form(0, 1))));
    and = plan(List.of(release(1, form(0, 1), form(2, 3))));
    List<Polynomial> releases = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      releases.add(release(2, form(2 * i, 2 * i + 1)));
    }
    counts = plan(releases);
    compiledCounts = PlanCompiler.compile(counts, cohort);
  }

  private static LinearForm form(int a, int b) {
    return new LinearForm(0, List.of(a, b), List.of(1L, 1L));
  }

  private static Polynomial release(long greatest, LinearForm... factors) {
    return new Polynomial(List.of(new Term(0, List.of(factors), 0, greatest)));
  }

  private Plan plan(List<Polynomial> releases) {
    return new Plan(
        "",
        "bench",
        org.sealome.zk.plan.Scope.UNSCOPED,
        IntStream.range(0, 2 * MANY).mapToObj(Integer::toString).toList(),
        List.of(Population.all(cohort.patients())),
        releases,
        List.of(),
        new Rest.Table(List.of(), List.of()),
        null);
  }

  @Benchmark
  public CompiledPlan compileCount() {
    return PlanCompiler.compile(count, cohort);
  }

  /** Does not fit {@code SMALL}. */
  @Benchmark
  public CompiledPlan compileAnd() {
    return PlanCompiler.compile(and, cohort);
  }

  /** A release of it; the plan has 1,024. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public CompiledPlan compileCounts() {
    return PlanCompiler.compile(counts, cohort);
  }

  /** A release of it, two planes each, from planes to integers, on all cores. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public long answerCounts(EncryptedBlock block) {
    LongAdder sum = new LongAdder();
    compiledCounts.evaluate(
        engine,
        consent,
        new byte[32],
        batch -> sum.add(Arrays.stream(block.decryptor.sums(batch.samples())).sum()));
    return sum.sum();
  }
}
