// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.List;

/**
 * {@code [slot ∈ population] · Π factors}: what one patient adds to a release.
 *
 * @param population index into {@link Plan#populations()}
 * @param factors at least one; the degree of the term is their number
 * @param lo least value of the product for any one patient
 * @param hi greatest value of the product for any one patient
 */
public record Term(int population, List<LinearForm> factors, long lo, long hi) {
  public Term {
    factors = List.copyOf(factors);
    if (factors.isEmpty() || lo > hi) {
      throw new IllegalArgumentException("a term needs a factor and a range");
    }
  }
}
