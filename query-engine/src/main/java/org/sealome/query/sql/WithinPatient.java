// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.sealome.query.algebra.Template;

/** Aggregated rows that can be computed within one patient's rows too, before any release. */
interface WithinPatient extends RelNode {
  /**
   * The rows, of the outer row's patient; null where they are not made of hers alone.
   *
   * @param linked makes a template about the outer row's patient, or refuses
   */
  List<Template> within(Translation translation, UnaryOperator<Template> linked);

  /** The same of an input. */
  static List<Template> of(RelNode node, Translation translation, UnaryOperator<Template> linked) {
    return node.stripped() instanceof WithinPatient w ? w.within(translation, linked) : null;
  }
}
