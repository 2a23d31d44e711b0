// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.util.List;

/**
 * A node of a circuit with its operands: what EXPLAIN draws and what a cost model counts.
 *
 * @param id position in {@link Circuit#nodes()}
 * @param inputs ids of the nodes that it computes with, all smaller
 * @param level its multiplicative depth: products of two ciphertexts on the longest way from the
 *     planes; masks and constants are none
 * @param terms the planes that it reads itself: one of a {@code load}, any number of a {@code
 *     linear}
 * @param constant what a {@code linear} or {@code add-plain} adds, what a {@code scale} multiplies
 *     with, in (-t/2, t/2); else 0
 * @param mask index of a {@code mul-plain}'s mask; else -1
 * @param zeros encryptions of zero that a {@code rerandomise} adds; else 0
 * @param analysis its degree and noise
 */
public record CircuitNode(
    int id,
    List<Integer> inputs,
    int level,
    List<PlaneTerm> terms,
    long constant,
    int mask,
    int zeros,
    NodeAnalysis analysis) {

  public CircuitNode {
    inputs = List.copyOf(inputs);
    terms = List.copyOf(terms);
  }

  /** As {@link NodeAnalysis#operation()}. */
  public String operation() {
    return analysis.operation();
  }

  /**
   * A plane times a constant.
   *
   * @param plane index of the evaluator's list
   * @param coefficient in (-t/2, t/2)
   */
  public record PlaneTerm(int plane, long coefficient) {}
}
