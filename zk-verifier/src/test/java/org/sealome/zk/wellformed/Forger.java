// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.wellformed;

import java.security.SecureRandom;
import java.util.Map;
import org.sealome.zk.column.ColumnShape;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.Generators;
import org.sealome.zk.commit.MultiScalar;
import org.sealome.zk.commit.Points;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.wellformed.ProofFile.Part;

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
    int forms = proof.forms().size();
    Commitment c = combined(column, proof.forms().get(i % forms), i / forms);
    Scalar c0 = Scalar.random(random);
    Scalar z0 = Scalar.random(random);
    Scalar z1 = Scalar.random(random);
    Points points = new Points(1);
    // A₀ = z₀H − c₀C and A₁ = z₁H − c₁(C − G)
    points.set(0, Commitment.to(Scalar.ZERO, z0).minus(times(c, c0)));
    proof.announce(i, 0, points, 0);
    Scalar c1 = challenge.minus(c0);
    points.set(0, Commitment.to(c1, z1).minus(times(c, c1)));
    proof.announce(i, 1, points, 0);
    proof.respond(i, Part.C0, c0);
    proof.respond(i, Part.Z0, z0);
    proof.respond(i, Part.Z1, z1);
  }

  private static Commitment combined(CommittedColumn column, BitForms.Form form, int slot) {
    Commitment sum = Commitment.NONE;
    for (Map.Entry<Integer, Integer> term : form.coefficients().entrySet()) {
      sum = sum.plus(column.commitment(term.getKey(), slot).times(term.getValue()));
    }
    return sum;
  }

  private static Commitment times(Commitment c, Scalar factor) {
    Points one = new Points(1);
    one.set(0, c);
    return MultiScalar.sum(one, new Scalar[] {factor});
  }
}
