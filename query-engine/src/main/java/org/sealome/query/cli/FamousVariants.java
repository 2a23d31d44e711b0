// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The demo's table of facts: famous clinical variants and how common they are where. */
final class FamousVariants {
  /** The groups of ancestry that the table has frequencies of, in the order of its columns. */
  static final List<String> GROUPS = List.of("AFR", "AMR", "ASJ", "EAS", "EUR", "SAS");

  private static final int FIRST_FREQUENCY = 8;

  private FamousVariants() {}

  /**
   * One variant, GRCh38.
   *
   * @param frequencies of the ALT allele, in the order of {@link #GROUPS}, each 0 … 1
   */
  record Variant(
      String chrom,
      int pos,
      String rsid,
      String ref,
      String alt,
      String gene,
      String name,
      String trait,
      List<Double> frequencies) {
    /** As in SQL. */
    String id() {
      return chrom + "-" + pos + "-" + ref + "-" + alt;
    }
  }

  /** All of them, sorted by place. */
  static List<Variant> read() {
    try (InputStream in = FamousVariants.class.getResourceAsStream("famous_variants.tsv");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("chrom\t"))
          .map(FamousVariants::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Variant parse(String line) {
    String[] c = line.split("\t");
    return new Variant(
        c[0],
        Integer.parseInt(c[1]),
        c[2],
        c[3],
        c[4],
        c[5],
        c[6],
        c[7],
        List.of(c).subList(FIRST_FREQUENCY, FIRST_FREQUENCY + GROUPS.size()).stream()
            .map(Double::valueOf)
            .toList());
  }
}
