// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.util.BitSet;

/**
 * One row's genotype calls by slot: allele indices, 0 being REF. A worker reuses one for row after
 * row.
 */
final class Calls {
  /** An allele that was not called. */
  static final short UNKNOWN = -1;

  /** The second allele of a haploid call. */
  static final short NONE = -2;

  final short[] first;
  final short[] second;
  private final int patients;
  private final BitSet vacant;
  boolean polyploid;

  /** With a seat behind the last slot for samples that are no patients. */
  Calls(int patients, BitSet vacant) {
    this.patients = patients;
    this.vacant = vacant;
    this.first = new short[patients + 1];
    this.second = new short[patients + 1];
  }

  /** Makes reference of vacant slots: 0 in every plane. */
  void vacate() {
    for (int slot = vacant.nextSetBit(0); slot >= 0; slot = vacant.nextSetBit(slot + 1)) {
      first[slot] = 0;
      second[slot] = 0;
    }
  }

  /** A call with any unknown allele is not called at all. */
  boolean missing(int slot) {
    return first[slot] == UNKNOWN || second[slot] == UNKNOWN;
  }

  boolean haploid(int slot) {
    return second[slot] == NONE && first[slot] != UNKNOWN;
  }

  /** Copies of an allele; of no meaning where the call is missing. */
  int dosage(int slot, int allele) {
    return (first[slot] == allele ? 1 : 0) + (second[slot] == allele ? 1 : 0);
  }

  boolean anyMissing() {
    for (int i = 0; i < patients; i++) {
      if (missing(i)) {
        return true;
      }
    }
    return false;
  }

  boolean anyHaploid() {
    for (int i = 0; i < patients; i++) {
      if (haploid(i)) {
        return true;
      }
    }
    return false;
  }
}
