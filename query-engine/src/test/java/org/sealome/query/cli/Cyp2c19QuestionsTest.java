// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.he.Profile;

/** CYP2C19 star alleles *2, *3 and *17 of 2,504 people: diplotypes in one statement. */
class Cyp2c19QuestionsTest {
  private static final String STAR2 = "10-96541616-G-A";
  private static final String STAR3 = "10-96540410-G-A";
  private static final String STAR17 = "10-96521657-C-T";

  /** Diplotype and the dosages of *2, *3, *17 that it shows as, unphased. */
  private static final String[][] DIPLOTYPES = {
    {"*1/*1", "000"}, {"*1/*2", "100"}, {"*2/*2", "200"}, {"*1/*3", "010"}, {"*3/*3", "020"},
    {"*1/*17", "001"}, {"*17/*17", "002"}, {"*2/*3", "110"}, {"*2/*17", "101"}, {"*3/*17", "011"}
  };

  @TempDir Path folder;

  @Test
  void diplotypesAndPhenotypesAreThoseOfThePlainGenotypes() throws Exception {
    Path genes = RealCohort.data().resolve("clinical_genes_2504");
    try (RealCohort cohort =
        new RealCohort(
            folder,
            genes.resolve("CYP2C19.vcf.gz"),
            Set.of(STAR2, STAR3, STAR17)::contains,
            Profile.DEEP)) {
      Map<String, Integer> expected = new TreeMap<>();
      for (int s = 0; s < cohort.patients.size(); s++) {
        String shown =
            ""
                + cohort.dosages.get(STAR2)[s]
                + cohort.dosages.get(STAR3)[s]
                + cohort.dosages.get(STAR17)[s];
        String diplotype =
            Arrays.stream(DIPLOTYPES)
                .filter(d -> d[1].equals(shown))
                .map(d -> d[0])
                .findFirst()
                .orElse("other");
        expected.merge(diplotype, 1, Integer::sum);
      }
      Map<String, Integer> actual = counts(cohort.ask(statement()));
      assertEquals(expected, actual);
      assertEquals(metabolizers(cohort), phenotypes(genes, actual));
    }
  }

  private static String statement() {
    StringBuilder sql = new StringBuilder("SELECT CASE");
    for (String[] d : DIPLOTYPES) {
      sql.append(
          " WHEN a.dosage = %c AND b.dosage = %c AND c.dosage = %c THEN '%s'"
              .formatted(d[1].charAt(0), d[1].charAt(1), d[1].charAt(2), d[0]));
    }
    return sql
        + " ELSE 'other' END AS diplotype, COUNT(*) AS n FROM genotypes a"
        + " JOIN genotypes b ON a.sample_id = b.sample_id"
        + " JOIN genotypes c ON a.sample_id = c.sample_id"
        + " WHERE a.variant_id = '%s' AND b.variant_id = '%s' AND c.variant_id = '%s'"
            .formatted(STAR2, STAR3, STAR17)
        + " GROUP BY 1 ORDER BY 1";
  }

  private static Map<String, Integer> counts(List<String> rows) {
    Map<String, Integer> out = new TreeMap<>();
    for (String row : rows) {
      out.put(row.split(" ")[0], Integer.valueOf(row.split(" ")[1]));
    }
    return out;
  }

  /** By the rule behind the published table: lost copies (*2, *3) first, then gained (*17). */
  private static Map<String, Integer> metabolizers(RealCohort cohort) {
    Map<String, Integer> out = new TreeMap<>();
    for (int s = 0; s < cohort.patients.size(); s++) {
      int lost = cohort.dosages.get(STAR2)[s] + cohort.dosages.get(STAR3)[s];
      int gained = cohort.dosages.get(STAR17)[s];
      String name =
          lost + gained > 2
              ? "unknown"
              : lost == 2
                  ? "Poor Metabolizer"
                  : lost == 1
                      ? "Intermediate Metabolizer"
                      : List.of("Normal", "Rapid", "Ultrarapid").get(gained) + " Metabolizer";
      out.merge(name, 1, Integer::sum);
    }
    return out;
  }

  private static Map<String, Integer> phenotypes(Path genes, Map<String, Integer> diplotypes)
      throws Exception {
    Map<String, String> known = new TreeMap<>();
    try (BufferedReader table =
        RealCohort.unzipped(genes.resolve("pypgx_diplotype_table.csv.gz"))) {
      for (String line : table.lines().toList()) {
        if (line.startsWith("CYP2C19,")) {
          known.put(line.split(",")[1], line.split(",")[2]);
        }
      }
    }
    Map<String, Integer> out = new TreeMap<>();
    diplotypes.forEach((d, n) -> out.merge(known.getOrDefault(d, "unknown"), n, Integer::sum));
    return out;
  }
}
