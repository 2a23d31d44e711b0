// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.List;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.SqlType;

/**
 * A patient's own id or NULL, as in {@code COUNT(DISTINCT CASE WHEN dosage = 2 THEN sample_id
 * END)}. Only whether it is there is asked, never whose it is: else each patient's would be a
 * release of its own.
 */
final class PatientIds {
  private PatientIds() {}

  /** Where the value is the patient's id, if it is nothing else but NULL; or null. */
  static Sym present(Sym sym) {
    if (sym instanceof Sym.PatientId) {
      return Sym.TRUE;
    }
    if (!(sym instanceof Sym.Apply a) || a.operator() != Operator.CASE) {
      return null;
    }
    List<Sym> operands = new ArrayList<>(a.operands());
    boolean any = false;
    for (int i = 0; i < operands.size(); i++) {
      if (i % 2 == 0 && i + 1 < operands.size()) {
        continue; // a condition
      }
      Sym branch = operands.get(i);
      boolean isNull = branch instanceof Sym.Literal l && l.value() == null;
      Sym there = isNull ? Sym.FALSE : present(branch);
      if (there == null) {
        return null;
      }
      any |= !isNull;
      operands.set(i, there);
    }
    return any ? Sym.certainly(Sym.apply(Operator.CASE, operands, SqlType.BOOLEAN)) : null;
  }
}
