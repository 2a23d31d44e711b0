// SPDX-License-Identifier: Apache-2.0
/**
 * Sums of committed planes, and what opens them: how the engine's and the steward's halves, the
 * steward's check and a verifier's go from a plan to points of the curve.
 */
package org.sealome.zk.opening;
