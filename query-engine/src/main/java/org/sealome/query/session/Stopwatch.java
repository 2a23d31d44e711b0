// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

/** Adds up laps, each of one kind. */
final class Stopwatch {
  enum Lap {
    PLAN,
    CONSENT,
    LOG,
    EVALUATE,
    RELEASE
  }

  private final long[] laps = new long[Lap.values().length];
  private long since = System.nanoTime();

  /** What passed since the last lap was of this kind. */
  void lap(Lap kind) {
    long now = System.nanoTime();
    laps[kind.ordinal()] += now - since;
    since = now;
  }

  Timings timings() {
    return new Timings(laps[0], laps[1], laps[2], laps[3], laps[4]);
  }
}
