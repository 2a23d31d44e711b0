// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import java.util.List;

/** A generated statement: its text, and enough of its structure to judge and to shrink it. */
sealed interface Question permits Select, Compound, Leaking {
  /** One line, as DuckDB and Sealome both understand it. */
  String sql();

  /** The aggregations over patients in it, each released by itself. */
  List<Select> released();

  /** Smaller well-typed statements, the smallest first. */
  List<? extends Question> smaller();
}
