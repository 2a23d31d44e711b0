// SPDX-License-Identifier: Apache-2.0
/**
 * That a committed column holds what columns of its kind can hold, without telling what: OR proofs
 * that a slot's planes are one of the rows that there can be, verified in batches.
 */
package org.sealome.zk.wellformed;
