// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sealome.he.Kernel;
import org.sealome.he.KernelTimings;
import org.sealome.he.Profile;
import org.sealome.query.store.Sha256;

/**
 * Measured times, in nanoseconds on one thread for one block.
 *
 * @param kernels of the native library; one that the profile cannot use is missing
 * @param digest SHA-256 of a plane, which the first touch in a process takes
 */
public record KernelCosts(Map<Kernel, Long> kernels, long digest) {
  private static final int DIGESTS = 9;

  public KernelCosts {
    kernels = Map.copyOf(kernels);
  }

  /** Measures this machine; some tenths of a second. */
  static KernelCosts measure(Profile profile) {
    List<Long> digests = new ArrayList<>();
    Map<Kernel, Long> kernels =
        KernelTimings.measure(
            profile,
            planes -> {
              for (int i = 0; i < DIGESTS; i++) {
                long start = System.nanoTime();
                Sha256.of(planes.get(i));
                digests.add(System.nanoTime() - start);
              }
            });
    return new KernelCosts(kernels, Collections.min(digests));
  }

  /** One that the profile cannot use is 0. */
  public long of(Kernel kernel) {
    return kernels.getOrDefault(kernel, 0L);
  }

  /** Every kernel, those that the profile cannot use as 0. */
  public Map<Kernel, Long> all() {
    Map<Kernel, Long> all = new EnumMap<>(Kernel.class);
    for (Kernel kernel : Kernel.values()) {
      all.put(kernel, of(kernel));
    }
    return all;
  }
}
