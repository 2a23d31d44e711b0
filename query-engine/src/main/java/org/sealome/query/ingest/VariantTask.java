// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.util.List;

/**
 * What a worker has to do for one row.
 *
 * @param genotypes null where the panel has the variants and the cohort's file does not
 * @param slots slot of every sample of the file, or null where they are the same
 * @param place of the row, for messages
 * @param fixed without genotypes: what everybody's call is
 */
record VariantTask(
    GenotypeField genotypes,
    int[] slots,
    String place,
    List<Allele> alleles,
    AbsentSites fixed,
    boolean keepUnreadable) {
  /**
   * A variant of the row.
   *
   * @param index of the ALT in the row, from 1
   */
  record Allele(int index, int ordinal, VariantKey key) {}

  long bytes() {
    return genotypes == null ? 256 : genotypes.bytes() + 256;
  }
}
