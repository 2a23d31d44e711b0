// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.Term;

class ConsentedPopulationsTest {
  private static final int SLOTS = 128;

  @Test
  void aMaskIsPopulationAndConsent() {
    Random random = new Random(7);
    int patients = 300;
    BitSet consent = new BitSet();
    BitSet members = new BitSet();
    for (int i = 0; i < patients; i++) {
      consent.set(i, random.nextInt(3) > 0);
      members.set(i, random.nextInt(2) > 0);
    }
    ConsentedPopulations masks =
        ConsentedPopulations.of(
            List.of(Population.of(patients, members)), pages(consent, 3), SLOTS);
    members.and(consent);
    int size = 0;
    for (int block = 0; block < 3; block++) {
      BitSet expected = members.get(block * SLOTS, (block + 1) * SLOTS);
      assertEquals(expected, BitSet.valueOf(masks.mask(0, block)));
      assertEquals(SLOTS / Long.SIZE, masks.mask(0, block).length);
      assertEquals(expected.cardinality(), masks.size(0, block));
      size += expected.cardinality();
    }
    assertArrayEquals(new long[] {size}, masks.sizes());
  }

  @Test
  void consentBeyondThePatientsAddsNobody() {
    BitSet all = new BitSet();
    all.set(0, SLOTS);
    ConsentedPopulations masks =
        ConsentedPopulations.of(List.of(Population.all(5)), pages(all, 1), SLOTS);
    assertEquals(5, masks.size(0, 0));
  }

  @Test
  void aReleaseIsMadeWhereAnyOfItsMasksIsNotEmpty() {
    BitSet last = new BitSet();
    last.set(SLOTS);
    BitSet consent = new BitSet();
    consent.set(0, SLOTS + 1);
    ConsentedPopulations masks =
        ConsentedPopulations.of(
            List.of(Population.of(SLOTS + 1, last), Population.of(SLOTS + 1, new BitSet())),
            pages(consent, 2),
            SLOTS);
    LinearForm form = new LinearForm(0, List.of(0), List.of(1L));
    Term inTheLastBlock = new Term(0, List.of(form), 0, 1);
    Term nowhere = new Term(1, List.of(form), 0, 1);
    Polynomial both = new Polynomial(List.of(inTheLastBlock, nowhere));
    assertFalse(masks.contributes(both, 0));
    assertTrue(masks.contributes(both, 1));
    assertFalse(masks.contributes(new Polynomial(List.of(nowhere)), 1));
  }

  @Test
  void pagesMustCoverThePatients() {
    List<Population> populations = List.of(Population.all(SLOTS + 1));
    List<byte[]> one = pages(new BitSet(), 1);
    assertThrows(
        IllegalArgumentException.class, () -> ConsentedPopulations.of(populations, one, SLOTS));
    assertThrows(
        IllegalArgumentException.class, () -> ConsentedPopulations.of(populations, one, 100));
    assertThrows(
        IllegalArgumentException.class,
        () -> ConsentedPopulations.of(List.of(), List.of(new byte[17]), SLOTS));
  }

  private static List<byte[]> pages(BitSet consent, int count) {
    return IntStream.range(0, count)
        .mapToObj(b -> consent.get(b * SLOTS, (b + 1) * SLOTS).toByteArray())
        .toList();
  }
}
