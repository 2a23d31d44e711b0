// SPDX-License-Identifier: Apache-2.0
/**
 * Committed columns: the file with the commitments to one column's planes, patient by patient; what
 * the dataset's tree says of it; and the directory of all, whose root is anchored.
 */
package org.sealome.zk.column;
