// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sealome.zk.commit.Generators;
import org.sealome.zk.commit.Points;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.prove.Committed;
import org.sealome.zk.wellformed.ColumnProof;

/** A column of 2,504 patients, committed, proven, verified: a genotype each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 4)
@Measurement(iterations = 3, time = 4)
@Fork(1)
public class CommittedColumns {
  private static final int PATIENTS = 2504;

  /** Planes: HET and HOM, or MISSING and HAPLOID besides. */
  @Param({"2planes", "4planes"})
  public String operation;

  private CommittedCohort cohort;

  @Setup(Level.Trial)
  public void commit() {
    cohort = new CommittedCohort(PATIENTS, operation.equals("4planes"));
  }

  /** One plane: blindings from both halves, and the points. */
  @Benchmark
  @OperationsPerInvocation(PATIENTS)
  public Points commitments() {
    String plane = cohort.shape.planes().get(0);
    Scalar[] engine = cohort.engine.each(CommittedCohort.SCOPE, cohort.shape.name(), plane);
    Scalar[] steward = cohort.steward.each(CommittedCohort.SCOPE, cohort.shape.name(), plane);
    Scalar[] bits = new Scalar[PATIENTS];
    for (int slot = 0; slot < PATIENTS; slot++) {
      bits[slot] = Scalar.of(cohort.values[0][slot]);
      engine[slot] = engine[slot].plus(steward[slot]);
    }
    return Generators.combine(bits, engine);
  }

  /** All planes, the tree, the proof. */
  @Benchmark
  @OperationsPerInvocation(PATIENTS)
  public Committed commitAndProve() {
    return cohort.committer.commit(cohort.shape, cohort.values);
  }

  /** Everything that an entry says, and the proof. */
  @Benchmark
  @OperationsPerInvocation(PATIENTS)
  public void verify() {
    ColumnProof.verify(
        CommittedCohort.SCOPE,
        cohort.column,
        cohort.committed.entry(),
        ByteBuffer.wrap(cohort.committed.proof()),
        cohort.random);
  }
}
