// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Random choices, the same for the same seed. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** From {@code least} to {@code most}, both included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  @SafeVarargs
  final <T> T pick(T... options) {
    return options[random.nextInt(options.length)];
  }

  <T> T pick(List<T> options) {
    return options.get(random.nextInt(options.size()));
  }

  /** One of several ways to go on; only that one is gone. */
  @SafeVarargs
  final <T> T oneOf(Supplier<T>... ways) {
    return ways[random.nextInt(ways.length)].get();
  }

  /** So many different ones, in random order. */
  <T> List<T> some(List<T> options, int count) {
    List<T> left = new ArrayList<>(options);
    List<T> chosen = new ArrayList<>();
    while (chosen.size() < count && !left.isEmpty()) {
      chosen.add(left.remove(random.nextInt(left.size())));
    }
    return chosen;
  }
}
