// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.prove;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.blinding.ErasedKeyException;
import org.sealome.zk.column.ColumnShape;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.Generators;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.wellformed.ColumnFixture;
import org.sealome.zk.wellformed.UnprovenColumnException;

class ColumnCommitterTest {
  private static final int PATIENTS = 6;
  private static final int HET = 0;
  private static final int HOM = 1;
  private static final int MISSING = 2;
  private static final int HAPLOID = 3;

  private final ColumnFixture fixture = new ColumnFixture(PATIENTS);
  private final ColumnShape variant = ColumnShape.variant("v", true, true, PATIENTS);

  private static int[][] zeros(ColumnShape shape) {
    return new int[shape.planes().size()][shape.patients()];
  }

  /** The committer refuses the row, and a proof that claims zeros for it does not hold. */
  private void illFormed(ColumnShape shape, int... planesSet) {
    int slot = 4;
    int[][] values = zeros(shape);
    for (int plane : planesSet) {
      values[plane][slot] += 1;
    }
    IllFormedColumnException refused =
        assertThrows(IllFormedColumnException.class, () -> fixture.committer.commit(shape, values));
    assertEquals(slot, refused.slot());
    assertTrue(refused.getMessage().contains(shape.name() + ", slot 4: "), refused.getMessage());

    Scalar[] committed = new Scalar[PATIENTS * values.length];
    Scalar[] blindings = new Scalar[committed.length];
    for (int i = 0; i < committed.length; i++) {
      committed[i] = Scalar.of(values[i % values.length][i / values.length]);
      blindings[i] = Scalar.random(fixture.random);
    }
    byte[] file =
        CommittedColumn.write(ColumnFixture.SCOPE, shape, Generators.combine(committed, blindings));
    byte[] forged =
        new WellFormedProver(
                ColumnFixture.SCOPE,
                CommittedColumn.read(ByteBuffer.wrap(file)),
                zeros(shape),
                blindings,
                fixture.random)
            .prove();
    UnprovenColumnException found =
        assertThrows(
            UnprovenColumnException.class,
            () -> fixture.verify(file, forged, ColumnFixture.entry(file, forged)));
    assertEquals(OptionalInt.of(slot), found.slot());
    // Whoever hears of the failure without asking for the row does not learn it.
    assertFalse(found.getMessage().contains("4"));
  }

  @Test
  void rowsThatNoGenotypeHasAreNamed() {
    illFormed(variant, HET, HET);
    illFormed(variant, HET, HOM);
    illFormed(variant, HOM, MISSING);
    illFormed(variant, HET, MISSING);
    illFormed(variant, HAPLOID, HOM);
    illFormed(variant, HAPLOID, MISSING);
    illFormed(ColumnShape.variant("v", false, false, PATIENTS), HET, HOM);
  }

  @Test
  void rowsOfSampleColumnsAreNamed() {
    ColumnShape sex = ColumnShape.categorical("sex", java.util.List.of("f", "m", "x"), PATIENTS);
    illFormed(sex, 0, 2);
    illFormed(sex, 1, 1);
    ColumnShape age = ColumnShape.integer("age", 3, true, PATIENTS);
    illFormed(age, 2);
    illFormed(age, 0, 0);
    illFormed(age, 0, 3, 3);
  }

  @Test
  void haploidCallsOfTheAltAreWellFormed() {
    int[][] values = zeros(variant);
    values[HET][1] = 1;
    values[HAPLOID][1] = 1;
    values[HAPLOID][2] = 1;
    Committed committed = fixture.committer.commit(variant, values);
    fixture.verify(committed.file(), committed.proof(), committed.entry());
  }

  /**
   * What a holder of one half can try: every value under the blinding that it can compute. With
   * both halves the same search finds the value at once.
   */
  @Test
  void oneHalfOpensNothing() {
    int[][] values = zeros(variant);
    values[HET][0] = 1;
    values[HOM][1] = 1;
    values[MISSING][2] = 1;
    Committed committed = fixture.committer.commit(variant, values);
    CommittedColumn column = CommittedColumn.read(ByteBuffer.wrap(committed.file()));
    for (int plane = 0; plane < 4; plane++) {
      String id = variant.planes().get(plane);
      Scalar[] engine = fixture.engine.each(ColumnFixture.SCOPE, "v", id);
      Scalar[] steward = fixture.steward.each(ColumnFixture.SCOPE, "v", id);
      for (int slot = 0; slot < PATIENTS; slot++) {
        Commitment c = column.commitment(plane, slot);
        assertEquals(-1, search(c, engine[slot]));
        assertEquals(-1, search(c, steward[slot]));
        assertEquals(values[plane][slot], search(c, engine[slot].plus(steward[slot])));
        // Nor does it tell whether two patients have the same.
        Commitment other = column.commitment(plane, (slot + 1) % PATIENTS);
        Scalar difference = engine[slot].minus(engine[(slot + 1) % PATIENTS]);
        assertEquals(-1, search(c.minus(other), difference));
      }
    }
  }

  /** The value that the commitment opens to under this blinding, of −2 … 2; else −1. */
  private static int search(Commitment c, Scalar blinding) {
    for (int value = -2; value <= 2; value++) {
      if (c.opensTo(value, blinding)) {
        return value;
      }
    }
    return -1;
  }

  @Test
  void theSameDataLooksDifferentInEveryVersionAndColumn() {
    Committed committed = fixture.committer.commit(variant, zeros(variant));
    ColumnCommitter next =
        new ColumnCommitter(
            new BlindingScope(new byte[32], 4), fixture.engine, fixture.steward, fixture.random);
    CommittedColumn one = CommittedColumn.read(ByteBuffer.wrap(committed.file()));
    CommittedColumn other =
        CommittedColumn.read(ByteBuffer.wrap(next.commit(variant, zeros(variant)).file()));
    for (int plane = 0; plane < 4; plane++) {
      assertFalse(one.commitment(plane, 0).equals(other.commitment(plane, 0)));
      assertFalse(one.commitment(plane, 0).equals(one.commitment(plane, 1)));
    }
    // Proofs differ from one time to the next, commitments do not.
    Committed again = fixture.committer.commit(variant, zeros(variant));
    assertArrayEquals(committed.file(), again.file());
    assertFalse(java.util.Arrays.equals(committed.proof(), again.proof()));
  }

  @Test
  void inputsFitTogether() {
    BlindingHalf more = BlindingHalf.generate(PATIENTS + 1, fixture.random);
    assertThrows(
        IllegalArgumentException.class,
        () -> new ColumnCommitter(ColumnFixture.SCOPE, fixture.engine, more, fixture.random));
    ColumnShape fewer = ColumnShape.variant("v", true, true, PATIENTS - 1);
    assertThrows(
        IllegalArgumentException.class, () -> fixture.committer.commit(fewer, zeros(fewer)));
    int[][] values = zeros(variant);
    values[2] = new int[PATIENTS - 1];
    assertThrows(IllegalArgumentException.class, () -> fixture.committer.commit(variant, values));
    fixture.engine.erase(3);
    assertThrows(ErasedKeyException.class, () -> fixture.committer.commit(variant, zeros(variant)));
  }
}
