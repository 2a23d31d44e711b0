// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

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
  boolean polyploid;

  Calls(int patients) {
    this.first = new short[patients];
    this.second = new short[patients];
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
    for (int i = 0; i < first.length; i++) {
      if (missing(i)) {
        return true;
      }
    }
    return false;
  }

  boolean anyHaploid() {
    for (int i = 0; i < first.length; i++) {
      if (haploid(i)) {
        return true;
      }
    }
    return false;
  }
}
