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

/** COUNT of one plane under a mask: the engine's part and the steward's part apart. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MaskedCount {
  private Circuit circuit;

  @Setup(Level.Trial)
  public void compile(EncryptedBlock block) {
    circuit = block.counts();
    block.evaluate(circuit);
  }

  /** From planes to flooded samples. */
  @Benchmark
  @OperationsPerInvocation(EncryptedBlock.RELEASES)
  public SampleBuffer evaluate(EncryptedBlock block) {
    return block.evaluate(circuit);
  }

  /** From samples to integers. */
  @Benchmark
  @OperationsPerInvocation(EncryptedBlock.RELEASES)
  public long[] release(EncryptedBlock block) {
    return block.decryptor.sums(block.samples);
  }
}
