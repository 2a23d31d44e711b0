// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.he.Profile;

/** Case/control tables (label by dosage) of many variants in one statement. */
class CaseControlQuestionsTest {
  /** One in this many of the published variants; at night all, which takes nine gigabytes. */
  private static final int EVERY = Integer.getInteger("sealome.one-variant-in", 80);

  @TempDir Path folder;

  @Test
  void everyTableIsThatOfThePlainGenotypesAndOfPlink() throws Exception {
    Path data = RealCohort.data();
    int[] seen = {0};
    try (RealCohort cohort =
        new RealCohort(
            folder,
            data.resolve("hipster_2504/hipster.vcf.bgz"),
            id -> id.matches("[^-]+-[0-9]+-[ACGT]-[ACGT]") && seen[0]++ % EVERY == 0,
            Profile.STANDARD)) {
      Map<String, Long> actual = new TreeMap<>();
      for (String row :
          cohort.ask(
              "SELECT g.variant_id, s.label, g.dosage, COUNT(*) AS n FROM genotypes g"
                  + " JOIN samples s USING (sample_id) GROUP BY g.variant_id, s.label, g.dosage")) {
        int end = row.lastIndexOf(' ');
        actual.put(row.substring(0, end), Long.valueOf(row.substring(end + 1)));
      }
      Map<String, Long> expected = new TreeMap<>();
      cohort.dosages.forEach(
          (variant, dosages) -> {
            for (int s = 0; s < dosages.length; s++) {
              String label = cohort.label.get(cohort.patients.get(s));
              expected.merge(variant + " " + label + " " + dosages[s], 1L, Long::sum);
            }
          });
      assertEquals(expected, actual);
      int compared = 0;
      try (BufferedReader plink =
          RealCohort.unzipped(
              data.resolve("oracles/hipster_label.plink.assoc_counts.maf01.tsv.gz"))) {
        for (String line : plink.lines().skip(1).toList()) {
          String[] fields = line.trim().split("\\s+");
          String variant = fields[1].replace(':', '-');
          if (cohort.dosages.containsKey(variant)) {
            boolean alt = fields[3].equals(variant.substring(variant.lastIndexOf('-') + 1));
            assertEquals(Long.parseLong(fields[4]), alleles(actual, variant, "case", alt), line);
            assertEquals(Long.parseLong(fields[5]), alleles(actual, variant, "control", alt), line);
            compared++;
          }
        }
      }
      assertTrue(compared > 10, "only " + compared + " variants are named by PLINK's table");
    }
  }

  /** Copies of the alternative, or else of the reference allele. */
  private static long alleles(Map<String, Long> table, String variant, String label, boolean alt) {
    long copies = 0;
    for (int dosage = 0; dosage <= 2; dosage++) {
      copies +=
          (alt ? dosage : 2 - dosage)
              * table.getOrDefault(variant + " " + label + " " + dosage, 0L);
    }
    return copies;
  }
}
