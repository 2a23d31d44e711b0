// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.he.Profile;

/** The published formula of a cohort's label, asked of encrypted genotypes. */
class HipsterQuestionsTest {
  private static final String A = "2-223034082-A-G";
  private static final String B = "5-126626044-A-C";
  private static final String C = "7-17284577-T-C";
  private static final String D = "4-54511913-G-A";
  private static final String TWICE =
      "(2 + a.dosage) * (3 + 2 * b.dosage) + (1 + 2 * c.dosage) * (1 + d.dosage)";
  private static final String FROM =
      " FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id"
          + " JOIN genotypes c ON a.sample_id = c.sample_id"
          + " JOIN genotypes d ON a.sample_id = d.sample_id"
          + " JOIN samples s ON a.sample_id = s.sample_id WHERE a.variant_id = '%s'".formatted(A)
          + " AND b.variant_id = '%s' AND c.variant_id = '%s' AND d.variant_id = '%s'"
              .formatted(B, C, D);

  @TempDir Path folder;

  @Test
  void theFormulaOfTheLabelIsRecovered() throws Exception {
    Path vcf = RealCohort.data().resolve("hipster_2504/hipster.vcf.bgz");
    try (RealCohort cohort =
        new RealCohort(folder, vcf, Set.of(A, B, C, D)::contains, Profile.DEEP)) {
      long total = 0;
      Map<String, Integer> cases = new TreeMap<>();
      for (int s = 0; s < cohort.patients.size(); s++) {
        int twice =
            (2 + dosage(cohort, A, s)) * (3 + 2 * dosage(cohort, B, s))
                + (1 + 2 * dosage(cohort, C, s)) * (1 + dosage(cohort, D, s));
        total += twice;
        String patient = cohort.patients.get(s);
        assertEquals(twice > 20 ? "case" : "control", cohort.label.get(patient), patient);
        if (twice > 20) {
          cases.merge(cohort.superPop.get(patient), 1, Integer::sum);
        }
      }
      assertEquals(List.of("" + total), cohort.ask("SELECT SUM(" + TWICE + ")" + FROM));
      String predicted = FROM + " AND " + TWICE + " > 20";
      assertEquals(List.of("981"), cohort.ask("SELECT COUNT(*)" + predicted));
      assertEquals(
          List.of("981"), cohort.ask("SELECT COUNT(*)" + predicted + " AND s.label = 'case'"));
      List<String> bySuperPop = new ArrayList<>();
      cases.forEach((population, n) -> bySuperPop.add(population + " " + n));
      assertEquals(
          bySuperPop,
          cohort.ask(
              "SELECT s.SuperPop, COUNT(*)" + predicted + " GROUP BY s.SuperPop ORDER BY 1"));
    }
  }

  private static int dosage(RealCohort cohort, String variant, int patient) {
    return cohort.dosages.get(variant)[patient];
  }
}
