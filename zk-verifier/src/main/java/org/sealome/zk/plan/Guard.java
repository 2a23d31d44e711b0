// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.List;

/**
 * What disclosure control must know of a cell that comes from encrypted values.
 *
 * @param population index of the population that the aggregate is over (after its public predicate,
 *     before its encrypted one)
 * @param sizes numbers of called patients; the cell's size is the largest of them. Empty: no cell
 *     (a count of missing calls), only the rules on populations apply
 * @param complement number of patients for whom the predicate is FALSE (not NULL), or null where
 *     the rule on complements does not apply
 * @param variables variants and encrypted columns that the aggregate reads, sorted; the repetition
 *     rule remembers populations by them
 */
public record Guard(int population, List<Affine> sizes, Affine complement, List<String> variables) {
  public Guard {
    sizes = List.copyOf(sizes);
    variables = List.copyOf(variables);
  }
}
