// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.lang.foreign.MemorySegment;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.sealome.he.Profile;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;
import org.sealome.query.circuit.CircuitEngine;
import org.sealome.query.circuit.CompiledPlan;
import org.sealome.query.circuit.EncryptedCohort;
import org.sealome.query.circuit.PlanCompiler;
import org.sealome.query.consent.ConsentMask;
import org.sealome.query.sql.Planner;
import org.sealome.zk.plan.Plan;

/**
 * Questions in SQL over one full block: planned, compiled, and answered from planes to integers,
 * the engine on one thread and the steward decrypting after it on the same. Encryptions of zero are
 * made on the way. The planes of a run are fewer than the variants' and come round again.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class Questions {
  @Param public Question operation;

  private SyntheticCatalog catalog;
  private EncryptedCohort cohort;
  private CircuitEngine engine;
  private ConsentMask consent;
  private Planner planner;
  private Plan plan;
  private CompiledPlan compiled;

  private record Block(EncryptedBlock block) implements EncryptedCohort {
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
      return block.planes.get(Math.floorMod(plane.hashCode(), block.planes.size()));
    }
  }

  @Setup(Level.Trial)
  public void make(EncryptedBlock block) throws SQLException {
    int slots = block.profile.slots();
    catalog = new SyntheticCatalog(slots);
    cohort = new Block(block);
    engine = new CircuitEngine(block.context, block.evaluator, 1);
    byte[] page = new byte[slots / Byte.SIZE];
    Arrays.fill(page, (byte) 0x7f);
    consent = ConsentMask.of(List.of(page), slots, slots, new BlockRef(1, Bytes32.ZERO, 0));
    planner = new Planner(catalog);
    plan = planner.plan(operation.sql);
    compiled = PlanCompiler.compile(plan, cohort);
  }

  @Benchmark
  public Plan plan() {
    return planner.plan(operation.sql);
  }

  @Benchmark
  public CompiledPlan compile() {
    return PlanCompiler.compile(plan, cohort);
  }

  @Benchmark
  public long answer(EncryptedBlock block) {
    LongAdder sum = new LongAdder();
    compiled.evaluate(
        engine,
        consent,
        new byte[32],
        batch -> sum.add(Arrays.stream(block.decryptor.sums(batch.samples())).sum()));
    return sum.sum();
  }

  @TearDown(Level.Trial)
  public void close() throws SQLException {
    catalog.close();
  }
}
