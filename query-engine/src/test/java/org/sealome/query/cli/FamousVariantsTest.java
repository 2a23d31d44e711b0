// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FamousVariantsTest {
  private final List<FamousVariants.Variant> variants = FamousVariants.read();

  @Test
  void everyVariantIsInMinimalFormAndKnownOnce() {
    Set<String> ids = new HashSet<>();
    Set<String> rsids = new HashSet<>();
    for (FamousVariants.Variant v : variants) {
      assertTrue(ids.add(v.id()), v.id());
      assertTrue(rsids.add(v.rsid()), v.rsid());
      assertTrue(v.rsid().matches("rs[0-9]+"), v.rsid());
      assertTrue(v.ref().matches("[ACGT]+") && v.alt().matches("[ACGT]+"), v.id());
      boolean anchored = v.ref().charAt(0) == v.alt().charAt(0);
      assertEquals(v.ref().length() != v.alt().length(), anchored, v.id());
      assertTrue(Math.min(v.ref().length(), v.alt().length()) == 1, v.id());
    }
    assertTrue(variants.size() >= 40);
  }

  @Test
  void everyFrequencyIsOneAndSomebodyCarriesEachVariant() {
    for (FamousVariants.Variant v : variants) {
      assertEquals(FamousVariants.GROUPS.size(), v.frequencies().size());
      assertTrue(v.frequencies().stream().allMatch(f -> f >= 0 && f <= 1), v.id());
      assertTrue(v.frequencies().stream().anyMatch(f -> f > 0), v.id());
    }
  }

  @Test
  void theCohortIsTheSameEveryTimeAndMenHaveOneX() {
    SimulatedCohort first = new SimulatedCohort(300);
    assertEquals(first.people(), new SimulatedCohort(300).people());
    assertEquals(300, first.people().size());
    for (int v = 0; v < variants.size(); v++) {
      boolean x = variants.get(v).chrom().equals("X");
      for (SimulatedCohort.Person p : first.people()) {
        assertEquals(x && p.sex().equals("M"), !p.calls().get(v).contains("/"), p.id());
      }
    }
    assertFalse(new SimulatedCohort(2504).people().stream().allMatch(p -> p.sex().equals("F")));
  }
}
