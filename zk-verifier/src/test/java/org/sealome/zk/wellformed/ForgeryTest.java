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
import org.sealome.zk.wellformed.ProofFile.Part;

/**
 * Random attempts at a proof. The system property {@code sealome.forgeries} says how many: 1,000
 * where it is not set.
 */
class ForgeryTest {
  private static final int COUNT = Integer.getInteger("sealome.forgeries", 1000);
  private static final int PATIENTS = 2;

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
      ColumnProof.verify(column, proof, challenge, fixture.random);
      return true;
    } catch (UnprovenColumnException e) {
      return false;
    }
  }

  private static Part part(Random random) {
    return Part.values()[random.nextInt(3)];
  }

  /** Another scalar in one place. */
  private void otherScalar(CommittedColumn column, ProofFile proof, Random random) {
    proof.respond(random.nextInt(proof.size()), part(random), Scalar.random(fixture.random));
  }

  /** Two scalars change by the same amount, against each other. */
  private void shiftedScalars(CommittedColumn column, ProofFile proof, Random random) {
    int i = random.nextInt(proof.size());
    int j = random.nextInt(proof.size());
    Part p = part(random);
    Part q = part(random);
    Scalar shift = Scalar.of(1 + random.nextInt(3));
    proof.respond(i, p, proof.response(i, p).plus(shift));
    Scalar other = proof.response(j, q);
    proof.respond(j, q, i == j && p == q ? other.plus(shift) : other.minus(shift));
  }

  /** One single proof simulated under a challenge that was guessed. */
  private void simulatedProof(CommittedColumn column, ProofFile proof, Random random) {
    Scalar guess =
        random.nextBoolean() ? proof.challenge(ColumnFixture.SCOPE) : Scalar.random(fixture.random);
    Forger.simulate(column, proof, random.nextInt(proof.size()), guess, fixture.random);
  }

  /** Responses of one row put into another. */
  private void copiedResponse(CommittedColumn column, ProofFile proof, Random random) {
    int i = random.nextInt(proof.size());
    int j = (i + 1 + random.nextInt(proof.size() - 1)) % proof.size();
    for (Part part : Part.values()) {
      proof.respond(j, part, proof.response(i, part));
    }
  }

  /** Announcements of two rows or branches change places, with their responses or without. */
  private void swappedAnnouncements(CommittedColumn column, ProofFile proof, Random random) {
    int i = random.nextInt(proof.size());
    int j = (i + 1 + random.nextInt(proof.size() - 1)) % proof.size();
    int branch = random.nextInt(2);
    Points points = new Points(2);
    proof.announcement(i, branch, points, 0);
    proof.announcement(j, branch, points, 1);
    proof.announce(i, branch, points, 1);
    proof.announce(j, branch, points, 0);
    if (random.nextBoolean()) {
      for (Part part : Part.values()) {
        Scalar one = proof.response(i, part);
        proof.respond(i, part, proof.response(j, part));
        proof.respond(j, part, one);
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
      this::copiedResponse,
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
