// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.List;

/**
 * What a statement releases and what becomes of it. Depends on the SQL text and on the dataset's
 * public metadata only, and on whether the requester lets a proof show more than the answer: not on
 * consent, block or key.
 *
 * @param refusal null, or the code with which the statement was refused after parsing; then there
 *     are no releases and no rest
 * @param discloseParts whether the requester, who signs for the plan, lets the proof show integers
 *     that do not follow from the answer
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
    String refusal,
    boolean discloseParts) {

  public Plan {
    planes = List.copyOf(planes);
    populations = List.copyOf(populations);
    releases = List.copyOf(releases);
    cells = List.copyOf(cells);
    if ((rest == null) == (refusal == null)) {
      throw new IllegalArgumentException("a plan has a rest, or was refused");
    }
  }

  /** One whose proof shows nothing that the answer does not. */
  public Plan(
      String sql,
      String dataset,
      Scope scope,
      List<String> planes,
      List<Population> populations,
      List<Polynomial> releases,
      List<Cell> cells,
      Rest rest,
      String refusal) {
    this(sql, dataset, scope, planes, populations, releases, cells, rest, refusal, false);
  }

  /** The same, whose proof may show the integers that the answer is computed from. */
  public Plan withDisclosedParts() {
    return new Plan(sql, dataset, scope, planes, populations, releases, cells, rest, refusal, true);
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
