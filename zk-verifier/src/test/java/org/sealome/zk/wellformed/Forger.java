// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.wellformed;

import java.security.SecureRandom;
import org.sealome.zk.column.ColumnShape;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.Generators;
import org.sealome.zk.commit.MultiScalar;
import org.sealome.zk.commit.Points;
import org.sealome.zk.commit.Scalar;

/** What a dishonest custodian can do. */
final class Forger {
  private Forger() {}

  /** A column file of commitments to arbitrary values. */
  static byte[] illFormedFile(ColumnFixture fixture, ColumnShape shape) {
    int count = shape.patients() * shape.planes().size();
    Scalar[] values = new Scalar[count];
    Scalar[] blindings = new Scalar[count];
    for (int i = 0; i < count; i++) {
      values[i] = Scalar.random(fixture.random);
      blindings[i] = Scalar.random(fixture.random);
    }
    return CommittedColumn.write(ColumnFixture.SCOPE, shape, Generators.combine(values, blindings));
  }

  /** A proof that holds under a challenge known beforehand, from public data alone. */
  static ProofFile simulate(CommittedColumn column, Scalar challenge, SecureRandom random) {
    ProofFile proof = ProofFile.allocate(column);
    for (int i = 0; i < proof.size(); i++) {
      simulate(column, proof, i, challenge, random);
    }
    return proof;
  }

  /** One single proof of a file. */
  static void simulate(
      CommittedColumn column, ProofFile proof, int i, Scalar challenge, SecureRandom random) {
    int rule = i % proof.rules().size();
    RowMix mix = new RowMix(proof.rules(), proof.mix(ColumnFixture.SCOPE));
    Commitment d = mixed(column, proof.rules().get(rule), mix, i / proof.rules().size());
    int rows = proof.rules().get(rule).rows().size();
    Points points = new Points(1);
    Scalar left = challenge;
    for (int row = 0; row < rows; row++) {
      Scalar c = row < rows - 1 ? Scalar.random(random) : left;
      left = left.minus(c);
      Scalar z = Scalar.random(random);
      // A = z·H − c·(D − τ·G)
      Scalar onG = c.times(mix.target(rule, row));
      points.set(0, Commitment.to(onG, z).minus(times(d, c)));
      proof.announce(i, row, points, 0);
      proof.setResponse(i, row, z);
      if (row < rows - 1) {
        proof.setShare(i, row, c);
      }
    }
  }

  private static Commitment mixed(
      CommittedColumn column, RowRules.Rule rule, RowMix mix, int slot) {
    Commitment sum = Commitment.NONE;
    for (int j = 0; j < rule.planes().size(); j++) {
      sum = sum.plus(times(column.commitment(rule.planes().get(j), slot), mix.power(j)));
    }
    return sum;
  }

  private static Commitment times(Commitment c, Scalar factor) {
    Points one = new Points(1);
    one.set(0, c);
    return MultiScalar.sum(one, new Scalar[] {factor});
  }
}
