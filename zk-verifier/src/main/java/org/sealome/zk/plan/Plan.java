// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.List;

/**
 * What a statement releases and what becomes of it. Depends on the SQL text and on the dataset's
 * public metadata only: not on consent, block or key.
 *
 * @param refusal null, or the code with which the statement was refused after parsing; then there
 *     are no releases and no rest
 */
public record Plan(
    String sql,
    String dataset,
    Scope scope,
    List<String> planes,
    List<Population> populations,
    List<Polynomial> releases,
    List<Cell> cells,
    Rest rest,
    String refusal) {

  public Plan {
    planes = List.copyOf(planes);
    populations = List.copyOf(populations);
    releases = List.copyOf(releases);
    cells = List.copyOf(cells);
    if ((rest == null) == (refusal == null)) {
      throw new IllegalArgumentException("a plan has a rest, or was refused");
    }
  }

  /** A statement on a known dataset that is logged as refused. */
  public static Plan refused(String sql, String dataset, String code) {
    return new Plan(
        sql, dataset, Scope.UNSCOPED, List.of(), List.of(), List.of(), List.of(), null, code);
  }

  /** Whether only public metadata is in the answer: nobody's consent is needed. */
  public boolean touchesNobody() {
    return populations.isEmpty() && releases.isEmpty();
  }
}
