// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells when there may be a new block. With a subscription the node says so; without one, and while
 * it is interrupted, time does. Nothing is believed because of what comes here: it only wakes those
 * who wait, who then ask the node.
 */
final class Heads implements AutoCloseable {
  /** A subscription may be dead without anybody knowing: never wait longer. */
  private static final Duration AT_MOST = Duration.ofSeconds(1);

  private static final Duration AGAIN_AFTER = Duration.ofSeconds(10);

  private final JsonRpc rpc;
  private final URI address;
  private final Access access;
  private final Duration timeout;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private long count;
  private WebSocket socket;
  private HttpClient client;
  private boolean live;
  private long nextTry = System.nanoTime();
  private boolean closed;
  private boolean asking;
  private long askedAt = System.nanoTime() - AT_MOST.toNanos();
  private long newest = -1;

  Heads(JsonRpc rpc) {
    Endpoint endpoint = rpc.endpoint();
    this.rpc = rpc;
    this.address = endpoint.heads();
    this.access = address == null ? null : Access.of(endpoint);
    this.timeout = endpoint.timeout();
  }

  /** How many were told of so far; to be taken before looking at the chain. */
  long seen() {
    lock.lock();
    try {
      subscribe();
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the node tells of its blocks by itself. */
  boolean subscribed() {
    lock.lock();
    try {
      return live;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns when there was a new block after {@code seen}, or after a second. Of all who wait one
   * asks the node.
   *
   * @param every how often the node is asked, where it does not tell by itself
   * @throws LedgerException.NotMined where the thread is interrupted
   */
  void await(long seen, Duration every) {
    long until = System.nanoTime() + AT_MOST.toNanos();
    lock.lock();
    try {
      while (count == seen && System.nanoTime() < until) {
        long now = System.nanoTime();
        long due = live ? until : askedAt + every.toNanos();
        if (live || asking || now < due) {
          // Who asks wakes the others when he is done.
          long wake = asking ? until : Math.min(until, due);
          arrived.awaitNanos(Math.max(1, wake - now));
        } else {
          ask();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException.NotMined("interrupted while waiting for a block");
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of the lock while the node is asked. */
  private void ask() {
    asking = true;
    long number = -1;
    lock.unlock();
    try {
      number = JsonRpc.number(rpc.call("eth_blockNumber"));
    } catch (LedgerException e) {
      // Whoever waits will ask something himself, and hear the same.
    } finally {
      lock.lock();
      asking = false;
      askedAt = System.nanoTime();
      if (number != newest) {
        newest = number;
        count++;
      }
      arrived.signalAll();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (socket != null) {
        socket.abort();
      }
      if (client != null) {
        client.shutdownNow();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Begins one in the background, at most every few seconds. */
  private void subscribe() {
    if (address == null || closed || live || System.nanoTime() < nextTry) {
      return;
    }
    nextTry = System.nanoTime() + AGAIN_AFTER.toNanos();
    if (client == null) {
      HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(timeout);
      if (access.trust() != null) {
        builder.sslContext(access.trust());
      }
      client = builder.build();
    }
    WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(timeout);
    String authorization = access.authorization();
    if (authorization != null) {
      builder.header("Authorization", authorization);
    }
    // A failure leaves what was: the chain is asked from time to time.
    builder
        .buildAsync(address, new Listener())
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> null);
  }

  private void ended() {
    lock.lock();
    try {
      live = false;
      socket = null;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The first message confirms the subscription; each after it is a block. */
  private final class Listener implements WebSocket.Listener {
    @Override
    public void onOpen(WebSocket opened) {
      lock.lock();
      try {
        socket = opened;
      } finally {
        lock.unlock();
      }
      opened.request(1);
      opened.sendText(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}",
          true);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      lock.lock();
      try {
        if (last) {
          live = true;
          count++;
          arrived.signalAll();
        }
      } finally {
        lock.unlock();
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      ended();
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      ended();
    }
  }
}
