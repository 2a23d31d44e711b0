// SPDX-License-Identifier: Apache-2.0
/**
 * That a committed column holds what columns of its kind can hold, without telling what: OR proofs
 * that linear forms over a slot's planes are bits, verified in batches.
 */
package org.sealome.zk.wellformed;
