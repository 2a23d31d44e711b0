// SPDX-License-Identifier: Apache-2.0
/**
 * The blindings of a committed dataset: every patient has two secret halves of a key, one at the
 * engine, one at the steward, and a commitment's blinding is the sum of what is derived from both.
 * Neither half says anything about a commitment. What leaves a half is sums of derived values.
 */
package org.sealome.zk.blinding;
