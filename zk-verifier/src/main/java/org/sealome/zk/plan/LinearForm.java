// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.List;

/**
 * {@code constant + Σ coefficients[i] · planes[i]}, slot by slot. Planes are indices into {@link
 * Plan#planes()}, strictly increasing; no coefficient is zero.
 */
public record LinearForm(long constant, List<Integer> planes, List<Long> coefficients) {
  public LinearForm {
    planes = List.copyOf(planes);
    coefficients = List.copyOf(coefficients);
    if (planes.size() != coefficients.size()) {
      throw new IllegalArgumentException("a linear form needs one coefficient a plane");
    }
  }
}
