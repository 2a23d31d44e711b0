// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * What a patient can ask of whoever uses her data, after the modifiers of GA4GH's Data Use
 * Ontology. The contract holds each against what is attested, approved or declared; a time limit
 * (TS) is the end of the terms themselves, and a user restriction (US) their audience.
 */
public enum Condition {
  /** The requester is of a not-for-profit organisation; with {@link #NCU} it is NPUNCU. */
  NPU(Met.ATTESTED),
  /** The requester undertakes non-commercial use. */
  NCU(Met.ATTESTED),
  /** The ethics committee has approved a protocol of the requester's for this. */
  IRB(Met.OTHERWISE),
  /** The requester works in a country. */
  GS(Met.NAMED),
  /** The requester is of an institution. */
  IS(Met.NAMED),
  /** The requester undertakes to publish. */
  PUB(Met.ATTESTED),
  /** The requester undertakes to return results. */
  RTN(Met.ATTESTED),
  /** The question is declared for a purpose that has no study of origins or ancestry in it. */
  NPOA(Met.OTHERWISE),
  /** The requester undertakes to collaborate with the study's investigators. */
  COL(Met.ATTESTED),
  /** The requester undertakes no development of methods. */
  NMDS(Met.ATTESTED),
  /** The requester undertakes genetic studies only. */
  GSO(Met.ATTESTED),
  /** Before a day only requesters who undertake not to publish until then. */
  MOR(Met.NAMED),
  /** The ethics committee has approved this one project of the requester's. */
  PS(Met.NAMED);

  /** How a requester meets a condition. */
  private enum Met {
    /** By an institution's word. */
    ATTESTED,
    /** In view of what the condition names beside itself. */
    NAMED,
    OTHERWISE
  }

  private final Met met;

  Condition(Met met) {
    this.met = met;
  }

  /** Whether an institution can attest it; a moratorium is attested without its day. */
  public boolean isAttested() {
    return met == Met.ATTESTED || this == MOR;
  }

  /** Whether it names something: a country, an institution, a day, a project. */
  public boolean isNamed() {
    return met == Met.NAMED;
  }

  /** The contract's bit. */
  int flag() {
    return 1 << ordinal();
  }
}
