// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.wellformed;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sealome.zk.column.ColumnShape;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Points;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.prove.Committed;

/**
 * Random attempts at a proof. The system property {@code sealome.forgeries} says how many: 1,000
 * where it is not set.
 */
class ForgeryTest {
  private static final int COUNT = Integer.getInteger("sealome.forgeries", 1000);
  private static final int PATIENTS = 2;

  /** Of a variant with HET and HOM alone; then it has one rule. */
  private static final int ROWS = 3;

  /** Shares and responses of a slot. */
  private static final int SCALARS = 2 * ROWS - 1;

  private final ColumnFixture fixture = new ColumnFixture(PATIENTS);
  private final ColumnShape shape = ColumnShape.variant("v", false, false, PATIENTS);
  private final Committed honest = fixture.commit(shape);

  /** What a forger changes; each writes into the file of a proof. */
  private interface Attempt {
    void change(CommittedColumn column, ProofFile proof, Random random);
  }

  private boolean holds(CommittedColumn column, ProofFile proof) {
    try {
      Scalar challenge = proof.challenge(ColumnFixture.SCOPE);
      Scalar mix = proof.mix(ColumnFixture.SCOPE);
      ColumnProof.verify(column, proof, mix, challenge, fixture.random);
      return true;
    } catch (UnprovenColumnException e) {
      return false;
    }
  }

  /** One scalar of a single proof: number {@code which} of its shares and responses. */
  private static Scalar get(ProofFile proof, int i, int which) {
    return which < ROWS - 1 ? proof.share(i, which) : proof.response(i, which - (ROWS - 1));
  }

  private static void set(ProofFile proof, int i, int which, Scalar scalar) {
    if (which < ROWS - 1) {
      proof.setShare(i, which, scalar);
    } else {
      proof.setResponse(i, which - (ROWS - 1), scalar);
    }
  }

  /** Another scalar in one place. */
  private void otherScalar(CommittedColumn column, ProofFile proof, Random random) {
    set(proof, random.nextInt(PATIENTS), random.nextInt(SCALARS), Scalar.random(fixture.random));
  }

  /** Two scalars change by the same amount, against each other. */
  private void shiftedScalars(CommittedColumn column, ProofFile proof, Random random) {
    int i = random.nextInt(PATIENTS);
    int j = random.nextInt(PATIENTS);
    int p = random.nextInt(SCALARS);
    int q = i == j ? (p + 1 + random.nextInt(SCALARS - 1)) % SCALARS : random.nextInt(SCALARS);
    Scalar shift = Scalar.of(1 + random.nextInt(3));
    set(proof, i, p, get(proof, i, p).plus(shift));
    set(proof, j, q, get(proof, j, q).minus(shift));
  }

  /** One single proof simulated under a challenge that was guessed. */
  private void simulatedProof(CommittedColumn column, ProofFile proof, Random random) {
    Scalar guess =
        random.nextBoolean() ? proof.challenge(ColumnFixture.SCOPE) : Scalar.random(fixture.random);
    Forger.simulate(column, proof, random.nextInt(proof.size()), guess, fixture.random);
  }

  /** All scalars of one slot put into another. */
  private void copiedScalars(CommittedColumn column, ProofFile proof, Random random) {
    int i = random.nextInt(PATIENTS);
    for (int which = 0; which < SCALARS; which++) {
      set(proof, (i + 1) % PATIENTS, which, get(proof, i, which));
    }
  }

  /** Announcements of two slots or rows change places, with the slots' scalars or without. */
  private void swappedAnnouncements(CommittedColumn column, ProofFile proof, Random random) {
    int i = random.nextInt(PATIENTS);
    int row = random.nextInt(ROWS);
    boolean otherSlot = random.nextBoolean();
    int j = otherSlot ? (i + 1) % PATIENTS : i;
    int other = otherSlot ? random.nextInt(ROWS) : (row + 1) % ROWS;
    Points points = new Points(2);
    proof.announcement(i, row, points, 0);
    proof.announcement(j, other, points, 1);
    proof.announce(i, row, points, 1);
    proof.announce(j, other, points, 0);
    if (random.nextBoolean()) {
      for (int which = 0; which < SCALARS; which++) {
        Scalar one = get(proof, i, which);
        set(proof, i, which, get(proof, j, which));
        set(proof, j, which, one);
      }
    }
  }

  @Test
  void noForgeryHolds() {
    CommittedColumn column = ColumnFixture.column(honest.file());
    assertTrue(holds(column, ProofFile.copyOf(column, honest.proof())));
    Attempt[] attempts = {
      this::otherScalar,
      this::shiftedScalars,
      this::simulatedProof,
      this::copiedScalars,
      this::swappedAnnouncements
    };
    for (int seed = 0; seed < COUNT; seed++) {
      Random random = new Random(seed);
      ProofFile proof = ProofFile.copyOf(column, honest.proof());
      attempts[seed % attempts.length].change(column, proof, random);
      assertFalse(holds(column, proof), "attempt " + seed);
    }
  }
}
