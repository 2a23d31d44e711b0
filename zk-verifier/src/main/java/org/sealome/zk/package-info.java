// SPDX-License-Identifier: Apache-2.0
/**
 * What an auditor needs: plans, commitments, columns, proofs, receipts. Nothing here knows of a
 * network, a database or an encrypted plane.
 */
package org.sealome.zk;
