// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Brings entries that come at about the same time to the ledger in one transaction. Whoever comes
 * alone does not wait; whoever comes while others are on their way waits a few milliseconds for
 * company. Everybody gets the block of his own entry, or the reason why there is none: a bad entry
 * spoils the batch, but the others then go one by one.
 *
 * @param <T> an entry
 */
final class GroupCommit<T> {
  /** Some 6 million gas; larger batches take nodes longer to check than they save. */
  static final int MOST = 100;

  private static final Duration WINDOW = Duration.ofMillis(5);

  /** Transactions on their way at a time: with blocks of a second, eight hundred entries each. */
  private static final int ON_THEIR_WAY = 8;

  private final Function<List<T>, Mined> together;
  private final Function<T, Mined> alone;
  private final ToLongFunction<T> gas;
  private final LongSupplier room;
  private final Queue<Waiting<T>> queue = new ArrayDeque<>();
  private int onTheirWay;

  /**
   * @param together logs all or none
   * @param alone logs one
   * @param gas what an entry takes of a transaction
   * @param room what a transaction has for entries
   */
  GroupCommit(
      Function<List<T>, Mined> together,
      Function<T, Mined> alone,
      ToLongFunction<T> gas,
      LongSupplier room) {
    this.together = together;
    this.alone = alone;
    this.gas = gas;
    this.room = room;
  }

  private record Waiting<T>(T entry, CompletableFuture<Mined> mined) {}

  /** Returns when the entry is mined; throws what its own transaction would have thrown. */
  Mined bring(T entry) {
    Waiting<T> mine = new Waiting<>(entry, new CompletableFuture<>());
    boolean lonely;
    synchronized (queue) {
      lonely = onTheirWay == 0;
      if (!lonely) {
        queue.add(mine);
      }
      if (onTheirWay < ON_THEIR_WAY) {
        onTheirWay++;
        if (!lonely) {
          Thread.startVirtualThread(this::carry);
        }
      }
    }
    if (!lonely) {
      try {
        return mine.mined.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
    try {
      return alone.apply(entry);
    } finally {
      boolean others;
      synchronized (queue) {
        others = !queue.isEmpty();
        onTheirWay -= others ? 0 : 1;
      }
      if (others) {
        Thread.startVirtualThread(this::carry);
      }
    }
  }

  /** Carries batches until nobody waits. */
  private void carry() {
    while (true) {
      List<Waiting<T>> batch = new ArrayList<>();
      try {
        Thread.sleep(WINDOW);
      } catch (InterruptedException e) {
        // Nobody interrupts this thread; those who wait are served all the same.
      }
      long left = roomNow();
      synchronized (queue) {
        while (!queue.isEmpty() && batch.size() < MOST) {
          left -= gas.applyAsLong(queue.element().entry());
          if (left < 0 && !batch.isEmpty()) {
            break;
          }
          batch.add(queue.remove());
        }
        if (batch.isEmpty()) {
          onTheirWay--;
          return;
        }
      }
      send(batch);
    }
  }

  private long roomNow() {
    try {
      return room.getAsLong();
    } catch (LedgerException e) {
      // Whoever sends finds out, and tells those who wait.
      return Long.MAX_VALUE;
    }
  }

  private void send(List<Waiting<T>> batch) {
    try {
      Mined mined =
          batch.size() == 1
              ? alone.apply(batch.getFirst().entry())
              : together.apply(batch.stream().map(Waiting::entry).toList());
      batch.forEach(one -> one.mined.complete(mined));
    } catch (LedgerException.Reverted | LedgerException.OutOfGas | LedgerException.Rejected e) {
      if (batch.size() == 1) {
        batch.getFirst().mined.completeExceptionally(e);
        return;
      }
      // All or none: none is logged. One of them is at fault, or together they are too much (of
      // which Besu says no more than "Internal error").
      List<Thread> each = new ArrayList<>();
      batch.forEach(one -> each.add(Thread.startVirtualThread(() -> send(List.of(one)))));
      for (Thread thread : each) {
        join(thread);
      }
    } catch (RuntimeException | Error e) {
      batch.forEach(one -> one.mined.completeExceptionally(e));
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
