// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.sealome.he.Profile;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Term;

class ReleaseRangeTest {
  private static final long T = Profile.PLAIN_MODULUS;
  private static final LinearForm FORM = new LinearForm(0, List.of(0), List.of(1L));

  @Property(seed = "1", tries = 500)
  void everyValueOfARangeComesBack(
      @ForAll @LongRange(min = -1_000_000_000, max = 1_000_000_000) long lo,
      @ForAll @IntRange(max = 65536) int width,
      @ForAll @IntRange(max = 65536) int offset) {
    ReleaseRange range = new ReleaseRange(lo, lo + width);
    long value = lo + Math.min(offset, width);
    assertTrue(range.isUnambiguous());
    assertEquals(OptionalLong.of(value), range.integer(Math.floorMod(value, T)));
  }

  @Test
  void aResidueThatNoValueHasIsNoInteger() {
    ReleaseRange range = new ReleaseRange(-3, 4);
    assertEquals(OptionalLong.of(-3), range.integer(T - 3));
    assertEquals(OptionalLong.of(4), range.integer(4));
    assertEquals(OptionalLong.empty(), range.integer(5));
    assertEquals(OptionalLong.empty(), range.integer(T - 4));
  }

  @Test
  void aRangeOfMoreThanTValuesIsAmbiguous() {
    assertTrue(new ReleaseRange(0, T - 1).isUnambiguous());
    assertFalse(new ReleaseRange(0, T).isUnambiguous());
    assertThrows(IllegalStateException.class, () -> new ReleaseRange(0, T).integer(0));
  }

  @Test
  void aResidueIsReduced() {
    ReleaseRange range = new ReleaseRange(0, 1);
    assertThrows(IllegalArgumentException.class, () -> range.integer(T));
    assertThrows(IllegalArgumentException.class, () -> range.integer(-1));
  }

  @Test
  void everyTermCountsWithItsOwnMask() {
    Polynomial release =
        new Polynomial(
            List.of(new Term(0, List.of(FORM), -1, 2), new Term(1, List.of(FORM), 3, 3)));
    ReleaseRange range = ReleaseRange.of(release, population -> population == 0 ? 10 : 100);
    assertEquals(new ReleaseRange(290, 320), range);
  }

  @Test
  void boundsThatDoNotFitALongAreNoRange() {
    Polynomial release = new Polynomial(List.of(new Term(0, List.of(FORM), 0, Long.MAX_VALUE)));
    assertThrows(ArithmeticException.class, () -> ReleaseRange.of(release, population -> 2));
  }
}
