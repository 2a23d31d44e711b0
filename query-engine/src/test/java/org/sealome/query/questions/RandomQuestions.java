// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import java.util.List;

/**
 * Well-typed statements over the whole schema of a {@link org.sealome.query.sql.PlaintextCohort}:
 * the n-th of a seed is always the same.
 */
public final class RandomQuestions {
  private final List<String> panel;
  private final long seed;

  public RandomQuestions(List<String> panel, long seed) {
    this.panel = List.copyOf(panel);
    this.seed = seed;
  }

  /** The n-th statement. */
  Question at(int n) {
    Dice dice = new Dice(seed * 1_000_003 + n);
    Themes themes = new Themes(dice, panel);
    Compounds compounds = new Compounds(dice, panel, themes);
    int which = dice.between(0, 99);
    if (which < 14) {
      return themes.ofOneVariant();
    } else if (which < 32) {
      return themes.ofOneVariantByPatients();
    } else if (which < 52) {
      return themes.ofSeveralVariants();
    } else if (which < 56) {
      return themes.ofPairs();
    } else if (which < 72) {
      return themes.ofPatients();
    } else if (which < 82) {
      return themes.ofPanel();
    } else if (which < 87) {
      return themes.ofDistinctPatients();
    } else if (which < 97) {
      return compounds.any();
    }
    return compounds.leaking();
  }

  /** Its text alone. */
  public String sql(int n) {
    return at(n).sql();
  }
}
