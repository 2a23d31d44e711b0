// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.wellformed;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sealome.zk.column.ColumnShape;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.prove.Committed;

/**
 * Honest proofs look like simulated ones whatever the row is: every scalar, in every place, is as
 * good as uniform. Random bits are the same in every run, so the test fails always or never.
 */
class SimulatorTest {
  private static final int PATIENTS = 600;
  private static final int ROWS = 3;
  private static final int SCALARS = 2 * ROWS - 1;
  private static final int BINS = 16;

  /** Of χ² with 15 degrees of freedom, beyond which are 10⁻⁶. */
  private static final double LIMIT = 55;

  private final ColumnFixture fixture = new ColumnFixture(PATIENTS);
  private final ColumnShape shape = ColumnShape.variant("v", false, false, PATIENTS);

  @Test
  void theTrueRowDoesNotShow() {
    for (int truth = 0; truth < ROWS; truth++) {
      int[][] values = new int[2][PATIENTS];
      if (truth > 0) {
        java.util.Arrays.fill(values[truth - 1], 1);
      }
      Committed committed = fixture.committer.commit(shape, values);
      CommittedColumn column = ColumnFixture.column(committed.file());
      requireUniform(ProofFile.copyOf(column, committed.proof()));
    }
  }

  @Test
  void simulatedProofsLookTheSame() {
    CommittedColumn column = ColumnFixture.column(Forger.illFormedFile(fixture, shape));
    requireUniform(Forger.simulate(column, Scalar.random(fixture.random), fixture.random));
  }

  private static void requireUniform(ProofFile proof) {
    for (int which = 0; which < SCALARS; which++) {
      int[] high = new int[BINS];
      int[] low = new int[BINS];
      for (int i = 0; i < PATIENTS; i++) {
        Scalar scalar =
            which < ROWS - 1 ? proof.share(i, which) : proof.response(i, which - ROWS + 1);
        byte[] bytes = scalar.toBytes();
        high[(bytes[0] & 0xff) >> 4]++;
        low[bytes[Scalar.BYTES - 1] & 15]++;
      }
      assertTrue(chiSquared(high) < LIMIT, "high bits of scalar " + which);
      assertTrue(chiSquared(low) < LIMIT, "low bits of scalar " + which);
    }
  }

  private static double chiSquared(int[] counts) {
    double expected = (double) PATIENTS / BINS;
    double sum = 0;
    for (int count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }
}
