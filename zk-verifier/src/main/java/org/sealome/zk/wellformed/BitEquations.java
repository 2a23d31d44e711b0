// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.wellformed;

import java.security.SecureRandom;
import java.util.Map;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.MultiScalar;
import org.sealome.zk.commit.Points;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.wellformed.ProofFile.Part;

/**
 * The equations of the OR proofs of some slots, checked as one sum. A single proof that C, the
 * combination of a slot's commitments by a form, is to 0 or to 1 holds where, with c₁ = c − c₀,
 *
 * <pre>
 *   z₀·H = A₀ + c₀·C           z₁·H = A₁ + c₁·(C − G)
 * </pre>
 *
 * Every equation is weighed by 128 random bits of its own: a sum that is right although an equation
 * is not has probability 2⁻¹²⁸.
 */
final class BitEquations {
  private final CommittedColumn column;
  private final ProofFile proof;
  private final Scalar challenge;
  private final SecureRandom random;

  BitEquations(CommittedColumn column, ProofFile proof, Scalar challenge, SecureRandom random) {
    this.column = column;
    this.proof = proof;
    this.challenge = challenge;
    this.random = random;
  }

  /**
   * Whether all proofs of slots {@code from} to {@code to} − 1 hold.
   *
   * @throws org.sealome.zk.commit.MalformedPointException for what encodes no point or scalar
   */
  boolean hold(int from, int to) {
    int planes = column.shape().planes().size();
    int forms = proof.forms().size();
    int slots = to - from;
    Points points = new Points(slots * (planes + 2 * forms));
    Scalar[] weights = new Scalar[points.size()];
    Points commitments = column.points(from, to);
    for (int i = 0; i < commitments.size(); i++) {
      points.set(i, commitments, i);
      weights[i] = Scalar.ZERO;
    }
    Scalar g = Scalar.ZERO;
    Scalar h = Scalar.ZERO;
    int next = commitments.size();
    for (int slot = 0; slot < slots; slot++) {
      for (int form = 0; form < forms; form++) {
        int i = (from + slot) * forms + form;
        Scalar w0 = Scalar.randomWeight(random);
        Scalar w1 = Scalar.randomWeight(random);
        Scalar c0 = proof.response(i, Part.C0);
        Scalar w1c1 = w1.times(challenge.minus(c0));
        Scalar onC = w0.times(c0).plus(w1c1);
        g = g.plus(w1c1);
        h = h.plus(w0.times(proof.response(i, Part.Z0)));
        h = h.plus(w1.times(proof.response(i, Part.Z1)));
        for (int branch = 0; branch < 2; branch++) {
          proof.announcement(i, branch, points, next);
          weights[next++] = branch == 0 ? w0 : w1;
        }
        for (Map.Entry<Integer, Integer> term : proof.forms().get(form).coefficients().entrySet()) {
          int at = slot * planes + term.getKey();
          weights[at] = weights[at].plus(onC.times(Scalar.of(term.getValue())));
        }
      }
    }
    // Σ w₀A₀ + w₁A₁ + (w₀c₀ + w₁c₁)C = Σ w₁c₁ G + (w₀z₀ + w₁z₁) H
    return MultiScalar.sum(points, weights).equals(Commitment.to(g, h));
  }
}
