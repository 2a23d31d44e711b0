// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.prove;

import org.sealome.zk.column.ColumnEntry;

/**
 * A committed column, all of it public.
 *
 * @param file bytes of the column's file, whose name is {@link ColumnEntry#fileName}
 * @param proof bytes of its proof's file, whose name is {@link ColumnEntry#proofName}
 */
public record Committed(byte[] file, byte[] proof, ColumnEntry entry) {}
