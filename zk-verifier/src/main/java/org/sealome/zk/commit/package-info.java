// SPDX-License-Identifier: Apache-2.0
/**
 * Pedersen commitments on P-256. Written {@code C = b·G + r·H}: hiding without any assumption,
 * binding as long as nobody knows the discrete logarithm of H, which is hashed to the curve.
 */
package org.sealome.zk.commit;
