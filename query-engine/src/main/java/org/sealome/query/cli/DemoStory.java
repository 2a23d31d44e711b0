// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the demo is about.
 *
 * @param cohort one sentence on where the people come from
 * @param samples the sample file, or null
 * @param publicColumns of it
 * @param encryptColumns of it
 * @param info INFO fields to keep
 * @param plaintext the people in the clear where they are made up, else null
 */
record DemoStory(
    String cohort,
    Path vcf,
    Path samples,
    List<String> publicColumns,
    List<String> encryptColumns,
    List<String> info,
    SimulatedCohort plaintext) {
  private static final int MOST_CATEGORIES = 12;
  private static final int MOST_COLUMNS = 3;

  /** A question and what it is asked for. */
  record Question(String title, String sql) {}

  /** Simulates people and writes their files into a folder. */
  static DemoStory simulated(int people, Path folder) throws IOException {
    SimulatedCohort cohort = new SimulatedCohort(people);
    Path vcf = folder.resolve("cohort.vcf");
    Path samples = folder.resolve("people.tsv");
    cohort.writeVcf(vcf);
    cohort.writeSamples(samples);
    return new DemoStory(
        String.format(
            java.util.Locale.ROOT,
            "%,d simulated people, %d famous clinical variants (GRCh38), drawn from published"
                + " allele frequencies",
            cohort.people().size(),
            cohort.variants().size()),
        vcf,
        samples,
        List.of("sex", "ancestry"),
        List.of("status"),
        List.of("GENE", "TRAIT"),
        cohort);
  }

  /**
   * Somebody's own files. Of the sample file, the first few columns of few categories are public.
   */
  static DemoStory of(Path vcf, Path samples) throws IOException {
    return new DemoStory(
        "the samples of " + vcf.getFileName(),
        vcf,
        samples,
        samples == null ? List.of() : categorical(samples),
        List.of(),
        List.of(),
        null);
  }

  private static List<String> categorical(Path samples) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(samples)) {
      String head = in.readLine();
      if (head == null) {
        return List.of();
      }
      String separator = head.contains("\t") ? "\t" : head.contains(",") ? "," : "\\s+";
      String[] names = head.split(separator);
      Map<String, Set<String>> values = new LinkedHashMap<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] cells = line.split(separator);
        for (int c = 1; c < Math.min(names.length, cells.length); c++) {
          values.computeIfAbsent(names[c], n -> new TreeSet<>()).add(cells[c]);
        }
      }
      return values.entrySet().stream()
          .filter(e -> e.getValue().size() > 1 && e.getValue().size() <= MOST_CATEGORIES)
          .map(Map.Entry::getKey)
          .limit(MOST_COLUMNS)
          .toList();
    }
  }

  /**
   * The question that the others are made from: its first column names variants that are worth
   * asking about. Null where the questions are fixed.
   *
   * @param stretch some of the panel's sites
   */
  Question opening(Stretch stretch) {
    return plaintext != null
        ? null
        : new Question(
            "Which variants are the most common on chromosome " + stretch.chrom() + ", of a few?",
            """
            SELECT g.variant_id, CAST(SUM(g.dosage) AS DOUBLE) / SUM(g.ploidy) AS frequency
            FROM genotypes g JOIN variants v ON g.variant_id = v.variant_id
            WHERE v.chrom = '%s' AND v.pos BETWEEN %d AND %d
            GROUP BY g.variant_id ORDER BY frequency DESC NULLS LAST LIMIT 5\
            """
                .formatted(stretch.chrom(), stretch.from(), stretch.to()));
  }

  /** Part of a chromosome. */
  record Stretch(String chrom, long from, long to) {}

  /**
   * The other questions, six with the opening one.
   *
   * @param sites ids of variants worth asking about, at least one
   */
  List<Question> questions(List<String> sites) {
    return plaintext != null ? famous() : general(sites);
  }

  /** The one that is asked before and after a withdrawal. */
  Question beforeAndAfter(List<String> sites) {
    String id = plaintext != null ? "10-94781859-G-A" : sites.get(0);
    return new Question(
        plaintext != null
            ? "Who carries CYP2C19*2, which keeps clopidogrel from working?"
            : "Who carries " + id + "?",
        "SELECT COUNT(*) AS asked, COUNT(*) FILTER (WHERE dosage >= 1) AS carriers\n"
            + "FROM genotypes WHERE variant_id = '"
            + id
            + "'");
  }

  /** Two variants whose ciphertexts are worth comparing. */
  List<String> twoUnlike(List<String> sites) {
    return plaintext != null
        ? List.of("17-43106487-A-C", "16-31096368-C-T")
        : List.of(sites.get(0), sites.get(sites.size() - 1));
  }

  String aboutThem() {
    return plaintext != null
        ? "Nobody carries the first, most people carry the second: without the key, both are noise."
        : "Without the key, both are noise.";
  }

  private static List<Question> famous() {
    return List.of(
        new Question(
            "Do carriers of Factor V Leiden have more clots? (genotype and status are both"
                + " encrypted)",
            """
            SELECT s.status, COUNT(*) AS people, COUNT(*) FILTER (WHERE g.dosage >= 1) AS carriers
            FROM genotypes g JOIN samples s ON g.sample_id = s.sample_id
            WHERE g.variant_id = '1-169549811-C-T'
            GROUP BY s.status ORDER BY s.status\
            """),
        new Question(
            "How common is the sickle-cell allele, and where?",
            """
            SELECT s.ancestry, SUM(g.dosage) AS alleles, SUM(g.ploidy) AS called,
                   CAST(SUM(g.dosage) AS DOUBLE) / SUM(g.ploidy) AS frequency
            FROM genotypes g JOIN samples s ON g.sample_id = s.sample_id
            WHERE g.variant_id = '11-5227002-T-A'
            GROUP BY s.ancestry ORDER BY s.ancestry\
            """),
        new Question(
            "Who lacks G6PD, on the X chromosome? (men have one copy)",
            """
            SELECT s.sex, COUNT(*) FILTER (WHERE g.dosage = 1) AS one_copy,
                   COUNT(*) FILTER (WHERE g.dosage = 2) AS two_copies, SUM(g.ploidy) AS alleles
            FROM genotypes g JOIN samples s ON g.sample_id = s.sample_id
            WHERE g.variant_id = 'X-154536002-C-T' GROUP BY s.sex ORDER BY s.sex\
            """),
        new Question(
            "How many carry both C282Y and H63D in HFE? (a product of two encrypted conditions)",
            """
            SELECT COUNT(*) AS compound
            FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id
            WHERE a.variant_id = '6-26092913-G-A' AND a.dosage = 1
              AND b.variant_id = '6-26090951-C-G' AND b.dosage = 1\
            """),
        new Question(
            "Who could be warned of breast cancer? (rare: what counts fewer than 5 is withheld)",
            """
            SELECT v.gene, v.rsid, COUNT(*) FILTER (WHERE g.dosage >= 1) AS carriers
            FROM genotypes g JOIN variants v ON g.variant_id = v.variant_id
            WHERE v.gene IN ('BRCA1', 'BRCA2', 'CHEK2')
            GROUP BY v.gene, v.rsid ORDER BY v.gene, v.rsid\
            """),
        new Question(
            "Which variants are the most common? (all of them, in one query)",
            """
            SELECT v.gene, v.rsid, CAST(SUM(g.dosage) AS DOUBLE) / SUM(g.ploidy) AS frequency
            FROM genotypes g JOIN variants v ON g.variant_id = v.variant_id
            GROUP BY v.gene, v.rsid
            HAVING CAST(SUM(g.dosage) AS DOUBLE) / SUM(g.ploidy) > 0.2
            ORDER BY frequency DESC LIMIT 5\
            """));
  }

  private List<Question> general(List<String> sites) {
    List<Question> all = new ArrayList<>();
    String first = sites.get(0);
    String second = sites.get(sites.size() > 1 ? 1 : 0);
    all.add(new Question("How many people consent?", "SELECT COUNT(*) AS people FROM samples"));
    all.add(
        new Question(
            "How many carry " + first + "?",
            "SELECT COUNT(*) AS carriers\nFROM genotypes WHERE variant_id = '"
                + first
                + "' AND dosage >= 1"));
    all.add(
        new Question(
            "Genotypes of it, missing calls apart",
            "SELECT COUNT(*) FILTER (WHERE dosage = 0) AS none, COUNT(*) FILTER (WHERE dosage = 1)"
                + " AS one,\n       COUNT(*) FILTER (WHERE dosage = 2) AS two, COUNT(*) FILTER"
                + " (WHERE dosage IS NULL) AS not_called\nFROM genotypes WHERE variant_id = '"
                + first
                + "'"));
    String by = publicColumns.isEmpty() ? null : publicColumns.get(0);
    all.add(
        new Question(
            by == null ? "Its allele frequency" : "Its allele frequency by " + by,
            "SELECT "
                + (by == null ? "" : "s." + by + ", ")
                + "CAST(SUM(g.dosage) AS DOUBLE) / SUM(g.ploidy) AS frequency\n"
                + "FROM genotypes g JOIN samples s ON g.sample_id = s.sample_id\nWHERE"
                + " g.variant_id = '"
                + first
                + "'"
                + (by == null ? "" : " GROUP BY s." + by + " ORDER BY s." + by)));
    all.add(
        new Question(
            "How many carry both " + first + " and " + second + "?",
            "SELECT COUNT(*) AS both_carried\n"
                + "FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id\n"
                + "WHERE a.variant_id = '"
                + first
                + "' AND a.dosage >= 1\n  AND b.variant_id = '"
                + second
                + "' AND b.dosage >= 1"));
    return all;
  }
}
