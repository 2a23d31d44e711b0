// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.PlaneId;
import org.sealome.query.store.PlaneWriter;

/**
 * Workers that decode, encrypt and write. The reader waits where they are behind, so that memory is
 * bounded by {@link #QUEUE_BYTES} and the workers' batches, whatever the file's size.
 */
final class EncryptionPool implements AutoCloseable {
  private static final int QUEUE_BYTES = 64 << 20;

  /** A plane of a sample column, or a row; the end is a task with neither. */
  private record Work(VariantTask variants, String planeId, IntUnaryOperator plane, int permits) {
    static final Work END = new Work(null, null, null, 0);
  }

  private final EncryptionScheme scheme;
  private final PlaneWriter writer;
  private final int patients;
  private final SkipLog skips;
  private final Semaphore room = new Semaphore(QUEUE_BYTES);
  private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final List<Thread> workers = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicLong encryptionNanos = new AtomicLong();
  private final BitSet kept = new BitSet();
  private final BitSet missing = new BitSet();
  private final BitSet haploid = new BitSet();
  private volatile boolean abandoned;

  EncryptionPool(
      EncryptionScheme scheme, PlaneWriter writer, int patients, int threads, SkipLog skips) {
    this.scheme = scheme;
    this.writer = writer;
    this.patients = patients;
    this.skips = skips;
    int count = threads + 1; // one waits for the disk at any time
    for (int i = 0; i < count; i++) {
      workers.add(Thread.ofPlatform().daemon().name("sealome-ingest-" + i).start(this::work));
    }
  }

  /** Hands over a row; waits for room. Throws what a worker failed with. */
  void submit(VariantTask task) {
    submit(new Work(task, null, null, (int) Math.min(task.bytes(), QUEUE_BYTES)));
  }

  /** Hands over a plane of a sample column. */
  void submit(String planeId, IntUnaryOperator plane) {
    submit(new Work(null, planeId, plane, 256));
  }

  private void submit(Work work) {
    rethrow();
    try {
      room.acquire(work.permits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
    queue.add(work);
  }

  /** Waits until all is written. */
  void finish() {
    workers.forEach(worker -> queue.add(Work.END));
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
    rethrow();
  }

  private static SealomeException interrupted(InterruptedException cause) {
    return new SealomeException(
        ErrorCode.INTERNAL, "the ingest was interrupted", "Nothing was ingested.", cause);
  }

  private void rethrow() {
    switch (failure.get()) {
      case null -> {}
      case SealomeException known -> throw known;
      case IOException io -> throw Ingest.diskFailed(io);
      case Error error -> throw error;
      case Throwable other ->
          throw new SealomeException(
              ErrorCode.INTERNAL, "encryption failed: " + other.getMessage(), null, other);
    }
  }

  private void work() {
    try (PlaneBatch batch = new PlaneBatch(scheme, writer, patients)) {
      Calls calls = new Calls(patients);
      for (Work work = queue.take(); work != Work.END && !abandoned; work = queue.take()) {
        if (failure.get() == null) {
          if (work.variants != null) {
            encode(work.variants, calls, batch);
          } else {
            batch.add(work.planeId, work.plane);
          }
        }
        room.release(work.permits);
      }
      if (failure.get() == null && !abandoned) {
        batch.flush();
      }
      encryptionNanos.addAndGet(batch.encryptionNanos());
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
      room.release(QUEUE_BYTES); // whoever waits for room is to see the failure
    }
  }

  private void encode(VariantTask task, Calls calls, PlaneBatch batch) throws IOException {
    if (task.genotypes() == null) {
      for (VariantTask.Allele allele : task.alleles()) {
        fill(calls, task.fixed(), allele.key().alwaysHaploid());
        encode(allele, calls, batch);
      }
      return;
    }
    try {
      task.genotypes().decode(calls, task.slots());
    } catch (UnreadableRowException e) {
      throw new SealomeException(
          ErrorCode.USAGE,
          task.place() + ": " + e.getMessage(),
          "Nothing was ingested. Repair or remove the row and ingest the file again.",
          e);
    }
    boolean polyploid = calls.polyploid;
    for (VariantTask.Allele allele : task.alleles()) {
      if (polyploid) {
        skips.skip("ploidy above 2", task.place() + " " + allele.key().id());
        if (task.keepUnreadable()) {
          fill(calls, AbsentSites.MISSING, false);
          encode(allele, calls, batch);
        }
      } else {
        encode(allele, calls, batch);
      }
    }
  }

  private static void fill(Calls calls, AbsentSites what, boolean haploid) {
    boolean reference = what == AbsentSites.REFERENCE;
    Arrays.fill(calls.first, reference ? 0 : Calls.UNKNOWN);
    Arrays.fill(calls.second, haploid ? Calls.NONE : reference ? 0 : Calls.UNKNOWN);
  }

  private void encode(VariantTask.Allele variant, Calls calls, PlaneBatch batch)
      throws IOException {
    String id = variant.key().id();
    int allele = variant.index();
    batch.add(
        PlaneId.het(id), slot -> !calls.missing(slot) && calls.dosage(slot, allele) == 1 ? 1 : 0);
    batch.add(
        PlaneId.hom(id), slot -> !calls.missing(slot) && calls.dosage(slot, allele) == 2 ? 1 : 0);
    boolean hasMissing = calls.anyMissing();
    if (hasMissing) {
      batch.add(PlaneId.missing(id), slot -> calls.missing(slot) ? 1 : 0);
    }
    boolean hasHaploid = variant.key().mayBeHaploid() || calls.anyHaploid();
    if (hasHaploid) {
      batch.add(PlaneId.haploid(id), slot -> calls.haploid(slot) ? 1 : 0);
    }
    synchronized (kept) {
      kept.set(variant.ordinal());
      missing.set(variant.ordinal(), hasMissing);
      haploid.set(variant.ordinal(), hasHaploid);
    }
  }

  /** Ordinals of the variants that were encrypted; after {@link #finish}. */
  BitSet kept() {
    return kept;
  }

  BitSet missing() {
    return missing;
  }

  BitSet haploid() {
    return haploid;
  }

  /** Core-seconds in the encryptor; after {@link #finish}. */
  double encryptionSeconds() {
    return encryptionNanos.get() / 1e9;
  }

  /** Ends the workers without more work. */
  @Override
  public void close() {
    abandoned = true;
    workers.forEach(worker -> queue.add(Work.END));
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
