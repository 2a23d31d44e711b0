// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.util.ArrayList;
import java.util.List;
import org.sealome.zk.plan.ColumnIntegrity;

/**
 * That a party is believed in something, since nothing in a receipt proves it.
 *
 * @param who one party, or several together
 */
public record Trust(String who, String what) {

  static List<Trust> of(ReceiptDocument receipt) {
    List<Trust> out = new ArrayList<>();
    out.add(new Trust("ledger", "the dataset's anchor, the log entry and the consent mask"));
    out.add(new Trust("planner", "that the SQL means the plan, and its public metadata"));
    out.add(new Trust("custodian", "that the data are the patients'"));
    boolean withheld = !receipt.answer().suppressed().isEmpty();
    if (receipt.proof() != null) {
      withheld |= !receipt.proof().withheld().isEmpty();
      if (!receipt.proof().columns().isEmpty()) {
        out.add(new Trust("steward", "having checked that the committed columns are well formed"));
        out.add(new Trust("steward", "that no row, and no value but NULL, is of an empty group"));
      }
    }
    if (withheld) {
      out.add(new Trust("steward", "that what is withheld is withheld by the dataset's policy"));
    }
    for (int c = 0; c < receipt.integrity().size(); c++) {
      ColumnIntegrity column = receipt.integrity().get(c);
      if (!column.isProven() && c < receipt.answer().columns().size()) {
        String name = receipt.answer().columns().get(c).name();
        out.add(new Trust("engine and steward", "column " + (c + 1) + " (" + name + ")"));
      }
    }
    return out;
  }
}
