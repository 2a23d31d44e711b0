// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/**
 * Which INFO fields become public columns. GENE, where asked for, is the column {@code gene};
 * others are columns of their own name.
 */
final class InfoColumns {
  private static final Set<String> RESERVED =
      Set.of(
          "variant_index",
          "variant_id",
          "rsid",
          "chrom",
          "pos",
          "ref",
          "alt",
          "filter",
          "has_missing",
          "has_haploid");

  /** Counts and frequencies of this cohort, in the names that callers and imputers give them. */
  private static final Pattern ABOUT_THE_COHORT =
      Pattern.compile(
          "(.*[_.-])?(AC|AN|AF|MAF|MAC|NS|NHOMALT|NHET|NHOM|NHEMI)([_.-].*)?"
              + "|MLEAC|MLEAF|AC0|AF1|DP|DP4|AD|ADF|ADR|HWE.*|PHWE|EXCHET|INBREEDINGCOEFF"
              + "|F_MISSING|N_MISSING|NMISS|N_ALT|NCC|HET|HOM|HOMREF|HEMI|HETS|HOMS|GTC|GTN"
              + "|HOMSCOUNT|.*HOMALT.*|SAMPLES?|CARRIERS?");

  private final boolean gene;
  private final List<String> fields;

  private InfoColumns(boolean gene, List<String> fields) {
    this.gene = gene;
    this.fields = fields;
  }

  /**
   * @throws SealomeException USAGE where a field tells about the cohort or its name is taken
   */
  static InfoColumns of(List<String> asked) {
    boolean gene = false;
    List<String> fields = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String field : asked) {
      String upper = field.toUpperCase(Locale.ROOT);
      if (ABOUT_THE_COHORT.matcher(upper).matches()) {
        throw new SealomeException(
            ErrorCode.USAGE,
            "the INFO field " + field + " tells about the cohort and cannot be public",
            "Leave it out: such numbers are what queries are for.");
      } else if (RESERVED.contains(field.toLowerCase(Locale.ROOT))) {
        throw new SealomeException(
            ErrorCode.USAGE,
            "the INFO field " + field + " has the name of a column of variants",
            "Rename the field in the VCF.");
      } else if (!seen.add(upper)) {
        throw new SealomeException(
            ErrorCode.USAGE,
            "the INFO field " + field + " is named twice",
            "Column names are the same in any case.");
      } else if (upper.equals("GENE")) {
        gene = true;
      } else {
        fields.add(field);
      }
    }
    return new InfoColumns(gene, List.copyOf(fields));
  }

  boolean gene() {
    return gene;
  }

  /** The fields that are columns of their own. */
  List<String> fields() {
    return fields;
  }

  /** The gene that a row names, where it was asked for; else null. */
  String geneOf(InfoValues info, VcfHeader header, int allele, int alts) {
    return gene ? value("GENE", info, header, allele, alts) : null;
  }

  /** The values of {@link #fields} that concern one ALT (1 is the first), null where absent. */
  String[] values(InfoValues info, VcfHeader header, int allele, int alts) {
    String[] values = new String[fields.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(fields.get(i), info, header, allele, alts);
    }
    return values;
  }

  private static String value(String key, InfoValues info, VcfHeader header, int allele, int alts) {
    String value = info.get(key);
    VcfHeader.Info declared = header.info(key);
    if (declared != null && "Flag".equals(declared.type())) {
      return value == null ? "0" : "1";
    } else if (value == null) {
      return null;
    }
    if (declared != null && declared.number() != null) {
      String[] parts = value.split(",", -1);
      if (declared.number().equals("A") && parts.length == alts) {
        value = parts[allele - 1];
      } else if (declared.number().equals("R") && parts.length == alts + 1) {
        value = parts[allele];
      }
    }
    return value.isEmpty() || value.equals(".") ? null : value;
  }
}
