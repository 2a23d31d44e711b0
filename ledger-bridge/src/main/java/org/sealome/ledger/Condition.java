// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * What a patient can ask of whoever uses her data, after the modifiers of GA4GH's Data Use
 * Ontology. The contract holds each against what is attested or approved; a time limit (TS) is the
 * end of the terms themselves, and a user restriction (US) their audience.
 */
public enum Condition {
  /** The requester is of a not-for-profit organisation; with {@link #NCU} it is NPUNCU. */
  NPU(1),
  /** The requester undertakes non-commercial use. */
  NCU(2),
  /** The ethics committee has approved a protocol of the requester's for this. */
  IRB(4),
  /** The requester works in a country. */
  GS(8),
  /** The requester is of an institution. */
  IS(16),
  /** The requester undertakes to publish. */
  PUB(32),
  /** The requester undertakes to return results. */
  RTN(64);

  private final int flag;

  Condition(int flag) {
    this.flag = flag;
  }

  /** Whether an institution attests it as it is, without a place. */
  public boolean isAttested() {
    return this == NPU || this == NCU || this == PUB || this == RTN;
  }

  int flag() {
    return flag;
  }
}
