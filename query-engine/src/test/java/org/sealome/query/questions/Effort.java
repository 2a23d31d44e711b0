// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

/**
 * How much is generated: system properties {@code sealome.questions} multiplies every test's own
 * number, {@code sealome.seed} is a number or {@code random}.
 */
public final class Effort {
  private static final long SEED = 20261121;

  private Effort() {}

  /** The seed of this run, printed with what reproduces it. */
  public static long seed(String test) {
    String asked = System.getProperty("sealome.seed", "");
    long seed =
        asked.isEmpty()
            ? SEED
            : asked.equals("random") ? System.nanoTime() % 1_000_000_000 : Long.parseLong(asked);
    System.out.println(test + ": seed " + seed + "; the same again by -Dsealome.seed=" + seed);
    return seed;
  }

  /** So many times the usual number. */
  public static int times(int usual) {
    return usual * Integer.getInteger("sealome.questions", 1);
  }
}
