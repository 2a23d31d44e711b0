// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/** How a logged query ended. The codes are the contract's. */
public enum Outcome {
  /** The steward released an answer. */
  ANSWERED(1),
  /** Consent changed before the entry was mined: the query began again under another hash. */
  SUPERSEDED(2),
  /** Refused or failed: a fault of the system's own. */
  INTERNAL(17),
  /** Refused: not a question that can be asked. */
  USAGE(18),
  /** Refused: nobody consents, or the requester is not entitled. */
  CONSENT(19),
  /** Refused: the answer may not leave. */
  PRIVACY(20),
  /** Refused: a digest, proof or commitment does not hold. */
  INTEGRITY(21),
  /** Refused: the ledger did not carry it. */
  LEDGER(22),
  /** Refused: not computable within the dataset's parameters. */
  PARAMETERS(23);

  private final int code;

  Outcome(int code) {
    this.code = code;
  }

  /** True for all but {@link #ANSWERED} and {@link #SUPERSEDED}. */
  public boolean isRefusal() {
    return code > 16;
  }

  int code() {
    return code;
  }

  static Outcome of(int code) {
    for (Outcome outcome : values()) {
      if (outcome.code == code) {
        return outcome;
      }
    }
    throw new IllegalArgumentException("no outcome " + code);
  }
}
