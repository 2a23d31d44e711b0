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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sealome.he.Circuit;
import org.sealome.he.SampleBuffer;

/** Every operation of circuits, each with its release. Products do not fit {@code SMALL}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CircuitOperations {
  @Param public Operation operation;

  private Circuit circuit;

  @Setup(Level.Trial)
  public void compile(EncryptedBlock block) {
    circuit = operation.circuit(block, EncryptedBlock.RELEASES);
  }

  /** As in idle time. */
  @Setup(Level.Invocation)
  public void prepare(EncryptedBlock block) {
    if (operation.zeros() > 0) {
      block.evaluator.prepareZeros(operation.zeros() * EncryptedBlock.RELEASES, 1);
    }
  }

  @Benchmark
  @OperationsPerInvocation(EncryptedBlock.RELEASES)
  public SampleBuffer evaluate(EncryptedBlock block) {
    return block.evaluate(circuit);
  }
}
