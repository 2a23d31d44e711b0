// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The development node (anvil): zero gas price, one JVM's or a folder's. Not for production: its
 * clock can be moved and whoever reaches its port can do anything.
 */
public final class DevNode implements AutoCloseable {
  /** The chain id of development nodes: not a public chain's. */
  public static final long CHAIN_ID = 7_011;

  private static final Duration UP_WITHIN = Duration.ofSeconds(20);
  private static final int PORT_RETRIES = 5;

  /**
   * The node's parent: it ends the node when its standard input closes, that is, when the JVM is
   * gone in whatever way. The first line tells the node's process id.
   */
  private static final String ATTACHED =
      "\"$@\" </dev/null >>\"$LOG\" 2>&1 & pid=$!; echo $pid; cat >/dev/null; "
          + "kill -TERM $pid 2>/dev/null; wait $pid";

  /**
   * A session or process group of the node's own, so that no Ctrl-C of ours reaches it. The first
   * line tells its process id.
   */
  private static final String DETACHED =
      "if command -v setsid >/dev/null; then setsid nohup \"$@\" </dev/null >>\"$LOG\" 2>&1 & "
          + "else set -m 2>/dev/null; nohup \"$@\" </dev/null >>\"$LOG\" 2>&1 & fi; echo $!";

  private final URI uri;
  private final ProcessHandle process;
  private final Process parent;

  private DevNode(URI uri, ProcessHandle process, Process parent) {
    this.uri = uri;
    this.process = process;
    this.parent = parent;
  }

  /**
   * How a node runs.
   *
   * @param blockTimeSeconds 0: a block for every transaction, at once
   * @param rules of which time
   * @param blockGas what a block holds
   * @param baseFee of the first block, in wei a gas; 0: gas is free, and stays so
   */
  public record Options(int blockTimeSeconds, String rules, long blockGas, long baseFee) {
    public static final Options INSTANT = new Options(0);

    /** Gas is free, and blocks are large. */
    public Options(int blockTimeSeconds) {
      this(blockTimeSeconds, "cancun", 500_000_000, 0);
    }
  }

  /**
   * Starts a node that ends with this JVM, however that ends.
   *
   * @param stateDir keeps the chain between runs; null: in memory
   * @throws LedgerException.Unreachable where it does not come up
   */
  public static DevNode start(Path stateDir, Options options) {
    return launch(stateDir, options, ATTACHED);
  }

  /**
   * Attaches to the folder's node, starting it where it is not running; it outlives this process.
   * Processes that call this at once get the same node.
   *
   * @throws LedgerException.Unreachable where it does not come up
   */
  public static synchronized DevNode startDetached(Path stateDir, Options options) {
    // A running node is found without the lock: the usual case, and the quick one.
    Optional<DevNode> running = attach(stateDir);
    if (running.isPresent()) {
      return running.get();
    }
    try {
      Files.createDirectories(stateDir);
      try (FileChannel channel =
              FileChannel.open(
                  stateDir.resolve("node.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        running = attach(stateDir);
        if (running.isPresent() || !lock.isValid()) {
          return running.orElseThrow();
        }
        DevNode node = launch(stateDir, options, DETACHED);
        Path next = stateDir.resolve("node.next");
        Files.writeString(next, node.process.pid() + " " + started(node.process) + " " + node.uri);
        Files.move(next, stateDir.resolve("node"), StandardCopyOption.ATOMIC_MOVE);
        return node;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder's running node, if there is one. */
  public static Optional<DevNode> attach(Path stateDir) {
    Path file = stateDir.resolve("node");
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      String[] parts = Files.readString(file).strip().split(" ");
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[0]));
      // A process id is used again some day: the process must have begun when ours did.
      if (process.filter(p -> p.isAlive() && started(p).equals(parts[1])).isEmpty()) {
        return Optional.empty();
      }
      DevNode node = new DevNode(URI.create(parts[2]), process.get(), null);
      return node.answers() ? Optional.of(node) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Stops the folder's node, its state on disk; false where none was running. */
  public static boolean stop(Path stateDir) {
    Optional<DevNode> node = attach(stateDir);
    node.ifPresent(n -> end(n.process));
    try {
      Files.deleteIfExists(stateDir.resolve("node"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return node.isPresent();
  }

  public URI uri() {
    return uri;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Lets the chain's clock jump and mines a block that carries the new time. */
  public void advanceTime(Duration by) {
    JsonRpc rpc = new JsonRpc(uri);
    rpc.call("evm_increaseTime", by.toSeconds());
    rpc.call("evm_mine");
  }

  /** Ends an attached node; leaves a detached one running. */
  @Override
  public void close() {
    if (parent == null) {
      return;
    }
    end(process);
    try {
      parent.getOutputStream().close();
      parent.waitFor(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parent.destroy();
  }

  private static DevNode launch(Path stateDir, Options options, String script) {
    Path binary = NodeBinary.find();
    String said = "";
    for (int attempt = 0; attempt < PORT_RETRIES; attempt++) {
      try {
        if (stateDir != null) {
          Files.createDirectories(stateDir);
        }
        // The port may be taken between here and the node's start; then the node ends, and another
        // port is tried.
        int port = freePort();
        Path log =
            stateDir == null
                ? Files.createTempFile("sealome-node", ".log")
                : stateDir.resolve("node.log");
        ProcessBuilder builder =
            new ProcessBuilder(command(script, binary, port, stateDir, options));
        builder.environment().put("LOG", log.toString());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process parent = builder.start();
        BufferedReader out =
            new BufferedReader(
                new InputStreamReader(parent.getInputStream(), StandardCharsets.US_ASCII));
        String pid = out.readLine();
        Optional<ProcessHandle> process =
            pid == null ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid.strip()));
        boolean attached = script.equals(ATTACHED);
        if (process.isPresent()) {
          DevNode node =
              new DevNode(
                  URI.create("http://127.0.0.1:" + port), process.get(), attached ? parent : null);
          if (node.comesUp()) {
            if (stateDir == null) {
              Files.deleteIfExists(log);
            }
            return node;
          }
          end(process.get());
        }
        parent.destroy();
        said = Files.readString(log).strip();
        if (stateDir == null) {
          Files.deleteIfExists(log);
        }
      } catch (IOException e) {
        throw new LedgerException.Unreachable("the development node cannot be started", e);
      }
    }
    throw new LedgerException.Unreachable(
        "the development node does not start"
            + (said.isEmpty() ? "" : ": " + said.substring(Math.max(0, said.length() - 300))),
        null);
  }

  private static List<String> command(
      String script, Path binary, int port, Path stateDir, Options options) {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", script, "sealome-node", binary.toString()));
    command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port), "--quiet"));
    command.addAll(List.of("--accounts", "0", "--chain-id", Long.toString(CHAIN_ID)));
    if (options.baseFee() == 0) {
      command.addAll(List.of("--gas-price", "0"));
    }
    command.addAll(List.of("--block-base-fee-per-gas", Long.toString(options.baseFee())));
    command.addAll(List.of("--hardfork", options.rules()));
    command.addAll(List.of("--gas-limit", Long.toString(options.blockGas())));
    command.add("--no-request-size-limit");
    // In the order of arrival: gas price says nothing here.
    command.addAll(List.of("--order", "fifo"));
    if (options.blockTimeSeconds() > 0) {
      command.addAll(List.of("--block-time", Integer.toString(options.blockTimeSeconds())));
    }
    if (stateDir != null) {
      command.addAll(List.of("--state", stateDir.resolve("chain.json").toString()));
      command.addAll(List.of("--state-interval", "1"));
    }
    return command;
  }

  private boolean comesUp() {
    long deadline = System.nanoTime() + UP_WITHIN.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      // Another's node on a port that ours could not take: then ours ends at once.
      if (answers() && process.isAlive()) {
        return true;
      }
      pause(10);
    }
    return false;
  }

  private boolean answers() {
    try {
      return JsonRpc.number(new JsonRpc(uri).call("eth_chainId")) == CHAIN_ID;
    } catch (LedgerException e) {
      return false;
    }
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  /** Asks it to end, which writes its state; forces it only after a long wait. */
  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      process.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException.Unreachable("interrupted while starting the node", e);
    }
  }
}
