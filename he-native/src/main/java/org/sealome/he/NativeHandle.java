// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.ref.Cleaner;
import java.util.function.LongConsumer;

/**
 * Owns one native object. Closing it while calls use it lets those finish and frees it after the
 * last; closing it twice does nothing; an owner that forgets is tidied up after by a cleaner.
 */
final class NativeHandle implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final State state;
  private final Cleaner.Cleanable cleanable;

  /**
   * @param owner the Java object that the native one lives as long as
   * @param name what a message calls it
   */
  NativeHandle(Object owner, String name, long address, LongConsumer free) {
    state = new State(name, address, free);
    cleanable = CLEANER.register(owner, state);
  }

  /**
   * The address, which stays good until {@link #release}. The caller keeps the owner reachable.
   *
   * @throws ClosedHandleException where it is closed
   */
  long acquire() {
    return state.acquire();
  }

  void release() {
    state.release();
  }

  @Override
  public void close() {
    cleanable.clean();
  }

  private static final class State implements Runnable {
    private final String name;
    private final long address;
    private final LongConsumer free;
    private int users = 1; // the owner is the first
    private boolean closed;

    State(String name, long address, LongConsumer free) {
      this.name = name;
      this.address = address;
      this.free = free;
    }

    synchronized long acquire() {
      if (closed) {
        throw new ClosedHandleException("the " + name + " is closed");
      }
      users++;
      return address;
    }

    void release() {
      synchronized (this) {
        if (--users != 0) {
          return;
        }
      }
      free.accept(address);
    }

    @Override
    public void run() {
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
      }
      release();
    }
  }
}
