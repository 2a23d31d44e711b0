// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.wellformed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.column.ColumnShape;
import org.sealome.zk.column.Columns;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.prove.Committed;

class ColumnProofTest {
  private static final int PATIENTS = 4;
  private static final int HEAD = 64;

  /** Of a variant that has all planes. */
  private static final int ROWS = 6;

  /** Where the announcements end. */
  private static final int SCALARS = HEAD + PATIENTS * ROWS * 64;

  private final ColumnFixture fixture = new ColumnFixture(PATIENTS);
  private final ColumnShape shape = ColumnShape.variant("v", true, true, PATIENTS);
  private final Committed committed = fixture.commit(shape);

  @Test
  void honestColumnsAreProven() {
    for (ColumnShape each : Columns.shapes(PATIENTS)) {
      Committed column = fixture.commit(each);
      fixture.verify(column.file(), column.proof(), column.entry());
    }
  }

  private UnprovenColumnException rejected(byte[] file, byte[] proof, ColumnEntry entry) {
    return assertThrows(UnprovenColumnException.class, () -> fixture.verify(file, proof, entry));
  }

  /** Changes one bit of each of the parts of which a proof consists, with an entry that fits. */
  @Test
  void everyPartOfAProofCounts() {
    List<Integer> places = new ArrayList<>();
    for (int at : new int[] {0, 23, 24, 55, 59, 63}) {
      places.add(at);
    }
    for (int at = HEAD; at < committed.proof().length; at += 32) {
      places.add(at + 31);
    }
    assertEquals(HEAD + PATIENTS * (ROWS * 64 + (2 * ROWS - 1) * 32), committed.proof().length);
    for (int at : places) {
      byte[] proof = committed.proof().clone();
      proof[at] ^= 1;
      rejected(committed.file(), proof, committed.entry());
      UnprovenColumnException e =
          rejected(committed.file(), proof, ColumnFixture.entry(committed.file(), proof));
      if (at >= SCALARS) {
        int slot = (at - SCALARS) / 32 / (2 * ROWS - 1);
        assertEquals(OptionalInt.of(slot), e.slot());
      }
    }
  }

  @Test
  void scalarsThatAreNotReducedAreRejected() {
    byte[] proof = committed.proof().clone();
    Arrays.fill(proof, SCALARS, SCALARS + 32, (byte) -1);
    rejected(committed.file(), proof, ColumnFixture.entry(committed.file(), proof));
  }

  @Test
  void lengthsAreExact() {
    for (int more : new int[] {-96, -1, 1, 96}) {
      byte[] proof = Arrays.copyOf(committed.proof(), committed.proof().length + more);
      rejected(committed.file(), proof, ColumnFixture.entry(committed.file(), proof));
    }
  }

  @Test
  void entriesThatSayOtherwiseAreRejected() {
    ColumnEntry entry = committed.entry();
    byte[] zero = new byte[32];
    List<Commitment> totals = new ArrayList<>(entry.totals());
    Collections.swap(totals, 0, 1);
    for (ColumnEntry other :
        List.of(
            new ColumnEntry(shape, zero, entry.totals(), entry.file(), entry.proof()),
            new ColumnEntry(shape, entry.root(), totals, entry.file(), entry.proof()),
            new ColumnEntry(shape, entry.root(), entry.totals(), zero, entry.proof()),
            new ColumnEntry(shape, entry.root(), entry.totals(), entry.file(), zero),
            new ColumnEntry(
                ColumnShape.variant("w", true, true, PATIENTS),
                entry.root(),
                entry.totals(),
                entry.file(),
                entry.proof()))) {
      assertTrue(rejected(committed.file(), committed.proof(), other).slot().isEmpty());
    }
  }

  @Test
  void proofsAreForOneVersionOfOneDataset() {
    byte[] id = new byte[32];
    for (BlindingScope scope :
        List.of(new BlindingScope(id, 4), new BlindingScope(flipped(id), 3))) {
      assertThrows(
          UnprovenColumnException.class,
          () ->
              ColumnProof.verify(
                  scope,
                  ColumnFixture.column(committed.file()),
                  committed.entry(),
                  ByteBuffer.wrap(committed.proof()),
                  fixture.random));
    }
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] out = bytes.clone();
    out[0] ^= 1;
    return out;
  }

  @Test
  void proofsAreForOneColumn() {
    Committed other = fixture.commit(ColumnShape.variant("w", true, true, PATIENTS));
    rejected(committed.file(), other.proof(), ColumnFixture.entry(committed.file(), other.proof()));
    // With the digest of this column written into it.
    byte[] relabelled = other.proof().clone();
    System.arraycopy(committed.proof(), 0, relabelled, 0, HEAD);
    rejected(committed.file(), relabelled, ColumnFixture.entry(committed.file(), relabelled));
  }

  @Test
  void columnsWithoutPointsAreRejected() {
    byte[] file = committed.file().clone();
    Arrays.fill(file, file.length - 64, file.length, (byte) 0);
    ColumnEntry entry = committed.entry();
    rejected(file, committed.proof(), entry);
    ColumnEntry fitting =
        new ColumnEntry(
            shape,
            ColumnFixture.column(file).root(),
            entry.totals(),
            ColumnFixture.column(file).fileDigest(),
            entry.proof());
    rejected(file, committed.proof(), fitting);
  }

  /**
   * The simulator: whoever chooses the challenge can answer for any column, ill-formed ones too,
   * without a single secret; so what an honest proof shows, anybody could have written.
   */
  @Test
  void simulatedProofsHoldUnderTheirOwnChallengeAlone() {
    ColumnFixture few = new ColumnFixture(PATIENTS);
    byte[] file = Forger.illFormedFile(few, shape);
    CommittedColumn column = ColumnFixture.column(file);
    Scalar challenge = Scalar.random(few.random);
    ProofFile simulated = Forger.simulate(column, challenge, few.random);
    Scalar mix = simulated.mix(ColumnFixture.SCOPE);
    ColumnProof.verify(column, simulated, mix, challenge, few.random);
    for (Scalar[] other :
        new Scalar[][] {{mix, challenge.plus(Scalar.ONE)}, {mix.plus(Scalar.ONE), challenge}}) {
      assertThrows(
          UnprovenColumnException.class,
          () -> ColumnProof.verify(column, simulated, other[0], other[1], few.random));
    }
    byte[] proof = simulated.toBytes();
    rejected(file, proof, ColumnFixture.entry(file, proof));
  }
}
