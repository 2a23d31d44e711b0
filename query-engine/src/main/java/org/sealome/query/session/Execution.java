// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import org.sealome.query.circuit.EvaluationTally;

/**
 * What was done to answer a query.
 *
 * @param attempts 1, and one more for each time that consent changed before the query was logged
 * @param consenting patients in the mask of the attempt that was answered
 * @param evaluation of that attempt
 */
public record Execution(int attempts, int consenting, EvaluationTally evaluation) {}
