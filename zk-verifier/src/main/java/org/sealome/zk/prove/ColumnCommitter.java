// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.prove;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.column.ColumnShape;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Generators;
import org.sealome.zk.commit.Points;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.wellformed.RowRules;

/**
 * Commits to columns and proves them well-formed: the custodian's, who has the values and, until
 * she hands them over, both halves of the keys. Reads tables at places that the secrets say (see
 * {@link Generators}): not for a machine shared with others.
 *
 * <p>Safe for many threads; one column is one thread's work.
 */
public final class ColumnCommitter {
  private final BlindingScope scope;
  private final BlindingHalf engine;
  private final BlindingHalf steward;
  private final SecureRandom random;

  /**
   * Commits under these keys, which stay the caller's to wipe.
   *
   * @param random for the proofs' nonces
   */
  public ColumnCommitter(
      BlindingScope scope, BlindingHalf engine, BlindingHalf steward, SecureRandom random) {
    if (engine.patients() != steward.patients()) {
      throw new IllegalArgumentException("the halves are for different numbers of patients");
    }
    this.scope = scope;
    this.engine = engine;
    this.steward = steward;
    this.random = random;
  }

  /**
   * Commits to a column.
   *
   * @param values by plane and slot, as the column's planes hold them
   * @throws IllFormedColumnException naming the first row that holds what no row can
   * @throws org.sealome.zk.blinding.ErasedKeyException if a slot has no key any more
   */
  public Committed commit(ColumnShape shape, int[][] values) {
    int planes = shape.planes().size();
    if (shape.patients() != engine.patients() || values.length != planes) {
      throw new IllegalArgumentException("values, keys and shape do not fit together");
    }
    requireWellFormed(shape, values);
    int patients = shape.patients();
    Scalar[] bits = new Scalar[planes * patients];
    Scalar[] blindings = new Scalar[planes * patients];
    for (int plane = 0; plane < planes; plane++) {
      String id = shape.planes().get(plane);
      Scalar[] engines = engine.each(scope, shape.name(), id);
      Scalar[] stewards = steward.each(scope, shape.name(), id);
      for (int slot = 0; slot < patients; slot++) {
        int i = slot * planes + plane;
        bits[i] = values[plane][slot] == 0 ? Scalar.ZERO : Scalar.ONE;
        blindings[i] = engines[slot].plus(stewards[slot]);
      }
    }
    Points points = Generators.combine(bits, blindings);
    byte[] file = CommittedColumn.write(scope, shape, points);
    CommittedColumn column = CommittedColumn.read(ByteBuffer.wrap(file));
    byte[] proof = new WellFormedProver(scope, column, values, blindings, random).prove();
    ColumnEntry entry =
        new ColumnEntry(shape, column.root(), column.totals(), column.fileDigest(), sha256(proof));
    return new Committed(file, proof, entry);
  }

  private static void requireWellFormed(ColumnShape shape, int[][] values) {
    for (int[] plane : values) {
      if (plane.length != shape.patients()) {
        throw new IllegalArgumentException("a plane has a value a patient");
      }
    }
    List<RowRules.Rule> rules = RowRules.of(shape);
    for (int slot = 0; slot < shape.patients(); slot++) {
      for (RowRules.Rule rule : rules) {
        if (rule.find(values, slot) < 0) {
          throw new IllFormedColumnException(
              shape.name(), slot, "no row has " + rule.describe(shape, values, slot));
        }
      }
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
