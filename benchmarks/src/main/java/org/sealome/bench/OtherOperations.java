// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.util.Objects;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.sealome.he.KeySet;
import org.sealome.he.Mask;
import org.sealome.he.NativeBlockEvaluator;

/** What is native and no circuit: keys, planes, masks, zeros, samples on the wire. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class OtherOperations {
  private static final int ZEROS = 32;
  private static final int PLANES = 16;

  @Setup(Level.Trial)
  public void sample(EncryptedBlock block) {
    block.evaluate(Operation.LOAD.circuit(block, 1));
  }

  /** One plane of a full block. */
  @Benchmark
  @OperationsPerInvocation(PLANES)
  public void encryptPlane(EncryptedBlock block) {
    block.encryptor.encrypt(block.plain, PLANES, block.profile.slots(), block.scratch, 1);
  }

  /** A mask's table, once a query, population and block. */
  @Benchmark
  public int makeMask(EncryptedBlock block) {
    try (Mask mask = Mask.of(block.context, block.maskBits)) {
      return mask.cardinality();
    }
  }

  /** An evaluator whose pool is empty, made outside of what is timed. */
  @State(Scope.Benchmark)
  public static class EmptyPool {
    private NativeBlockEvaluator evaluator;

    @Setup(Level.Invocation)
    public void empty(EncryptedBlock block) {
      evaluator = new NativeBlockEvaluator(block.context, block.keys.publicKey(), null);
    }

    @TearDown(Level.Invocation)
    public void close() {
      evaluator.close();
    }
  }

  /** One encryption of zero, at the data level. */
  @Benchmark
  @OperationsPerInvocation(ZEROS)
  public void encryptZero(EmptyPool pool) {
    pool.evaluator.prepareZeros(ZEROS, 1);
  }

  /** A degree-1 sample's bytes for another process. */
  @Benchmark
  public byte[] sampleToBytes(EncryptedBlock block) {
    return block.samples.toBytes(0);
  }

  @Benchmark
  public void generateKeys(EncryptedBlock block) {
    try (KeySet keys = block.context.generateKeys()) {
      Objects.requireNonNull(keys);
    }
  }
}
