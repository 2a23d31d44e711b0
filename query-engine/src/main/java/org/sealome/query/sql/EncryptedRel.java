// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.rel.RelNode;
import org.sealome.query.algebra.Template;

/** A relation over encrypted rows: nothing of it may leave but through an aggregate. */
interface EncryptedRel extends RelNode {
  Convention CONVENTION = new Convention.Impl("ENCRYPTED", EncryptedRel.class);

  /** The rows, symbolically. */
  List<Template> templates(Translation translation);
}
