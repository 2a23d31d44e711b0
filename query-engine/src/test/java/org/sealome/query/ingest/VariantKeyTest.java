// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class VariantKeyTest {
  @Property(seed = "4711", tries = 2000)
  void trimmingKeepsTheHaplotype(
      @ForAll @StringLength(min = 1, max = 8) @CharRange(from = 'A', to = 'C') String ref,
      @ForAll @StringLength(min = 1, max = 8) @CharRange(from = 'A', to = 'C') String alt) {
    String before = "GGGG";
    String after = "TTTT";
    VariantKey key = VariantKey.minimal("1", before.length() + 1, ref, alt);
    String reference = before + ref + after;
    int begin = key.pos() - 1;
    assertEquals(key.ref(), reference.substring(begin, begin + key.ref().length()));
    assertEquals(
        before + alt + after,
        reference.substring(0, begin)
            + key.alt()
            + reference.substring(begin + key.ref().length()));
  }

  @Property(seed = "4711", tries = 2000)
  void whatIsTrimmedIsMinimal(
      @ForAll @StringLength(min = 1, max = 8) @CharRange(from = 'A', to = 'C') String ref,
      @ForAll @StringLength(min = 1, max = 8) @CharRange(from = 'A', to = 'C') String alt) {
    VariantKey key = VariantKey.minimal("1", 100, ref, alt);
    assertEquals(key, VariantKey.minimal("1", key.pos(), key.ref(), key.alt()));
    if (key.ref().length() > 1 && key.alt().length() > 1) {
      assertTrue(key.ref().charAt(0) != key.alt().charAt(0));
      assertTrue(
          key.ref().charAt(key.ref().length() - 1) != key.alt().charAt(key.alt().length() - 1));
    }
  }

  @Property(seed = "4711", tries = 1000)
  void paddingDoesNotMatter(
      @ForAll @StringLength(min = 1, max = 5) @CharRange(from = 'A', to = 'C') String ref,
      @ForAll @StringLength(min = 1, max = 5) @CharRange(from = 'A', to = 'C') String alt,
      @ForAll @StringLength(max = 4) @CharRange(from = 'A', to = 'C') String suffix) {
    assertEquals(
        VariantKey.minimal("1", 100, ref, alt),
        VariantKey.minimal("1", 100, ref + suffix, alt + suffix));
  }

  @Test
  void suffixGoesBeforePrefix() {
    assertEquals("3-200-CT-C", VariantKey.minimal("3", 200, "CTT", "CT").id());
    assertEquals("3-200-CTT-C", VariantKey.minimal("3", 200, "CTT", "C").id());
    assertEquals("3-200-C-CT", VariantKey.minimal("3", 200, "CTT", "CTTT").id());
    assertEquals("3-301-G-T", VariantKey.minimal("3", 300, "AGC", "ATC").id());
  }

  @Test
  void chromosomesOfDifferentFilesCompare() {
    assertEquals("1", VariantKey.comparableChrom("chr1"));
    assertEquals("MT", VariantKey.comparableChrom("chrM"));
    assertEquals("MT", VariantKey.comparableChrom("M"));
    assertEquals("X", VariantKey.comparableChrom("CHRx"));
    assertEquals("CHR", VariantKey.comparableChrom("chr"));
  }

  @Test
  void whatIsNoVariantSaysWhy() {
    for (String alt : new String[] {".", "*", "<DEL>", "<*>", "G]17:198982]", "]1:5]A", "AQ", ""}) {
      assertNotNull(VariantKey.whyNot("A", alt), alt);
    }
    assertNotNull(VariantKey.whyNot("A", "A"));
    assertNull(VariantKey.whyNot("A", "AT"));
  }
}
