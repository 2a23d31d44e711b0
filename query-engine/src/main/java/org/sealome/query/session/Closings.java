// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.sealome.ledger.Bytes32;

/**
 * Closes log entries. One that cannot be closed stays open on the ledger, which says the truth: it
 * was asked. So it is reported and changes nothing else.
 */
final class Closings {
  private final Map<Bytes32, CompletableFuture<Void>> running = new LinkedHashMap<>();
  private final List<String> failed = new ArrayList<>();
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /** Behind the rows; one after the other, in one transaction signer's order. */
  synchronized void later(Bytes32 queryHash, Runnable close) {
    last = last.handle((v, e) -> null).thenRunAsync(close, Thread::startVirtualThread);
    running.put(queryHash, last);
  }

  /** Before the refusal is told. */
  void now(Bytes32 queryHash, Runnable close) {
    later(queryHash, close);
    settle();
  }

  /** Waits; everything that failed since the last call, for people. */
  synchronized List<String> await() {
    settle();
    List<String> told = List.copyOf(failed);
    failed.clear();
    return told;
  }

  private synchronized void settle() {
    for (Map.Entry<Bytes32, CompletableFuture<Void>> e : running.entrySet()) {
      try {
        e.getValue().join();
      } catch (CompletionException failure) {
        failed.add(
            "the log entry "
                + e.getKey().hex()
                + " could not be closed: "
                + failure.getCause().getMessage());
      }
    }
    running.clear();
  }
}
