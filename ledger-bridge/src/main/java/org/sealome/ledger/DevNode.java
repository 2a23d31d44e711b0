// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The development node (anvil): zero gas price, one JVM's or a folder's. */
public final class DevNode implements AutoCloseable {
  private DevNode() {}

  /**
   * How a node runs.
   *
   * @param blockTimeSeconds 0: a block for every transaction, at once
   */
  public record Options(int blockTimeSeconds) {
    public static final Options INSTANT = new Options(0);
  }

  /**
   * Starts a node that ends with this JVM, however that ends.
   *
   * @param stateDir keeps the chain between runs; null: in memory
   * @throws LedgerException.Unreachable where it does not come up
   */
  public static DevNode start(Path stateDir, Options options) {
    throw new UnsupportedOperationException();
  }

  /**
   * Attaches to the folder's node, starting it where it is not running; it outlives this process.
   * Processes that call this at once get the same node.
   *
   * @throws LedgerException.Unreachable where it does not come up
   */
  public static DevNode startDetached(Path stateDir, Options options) {
    throw new UnsupportedOperationException();
  }

  /** The folder's running node, if there is one. */
  public static Optional<DevNode> attach(Path stateDir) {
    throw new UnsupportedOperationException();
  }

  /** Stops the folder's node, its state on disk; false where none was running. */
  public static boolean stop(Path stateDir) {
    throw new UnsupportedOperationException();
  }

  public URI uri() {
    throw new UnsupportedOperationException();
  }

  public long pid() {
    throw new UnsupportedOperationException();
  }

  /** Lets the chain's clock jump; the next block carries the new time. */
  public void advanceTime(long seconds) {
    throw new UnsupportedOperationException();
  }

  /** Ends an attached node; leaves a detached one running. */
  @Override
  public void close() {}
}
