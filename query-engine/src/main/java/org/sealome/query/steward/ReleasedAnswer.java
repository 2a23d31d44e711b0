// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.List;
import org.sealome.ledger.Bytes32;
import org.sealome.query.receipt.Receipt;
import org.sealome.zk.plan.Answer;

/**
 * What leaves the steward, for the requester alone.
 *
 * @param subjectTag for the log: {@link Bytes32#ZERO}, or one patient's tag
 * @param warnings for people: answers that the repetition rule warns of
 */
public record ReleasedAnswer(
    Answer answer, Receipt receipt, Bytes32 subjectTag, List<String> warnings) {
  public ReleasedAnswer {
    warnings = List.copyOf(warnings);
  }
}
