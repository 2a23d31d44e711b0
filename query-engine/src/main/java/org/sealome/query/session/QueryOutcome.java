// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.util.List;
import org.sealome.query.receipt.Receipt;
import org.sealome.zk.plan.Answer;

/**
 * An answered query.
 *
 * @param warnings for people, one sentence each
 * @param execution what was done for it
 */
public record QueryOutcome(
    Answer answer, Receipt receipt, Timings timings, List<String> warnings, Execution execution) {
  public QueryOutcome {
    warnings = List.copyOf(warnings);
  }
}
