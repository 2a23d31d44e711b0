// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.List;

/**
 * One released integer: the sum over all slots of all terms. Within any block the sum of the terms'
 * ranges, each times the size of its mask there, spans less than the plaintext modulus.
 */
public record Polynomial(List<Term> terms) {
  public Polynomial {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("a release needs a term");
    }
  }

  /** The largest number of factors of any term. */
  public int degree() {
    return terms.stream().mapToInt(t -> t.factors().size()).max().orElseThrow();
  }
}
