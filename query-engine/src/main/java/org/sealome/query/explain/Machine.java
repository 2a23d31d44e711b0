// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import java.util.Locale;
import org.sealome.he.HeContext;
import org.sealome.he.Profile;

/**
 * What measured times are valid for.
 *
 * @param architecture of the processor, as Java names it
 * @param nativeLibrary SEAL's version and the kernels that run
 */
public record Machine(Profile profile, int cores, String architecture, String nativeLibrary) {

  /** This one. */
  public static Machine here(Profile profile) {
    return new Machine(
        profile,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.arch", "unknown").toLowerCase(Locale.ROOT),
        HeContext.nativeDescription());
  }
}
