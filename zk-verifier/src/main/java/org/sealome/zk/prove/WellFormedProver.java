// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.prove;

import java.security.SecureRandom;
import java.util.Map;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Generators;
import org.sealome.zk.commit.Points;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.wellformed.BitForms;
import org.sealome.zk.wellformed.ProofFile;
import org.sealome.zk.wellformed.ProofFile.Part;

/**
 * Proves of every slot and form that the form's value b is a bit: for each the branch that is true
 * is proven with a nonce, the other one simulated under a challenge share of the prover's choice
 * (Cramer, Damgård, Schoenmakers 1994). With C = b·G + r·H the simulated announcement z·H − c·(C −
 * (1 − b)·G) is (z − cr)·H ± c·G, so all announcements are combinations of the two generators.
 */
final class WellFormedProver {
  /** Single proofs whose announcements are made at once. */
  private static final int BATCH = 1 << 10;

  private final BlindingScope scope;
  private final int[][] values;

  /** By slot and plane. */
  private final Scalar[] blindings;

  private final int planes;
  private final SecureRandom random;
  private final ProofFile file;

  WellFormedProver(
      BlindingScope scope,
      CommittedColumn column,
      int[][] values,
      Scalar[] blindings,
      SecureRandom random) {
    this.scope = scope;
    this.values = values;
    this.blindings = blindings;
    this.planes = values.length;
    this.random = random;
    this.file = ProofFile.allocate(column);
  }

  /** The proof's file. */
  byte[] prove() {
    for (int from = 0; from < file.size(); from += BATCH) {
      announce(from, Math.min(file.size(), from + BATCH));
    }
    Scalar challenge = file.challenge(scope);
    for (int i = 0; i < file.size(); i++) {
      respond(i, challenge);
    }
    return file.toBytes();
  }

  private BitForms.Form form(int proof) {
    return file.forms().get(proof % file.forms().size());
  }

  private int bit(int proof) {
    return form(proof).value(values, proof / file.forms().size());
  }

  private Scalar blinding(int proof) {
    int slot = proof / file.forms().size();
    Scalar sum = Scalar.ZERO;
    for (Map.Entry<Integer, Integer> term : form(proof).coefficients().entrySet()) {
      Scalar r = blindings[slot * planes + term.getKey()];
      sum = term.getValue() > 0 ? sum.plus(r) : sum.minus(r);
    }
    return sum;
  }

  private static Part z(int branch) {
    return branch == 0 ? Part.Z0 : Part.Z1;
  }

  /**
   * Until the challenge is known, the place of c₀ holds the simulated share, that of the true
   * branch's z its nonce.
   */
  private void announce(int from, int to) {
    Scalar[] g = new Scalar[2 * (to - from)];
    Scalar[] h = new Scalar[g.length];
    for (int i = from; i < to; i++) {
      int truth = bit(i);
      int simulated = 1 - truth;
      Scalar nonce = Scalar.random(random);
      Scalar share = Scalar.random(random);
      Scalar z = Scalar.random(random);
      int at = 2 * (i - from);
      g[at + truth] = Scalar.ZERO;
      h[at + truth] = nonce;
      g[at + simulated] = simulated == 1 ? share : share.negated();
      h[at + simulated] = z.minus(share.times(blinding(i)));
      file.respond(i, Part.C0, share);
      file.respond(i, z(simulated), z);
      file.respond(i, z(truth), nonce);
    }
    Points points = Generators.combine(g, h);
    for (int i = from; i < to; i++) {
      for (int branch = 0; branch < 2; branch++) {
        file.announce(i, branch, points, 2 * (i - from) + branch);
      }
    }
  }

  private void respond(int i, Scalar challenge) {
    int truth = bit(i);
    Scalar simulated = file.response(i, Part.C0);
    Scalar share = challenge.minus(simulated);
    Scalar nonce = file.response(i, z(truth));
    file.respond(i, z(truth), nonce.plus(share.times(blinding(i))));
    file.respond(i, Part.C0, truth == 0 ? share : simulated);
  }
}
