// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.util.BitSet;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.sql.Planner;
import org.sealome.query.sql.SqlTexts;
import org.sealome.zk.plan.Plan;

/** From SQL to a plan for one dataset. */
@FunctionalInterface
public interface SqlPlanner {
  /**
   * @throws org.sealome.query.SealomeException USAGE where it is no statement; PRIVACY or
   *     PARAMETERS where it may not or cannot be answered, which is logged
   */
  Plan plan(String sql);

  /**
   * Whom a statement names, for one that has no plan: the slots of the patients whose ids stand in
   * it.
   */
  default BitSet named(String sql) {
    return new BitSet();
  }

  /** SQL over a dataset. */
  static SqlPlanner of(Dataset dataset) {
    Planner planner = new Planner(dataset);
    return new SqlPlanner() {
      @Override
      public Plan plan(String sql) {
        return planner.plan(sql);
      }

      @Override
      public BitSet named(String sql) {
        BitSet slots = new BitSet();
        for (String text : SqlTexts.in(sql)) {
          int slot = dataset.slotOf(text);
          if (slot >= 0) {
            slots.set(slot);
          }
        }
        return slots;
      }
    };
  }
}
