// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.util.List;
import org.sealome.query.receipt.Receipt;
import org.sealome.zk.plan.Answer;

/**
 * An answered query.
 *
 * @param warnings for people, one sentence each
 */
public record QueryOutcome(Answer answer, Receipt receipt, Timings timings, List<String> warnings) {
  public QueryOutcome {
    warnings = List.copyOf(warnings);
  }
}
