// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.prove;

import java.security.SecureRandom;
import java.util.List;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Generators;
import org.sealome.zk.commit.Points;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.wellformed.ProofFile;
import org.sealome.zk.wellformed.RowMix;
import org.sealome.zk.wellformed.RowRules;

/**
 * Proves for every slot and rule that the planes' values are one of the rule's rows: the row that
 * is true is proven with a nonce, the others are simulated under shares of the challenge of the
 * prover's choice (Cramer, Damgård, Schoenmakers 1994). With D = τ·G + ρ·H the simulated
 * announcement z·H − c·(D − τ′·G) is (z − cρ)·H + c(τ′ − τ)·G, so all announcements are
 * combinations of the two generators.
 */
final class WellFormedProver {
  /** Announcements that are made at once, or a few more. */
  private static final int BATCH = 1 << 11;

  private final BlindingScope scope;
  private final int[][] values;

  /** By slot and plane. */
  private final Scalar[] blindings;

  private final SecureRandom random;
  private final ProofFile file;
  private final RowMix mix;

  WellFormedProver(
      BlindingScope scope,
      CommittedColumn column,
      int[][] values,
      Scalar[] blindings,
      SecureRandom random) {
    this.scope = scope;
    this.values = values;
    this.blindings = blindings;
    this.random = random;
    this.file = ProofFile.allocate(column);
    this.mix = new RowMix(file.rules(), file.mix(scope));
  }

  /** The proof's file. */
  byte[] prove() {
    int from = 0;
    while (from < file.size()) {
      int to = from;
      for (int points = 0; to < file.size() && points < BATCH; to++) {
        points += rows(to);
      }
      announce(from, to);
      from = to;
    }
    Scalar challenge = file.challenge(scope);
    for (int i = 0; i < file.size(); i++) {
      respond(i, challenge);
    }
    return file.toBytes();
  }

  private int ruleOf(int proof) {
    return proof % file.rules().size();
  }

  private RowRules.Rule rule(int proof) {
    return file.rules().get(ruleOf(proof));
  }

  private int rows(int proof) {
    return rule(proof).rows().size();
  }

  private int truth(int proof) {
    return rule(proof).find(values, proof / file.rules().size());
  }

  /** ρ: the blinding of the mix. */
  private Scalar blinding(int proof) {
    int first = proof / file.rules().size() * values.length;
    List<Integer> planes = rule(proof).planes();
    Scalar sum = Scalar.ZERO;
    for (int j = 0; j < planes.size(); j++) {
      sum = sum.plus(mix.power(j).times(blindings[first + planes.get(j)]));
    }
    return sum;
  }

  private void announce(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += rows(i);
    }
    Scalar[] g = new Scalar[count];
    Scalar[] h = new Scalar[count];
    int at = 0;
    for (int i = from; i < to; i++) {
      int truth = truth(i);
      Scalar target = mix.target(ruleOf(i), truth);
      Scalar blinding = blinding(i);
      for (int row = 0; row < rows(i); row++, at++) {
        Scalar z = Scalar.random(random);
        file.setResponse(i, row, z);
        if (row == truth) {
          g[at] = Scalar.ZERO;
          h[at] = z;
        } else {
          Scalar share = Scalar.random(random);
          // Until the challenge is known, the true row's place keeps the last row's share.
          file.setShare(i, row < rows(i) - 1 ? row : truth, share);
          g[at] = share.times(mix.target(ruleOf(i), row).minus(target));
          h[at] = z.minus(share.times(blinding));
        }
      }
    }
    Points points = Generators.combine(g, h);
    at = 0;
    for (int i = from; i < to; i++) {
      for (int row = 0; row < rows(i); row++) {
        file.announce(i, row, points, at++);
      }
    }
  }

  private void respond(int i, Scalar challenge) {
    int truth = truth(i);
    Scalar own = challenge;
    for (int row = 0; row < rows(i) - 1; row++) {
      own = own.minus(file.share(i, row));
    }
    if (truth < rows(i) - 1) {
      file.setShare(i, truth, own);
    }
    Scalar nonce = file.response(i, truth);
    file.setResponse(i, truth, nonce.plus(own.times(blinding(i))));
  }
}
