// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.BitSet;
import java.util.Objects;
import java.util.function.Predicate;

/** Which releases of a plan, and which cells, commitments can be added up for. */
final class Openable {
  private final Plan plan;
  private final Predicate<String> committed;

  /** By release: why it cannot be opened, or null. */
  private final String[] obstacles;

  /**
   * @param committed whether there are commitments to a plane, by its full id
   */
  Openable(Plan plan, Predicate<String> committed) {
    this.plan = plan;
    this.committed = committed;
    this.obstacles = plan.releases().stream().map(this::obstacle).toArray(String[]::new);
  }

  private String obstacle(Polynomial release) {
    if (release.degree() > 1) {
      return "it holds a product of encrypted values";
    }
    for (Term term : release.terms()) {
      for (int plane : term.factors().get(0).planes()) {
        if (!committed.test(plan.planes().get(plane))) {
          return "there is no commitment to " + plan.planes().get(plane);
        }
      }
    }
    return null;
  }

  boolean release(int release) {
    return obstacles[release] == null;
  }

  /** Why one of these cells cannot be opened, for people; null where all can. */
  String obstacle(BitSet cells) {
    return cells.stream()
        .mapToObj(this::obstacle)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private String obstacle(int cell) {
    for (int release : plan.cells().get(cell).value().releases().keySet()) {
      if (obstacles[release] != null) {
        return obstacles[release];
      }
    }
    return null;
  }
}
