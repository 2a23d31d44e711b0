// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import org.sealome.zk.plan.Plan;

/** From SQL to a plan for one dataset. */
@FunctionalInterface
public interface SqlPlanner {
  /**
   * @throws org.sealome.query.SealomeException USAGE where it is no statement; PRIVACY or
   *     PARAMETERS where it may not or cannot be answered, which is logged
   */
  Plan plan(String sql);
}
