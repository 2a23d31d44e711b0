// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.PlaneId;
import org.sealome.query.store.PlaneWriter;
import org.sealome.zk.column.ColumnShape;

/**
 * Workers that decode, encrypt and write. The reader waits where they are behind, so that memory is
 * bounded by {@link #QUEUE_BYTES} and the workers' batches, whatever the file's size.
 */
final class EncryptionPool implements AutoCloseable {
  private static final int QUEUE_BYTES = 64 << 20;
  private static final Duration TICK = Duration.ofMillis(200);

  private sealed interface Work {
    /** What it takes of {@link #QUEUE_BYTES} until it is done. */
    default int permits() {
      return 256;
    }
  }

  private record Row(VariantTask variants) implements Work {
    @Override
    public int permits() {
      return (int) Math.min(variants.bytes(), QUEUE_BYTES);
    }
  }

  private record Plane(String id, IntUnaryOperator values) implements Work {}

  /** A column to commit to; its planes are encrypted by tasks of their own. */
  private record Column(ColumnShape shape, Map<String, IntUnaryOperator> planes) implements Work {}

  private record End() implements Work {}

  private static final Work END = new End();

  private final EncryptionScheme scheme;
  private final PlaneWriter writer;
  private final int patients;
  private final BitSet vacant;
  private final SkipLog skips;
  private final ColumnCommitments commitments;
  private final Semaphore room = new Semaphore(QUEUE_BYTES);
  private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final List<Thread> workers = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicLong encryptionNanos = new AtomicLong();
  private final BitSet kept = new BitSet();
  private final BitSet missing = new BitSet();
  private final BitSet haploid = new BitSet();
  private volatile boolean abandoned;

  /**
   * @param vacant slots that are nobody's
   * @param commitments where columns are committed to, or null: nowhere
   */
  EncryptionPool(
      EncryptionScheme scheme,
      PlaneWriter writer,
      int patients,
      BitSet vacant,
      int threads,
      SkipLog skips,
      ColumnCommitments commitments) {
    this.scheme = scheme;
    this.writer = writer;
    this.patients = patients;
    this.vacant = vacant;
    this.skips = skips;
    this.commitments = commitments;
    int count = threads + 1; // one waits for the disk at any time
    for (int i = 0; i < count; i++) {
      workers.add(Thread.ofPlatform().daemon().name("sealome-ingest-" + i).start(this::work));
    }
  }

  /** Hands over a row; waits for room. Throws what a worker failed with. */
  void submit(VariantTask task) {
    if (commitments != null) {
      commitments.expect(task.alleles().stream().filter(a -> commitments.wants(a.key())).count());
    }
    submit(new Row(task));
  }

  /** Hands over a plane of a sample column. */
  void submit(String planeId, IntUnaryOperator plane) {
    submit(new Plane(planeId, plane));
  }

  /** Hands over a sample column to commit to. */
  void submit(ColumnShape shape, Map<String, IntUnaryOperator> planes) {
    commitments.expect(1);
    submit(new Column(shape, planes));
  }

  private void submit(Work work) {
    rethrow();
    try {
      room.acquire(work.permits());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
    queue.add(work);
  }

  /**
   * Waits until all is written.
   *
   * @param tick called a few times a second meanwhile
   */
  void finish(Runnable tick) {
    workers.forEach(worker -> queue.add(END));
    try {
      for (Thread worker : workers) {
        while (!worker.join(TICK)) {
          tick.run();
        }
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
      Calls calls = new Calls(patients, vacant);
      for (Work work = queue.take(); work != END && !abandoned; work = queue.take()) {
        if (failure.get() == null) {
          switch (work) {
            case Row row -> encode(row.variants, calls, batch);
            case Plane plane -> batch.add(plane.id, plane.values);
            case Column column -> commitments.commit(column.shape, column.planes);
            case End end -> throw new IllegalStateException("the loop ends there");
          }
        }
        room.release(work.permits());
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
        } else if (commitments != null && commitments.wants(allele.key())) {
          commitments.expect(-1);
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
    calls.vacate();
    String id = variant.key().id();
    int allele = variant.index();
    Map<String, IntUnaryOperator> planes = new LinkedHashMap<>();
    planes.put(
        PlaneId.het(id), slot -> !calls.missing(slot) && calls.dosage(slot, allele) == 1 ? 1 : 0);
    planes.put(
        PlaneId.hom(id), slot -> !calls.missing(slot) && calls.dosage(slot, allele) == 2 ? 1 : 0);
    boolean hasMissing = calls.anyMissing();
    if (hasMissing) {
      planes.put(PlaneId.missing(id), slot -> calls.missing(slot) ? 1 : 0);
    }
    boolean hasHaploid = variant.key().mayBeHaploid() || calls.anyHaploid();
    if (hasHaploid) {
      planes.put(PlaneId.haploid(id), slot -> calls.haploid(slot) ? 1 : 0);
    }
    for (Map.Entry<String, IntUnaryOperator> plane : planes.entrySet()) {
      batch.add(plane.getKey(), plane.getValue());
    }
    if (commitments != null && commitments.wants(variant.key())) {
      commitments.commit(ColumnShape.variant(id, hasMissing, hasHaploid, patients), planes);
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
    workers.forEach(worker -> queue.add(END));
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
