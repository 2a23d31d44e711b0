// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.util.Locale;

/**
 * A variant in its minimal form: what makes two alleles of two files the same.
 *
 * @param pos 1-based
 */
record VariantKey(String chrom, int pos, String ref, String alt) {
  /**
   * Trims what REF and ALT share: first at the end, then at the beginning, always leaving one base
   * of each. Does not shift indels, which would need the reference sequence.
   */
  static VariantKey minimal(String chrom, int pos, String ref, String alt) {
    int refEnd = ref.length();
    int altEnd = alt.length();
    while (refEnd > 1 && altEnd > 1 && ref.charAt(refEnd - 1) == alt.charAt(altEnd - 1)) {
      refEnd--;
      altEnd--;
    }
    int start = 0;
    while (refEnd - start > 1 && altEnd - start > 1 && ref.charAt(start) == alt.charAt(start)) {
      start++;
    }
    return new VariantKey(
        chrom, pos + start, ref.substring(start, refEnd), alt.substring(start, altEnd));
  }

  /** {@code chrom-pos-ref-alt}. */
  String id() {
    return chrom + "-" + pos + "-" + ref + "-" + alt;
  }

  /** The same key under the name by which chromosomes of different files are compared. */
  VariantKey comparable() {
    return new VariantKey(comparableChrom(chrom), pos, ref, alt);
  }

  /** With REF and ALT exchanged. */
  VariantKey swapped() {
    return new VariantKey(chrom, pos, alt, ref);
  }

  /** {@code chr1} and {@code 1}, {@code chrM} and {@code MT} are the same. */
  static String comparableChrom(String chrom) {
    String name = chrom;
    if (name.length() > 3 && name.regionMatches(true, 0, "chr", 0, 3)) {
      name = name.substring(3);
    }
    name = name.toUpperCase(Locale.ROOT);
    return name.equals("M") ? "MT" : name;
  }

  /** Whether some people's calls are haploid there: X, Y and the mitochondrion. */
  boolean mayBeHaploid() {
    String name = comparableChrom(chrom);
    return name.equals("X") || name.equals("Y") || name.equals("MT");
  }

  /** Whether everybody's calls are haploid there. */
  boolean alwaysHaploid() {
    String name = comparableChrom(chrom);
    return name.equals("Y") || name.equals("MT");
  }

  /** Why an ALT is no variant of its own, or null where it is. */
  static String whyNot(String ref, String alt) {
    if (alt.equals(".")) {
      return "no ALT";
    } else if (alt.equals("*") || alt.equals("<*>")) {
      return "spanning deletion (*)";
    } else if (alt.startsWith("<")) {
      return "symbolic ALT";
    } else if (alt.indexOf('[') >= 0 || alt.indexOf(']') >= 0) {
      return "breakend ALT";
    } else if (!isBases(alt)) {
      return "ALT is no sequence of A, C, G, T and N";
    } else if (alt.equals(ref)) {
      return "ALT equals REF";
    }
    return null;
  }

  private static boolean isBases(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("ACGTN".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** A REF may hold the ambiguity codes of reference genomes. */
  static boolean isReference(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("ACGTNRYSWKMBDHV".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
