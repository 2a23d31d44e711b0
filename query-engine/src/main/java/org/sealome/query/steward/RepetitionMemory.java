// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.sealome.query.PrivateFiles;

/**
 * What one requester was told about one dataset, held under a lock (against threads and against
 * other processes) from the first question until it is closed: of two answers that differ by a few
 * patients, only the first may pass.
 *
 * <p>{@link #tell} remembers for the rest of the statement, {@link #commit} on disk.
 */
final class RepetitionMemory implements AutoCloseable {
  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private final ReentrantLock threads;
  private final FileChannel processes;
  private final RepetitionLog log;
  private final int minCell;
  private final Map<String, Set<BitSet>> told = new HashMap<>();
  private final Map<BitSet, BitSet> closeInLog = new IdentityHashMap<>();
  private final Map<BitSet, Set<BitSet>> farInStatement = new IdentityHashMap<>();

  private RepetitionMemory(
      ReentrantLock threads, FileChannel processes, RepetitionLog log, int minCell) {
    this.threads = threads;
    this.processes = processes;
    this.log = log;
    this.minCell = minCell;
  }

  /**
   * Waits for the lock and reads.
   *
   * @param file made by the first commit; a lock file stands beside it
   */
  static RepetitionMemory open(Path file, int minCell) {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock").toAbsolutePath().normalize();
    ReentrantLock threads = LOCKS.computeIfAbsent(lockFile, f -> new ReentrantLock());
    threads.lock();
    FileChannel processes = null;
    try {
      processes = PrivateFiles.open(lockFile);
      processes.lock();
      return new RepetitionMemory(threads, processes, RepetitionLog.read(file), minCell);
    } catch (IOException e) {
      release(threads, processes);
      throw new UncheckedIOException("cannot lock " + lockFile, e);
    } catch (RuntimeException e) {
      release(threads, processes);
      throw e;
    }
  }

  /**
   * Whether one of {@code variables} was answered over a population from which this one differs by
   * 1..k−1 patients.
   *
   * @param population not modified while this object is in use
   */
  boolean isCloseToOlder(BitSet population, List<String> variables) {
    BitSet close = closeInLog.computeIfAbsent(population, this::closeInLog);
    for (String variable : variables) {
      if (!close.isEmpty()) {
        for (int id : log.answered(variable)) {
          if (close.get(id)) {
            return true;
          }
        }
      }
      for (BitSet older : told.getOrDefault(variable, Set.of())) {
        if (older != population && !isFar(population, older)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Remembers within the statement. */
  void tell(BitSet population, List<String> variables) {
    for (String variable : variables) {
      told.computeIfAbsent(variable, v -> Collections.newSetFromMap(new IdentityHashMap<>()))
          .add(population);
    }
  }

  /** Writes down what was answered; on disk before this returns. */
  void commit(Map<BitSet, ? extends Set<String>> answered) {
    log.append(answered);
  }

  /** A map for {@link #commit} whose order is that of the first mention. */
  static Map<BitSet, Set<String>> answers() {
    return new LinkedHashMap<>();
  }

  static void add(Map<BitSet, Set<String>> answers, BitSet population, List<String> variables) {
    answers.computeIfAbsent(population, p -> new TreeSet<>()).addAll(variables);
  }

  private BitSet closeInLog(BitSet population) {
    BitSet close = new BitSet();
    for (int id = 0; id < log.populations().size(); id++) {
      if (differsByFew(population, log.populations().get(id))) {
        close.set(id);
      }
    }
    return close;
  }

  private boolean isFar(BitSet a, BitSet b) {
    Set<BitSet> far =
        farInStatement.computeIfAbsent(a, p -> Collections.newSetFromMap(new IdentityHashMap<>()));
    if (far.contains(b)) {
      return true;
    }
    if (differsByFew(a, b)) {
      return false;
    }
    far.add(b);
    return true;
  }

  private boolean differsByFew(BitSet a, BitSet b) {
    BitSet difference = (BitSet) a.clone();
    difference.xor(b);
    int n = difference.cardinality();
    return n > 0 && n < minCell;
  }

  @Override
  public void close() {
    release(threads, processes);
  }

  private static void release(ReentrantLock threads, FileChannel processes) {
    try {
      if (processes != null) {
        processes.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release a lock of the steward", e);
    } finally {
      threads.unlock();
    }
  }
}
