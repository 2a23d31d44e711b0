// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

/**
 * A relational plan as a pass of the planner left it.
 *
 * @param name of the pass
 * @param plan one operator a line, inputs indented
 */
public record PlanningPass(String name, String plan) {}
