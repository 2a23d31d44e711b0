// SPDX-License-Identifier: Apache-2.0
/** Trees of hashes: one root for many leaves, and proofs that a leaf is at its place. */
package org.sealome.zk.merkle;
