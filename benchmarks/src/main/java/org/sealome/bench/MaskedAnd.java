// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.util.concurrent.TimeUnit;
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
import org.sealome.he.Circuit;
import org.sealome.he.SampleBuffer;

/**
 * AND of two planes under a mask. The encryptions of zero that re-randomise its samples are made in
 * idle time ({@link #evaluate}) or while the query waits ({@link #evaluateWithZeros}).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MaskedAnd {
  private Circuit circuit;

  @Setup(Level.Trial)
  public void compile(EncryptedBlock block) {
    circuit = block.ands();
    block.evaluate(circuit);
  }

  /** Zeros in the pool before each invocation, outside of what is timed. */
  @State(Scope.Benchmark)
  public static class IdleTime {
    @Setup(Level.Invocation)
    public void prepare(EncryptedBlock block) {
      block.evaluator.prepareZeros(EncryptedBlock.RELEASES, 1);
    }
  }

  /** From planes to flooded samples, zeros at hand. */
  @Benchmark
  @OperationsPerInvocation(EncryptedBlock.RELEASES)
  public SampleBuffer evaluate(EncryptedBlock block, IdleTime zeros) {
    return block.evaluate(circuit);
  }

  /** From planes to flooded samples, zeros to be made. */
  @Benchmark
  @OperationsPerInvocation(EncryptedBlock.RELEASES)
  public SampleBuffer evaluateWithZeros(EncryptedBlock block) {
    return block.evaluate(circuit);
  }

  /** From samples to integers. */
  @Benchmark
  @OperationsPerInvocation(EncryptedBlock.RELEASES)
  public long[] release(EncryptedBlock block) {
    return block.decryptor.sums(block.samples);
  }
}
