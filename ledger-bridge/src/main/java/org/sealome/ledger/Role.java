// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/** What an institution attests of an account. The order is the contract's: role 1 is the first. */
public enum Role {
  /** May ask for research. */
  RESEARCHER,
  /** May ask for research and, about one patient, for clinical care. */
  CLINICIAN,
  /** Approves protocols; may not ask. */
  ETHICS,
  /** Reads the log; may not ask. */
  AUDITOR;

  int code() {
    return ordinal() + 1;
  }
}
