// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

/**
 * An integer that the rest of the plan computes with.
 *
 * @param guard null where the cell is public
 */
public record Cell(Affine value, Guard guard) {}
