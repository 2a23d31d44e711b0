// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sealome.he.Profile;
import org.sealome.he.SampleBuffer;

/**
 * Two buffers between evaluation and sink: while the sink works on one, the next batch is made in
 * the other. Used by one thread; the sink runs on another. Closing waits for the sink and frees the
 * buffers.
 */
final class SampleStream implements AutoCloseable {
  private final SampleSink sink;
  private final ExecutorService worker;
  private final SampleBuffer[] buffers;
  private final Future<?>[] inUse;
  private int next;

  SampleStream(Profile profile, SampleSink sink) {
    this.sink = sink;
    this.buffers = new SampleBuffer[] {new SampleBuffer(profile), new SampleBuffer(profile)};
    this.inUse = new Future<?>[buffers.length];
    this.worker =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("sealome-samples").factory());
  }

  /** A buffer that the sink is done with, to be filled for {@link #deliver}. */
  SampleBuffer free() {
    await(inUse[next]);
    return buffers[next];
  }

  /** Hands a batch that is in the buffer of the last {@link #free} to the sink, without waiting. */
  void deliver(SampleBatch batch) {
    inUse[next] = worker.submit(() -> sink.accept(batch));
    next = (next + 1) % buffers.length;
  }

  /** Waits until the sink has taken everything; throws what it threw. */
  void finish() {
    for (int i = 0; i < buffers.length; i++) {
      await(inUse[(next + i) % buffers.length]);
    }
  }

  private static void await(Future<?> delivery) {
    if (delivery == null) {
      return;
    }
    try {
      delivery.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  static CancellationException cancelled() {
    return new CancellationException("the evaluation was interrupted");
  }

  @Override
  public void close() {
    worker.shutdownNow(); // after finish() there is nothing left to interrupt
    worker.close();
    for (SampleBuffer buffer : buffers) {
      buffer.close();
    }
  }
}
