// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.wellformed;

import java.security.SecureRandom;
import java.util.List;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.MultiScalar;
import org.sealome.zk.commit.Points;
import org.sealome.zk.commit.Scalar;

/**
 * The equations of the OR proofs of some slots, checked as one sum. With D = Σ xʲ·C of a rule's
 * planes and τ what {@link RowMix} makes of a row, the single proof that D is to one of the rules'
 * τ holds where the rows' shares c add up to the challenge and, for every row,
 *
 * <pre>
 *   z·H = A + c·(D − τ·G)
 * </pre>
 *
 * Every equation is weighed by 128 random bits of its own: a sum that is right although an equation
 * is not has probability 2⁻¹²⁸.
 */
final class RowEquations {
  private final CommittedColumn column;
  private final ProofFile proof;
  private final RowMix mix;
  private final Scalar challenge;
  private final SecureRandom random;

  RowEquations(
      CommittedColumn column, ProofFile proof, RowMix mix, Scalar challenge, SecureRandom random) {
    this.column = column;
    this.proof = proof;
    this.mix = mix;
    this.challenge = challenge;
    this.random = random;
  }

  /**
   * Whether all proofs of slots {@code from} to {@code to} − 1 hold.
   *
   * @throws org.sealome.zk.commit.MalformedPointException for what encodes no point or scalar
   */
  boolean hold(int from, int to) {
    return new Sum(from, to).isZero();
  }

  /** Σ w·A + Σ w·c·D against (Σ w·c·τ)·G + (Σ w·z)·H. */
  private final class Sum {
    private final int planes = column.shape().planes().size();
    private final Points points;
    private final Scalar[] weights;
    private Scalar g = Scalar.ZERO;
    private Scalar h = Scalar.ZERO;

    /** The next announcement's place. */
    private int next;

    Sum(int from, int to) {
      Points commitments = column.points(from, to);
      points = new Points(commitments.size() + (to - from) * proof.rowsOfSlot());
      weights = new Scalar[points.size()];
      for (next = 0; next < commitments.size(); next++) {
        points.set(next, commitments, next);
        weights[next] = Scalar.ZERO;
      }
      for (int slot = from; slot < to; slot++) {
        for (int rule = 0; rule < proof.rules().size(); rule++) {
          add(slot, rule, (slot - from) * planes);
        }
      }
    }

    /** Adds a single proof; the slot's commitments begin at {@code first}. */
    private void add(int slot, int rule, int first) {
      int i = slot * proof.rules().size() + rule;
      int rows = proof.rules().get(rule).rows().size();
      Scalar left = challenge;
      Scalar onD = Scalar.ZERO;
      for (int row = 0; row < rows; row++) {
        Scalar share = row < rows - 1 ? proof.share(i, row) : left;
        left = left.minus(share);
        Scalar weight = Scalar.randomWeight(random);
        Scalar weighed = weight.times(share);
        onD = onD.plus(weighed);
        g = g.plus(weighed.times(mix.target(rule, row)));
        h = h.plus(weight.times(proof.response(i, row)));
        proof.announcement(i, row, points, next);
        weights[next++] = weight;
      }
      List<Integer> mixed = proof.rules().get(rule).planes();
      for (int j = 0; j < mixed.size(); j++) {
        int at = first + mixed.get(j);
        weights[at] = weights[at].plus(onD.times(mix.power(j)));
      }
    }

    boolean isZero() {
      return MultiScalar.sum(points, weights).equals(Commitment.to(g, h));
    }
  }
}
