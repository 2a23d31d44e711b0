// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.util.List;

/**
 * A row of a VCF or BCF.
 *
 * @param id null where there is none
 * @param ref upper case
 * @param alts upper case
 * @param filter null where filters were not applied
 * @param genotypes null where the row has no GT, or the file no samples
 * @param number line or record number, from 1
 */
record VcfRow(
    String chrom,
    int pos,
    String id,
    String ref,
    List<String> alts,
    String filter,
    InfoValues info,
    GenotypeField genotypes,
    long number) {}
