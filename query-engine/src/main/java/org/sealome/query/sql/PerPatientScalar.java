// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.sealome.query.algebra.Sym;
import org.sealome.query.algebra.Template;

/** A relation of one row and column that can be computed within one patient's rows. */
interface PerPatientScalar extends RelNode {
  /**
   * @param linked makes a template about the outer row's patient, or refuses
   */
  Sym value(Translation translation, UnaryOperator<Template> linked);
}
