// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** The floor: adding up all words of a plane. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlainRead {

  /** One plane, from memory. */
  @Benchmark
  public long read(EncryptedBlock block) {
    MemorySegment plane = block.nextPlanes(1).getFirst();
    long words = plane.byteSize() / Long.BYTES;
    long sum = 0;
    for (long i = 0; i < words; i++) {
      sum += plane.getAtIndex(ValueLayout.JAVA_LONG, i);
    }
    return sum;
  }
}
