// SPDX-License-Identifier: Apache-2.0
/**
 * The canonical plan: what a logged query releases, over whom, and what becomes of the released
 * integers. Engine, steward and verifier all work from it; none of them needs the SQL planner.
 */
package org.sealome.zk.plan;
