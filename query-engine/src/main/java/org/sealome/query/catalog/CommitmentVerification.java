// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.wellformed.ColumnProof;
import org.sealome.zk.wellformed.UnprovenColumnException;

/** Checks every committed column, in parallel. */
final class CommitmentVerification {
  private final Dataset dataset;
  private final CommittedDataset commitments;

  CommitmentVerification(Dataset dataset, CommittedDataset commitments) {
    this.dataset = dataset;
    this.commitments = commitments;
  }

  /** That each column's files are those of its entry, and its planes those of the dataset. */
  void files(ProgressListener progress) {
    each(
        "checking committed columns",
        progress,
        entry -> {
          for (String plane : entry.shape().planeIds()) {
            if (!dataset.planes().contains(plane)) {
              throw commitments.damaged("column", entry, "the dataset has no plane " + plane);
            }
          }
          commitments.column(entry);
          commitments.proof(entry);
        });
  }

  /** That each column's proof of well-formedness holds, and that its totals are its sums. */
  void proofs(ProgressListener progress) {
    SecureRandom random = new SecureRandom();
    each(
        "checking columns' proofs",
        progress,
        entry -> {
          CommittedColumn column = commitments.column(entry);
          ByteBuffer proof = ByteBuffer.wrap(commitments.proof(entry));
          try {
            ColumnProof.verify(commitments.scope(), column, entry, proof, random);
          } catch (UnprovenColumnException e) {
            OptionalInt slot = e.slot();
            String row =
                slot.isPresent()
                    ? ", first in patient " + dataset.publicValue("sample_id", slot.getAsInt())
                    : "";
            throw commitments.damaged(
                "proof", entry, "it does not hold" + row + ": " + e.getMessage());
          }
        });
  }

  private void each(String stage, ProgressListener progress, Consumer<ColumnEntry> check) {
    List<ColumnEntry> entries = commitments.directory().entries();
    int total = entries.size();
    AtomicLong done = new AtomicLong();
    ConcurrentLinkedQueue<SealomeException> damaged = new ConcurrentLinkedQueue<>();
    progress.progress(stage, 0, total);
    entries.parallelStream()
        .forEach(
            entry -> {
              try {
                check.accept(entry);
              } catch (SealomeException e) {
                damaged.add(e);
              }
              long count = done.incrementAndGet();
              synchronized (progress) {
                progress.progress(stage, count, total);
              }
            });
    SealomeException first = damaged.peek();
    if (first != null) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          damaged.size() == 1
              ? first.getMessage()
              : "%s (and %,d more of %,d columns)"
                  .formatted(first.getMessage(), damaged.size() - 1, total),
          first.hint());
    }
  }
}
