// SPDX-License-Identifier: Apache-2.0
/**
 * The custodian's side: commitments to columns and the proofs that they are well-formed. The only
 * package that handles values in the clear together with both halves of the blinding keys; nothing
 * that verifies needs it.
 */
package org.sealome.zk.prove;
