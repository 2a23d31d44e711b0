// SPDX-License-Identifier: Apache-2.0
package org.sealome.query;

import java.util.Locale;

/** Why there is no answer, sorted by blame. The order is that of the exit codes, from 1. */
public enum ErrorCode {
  /** A fault of Sealome's own. */
  INTERNAL,
  /** Bad SQL, unknown names, wrong types or arguments. */
  USAGE,
  /** Nobody in the cohort consents to this purpose and requester, or the requester may not ask. */
  CONSENT,
  /** The answer may not leave. */
  PRIVACY,
  /** A digest, proof or commitment does not hold. */
  INTEGRITY,
  /** The ledger is not reachable, not final, or not the right one. */
  LEDGER,
  /** Not computable within what the dataset was encrypted under. */
  PARAMETERS;

  /** 1 to 7. */
  public int exitCode() {
    return ordinal() + 1;
  }

  /** As in JSON and in the query log. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
