// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.wellformed;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.MalformedPointException;
import org.sealome.zk.commit.Scalar;

/**
 * The check that a column is the one that its entry names, and well-formed. That the entry is the
 * anchored one is the caller's to check.
 */
public final class ColumnProof {
  /** Points that are multiplied at once: more are faster, up to what the caches hold. */
  private static final int BATCH = 1 << 14;

  private ColumnProof() {}

  /**
   * Verifies a column and its proof against its entry: digests, shape, scope, tree, totals, every
   * point and scalar, and that every row keeps the {@link RowRules}.
   *
   * @param proof from the buffer's position to its limit
   * @param random for the weights of batched equations, which a forger must not foresee
   * @throws UnprovenColumnException if anything does not hold
   */
  public static void verify(
      BlindingScope scope,
      CommittedColumn column,
      ColumnEntry entry,
      ByteBuffer proof,
      SecureRandom random) {
    byte[] digest = column.fileDigest();
    require(MessageDigest.isEqual(digest, entry.file()), "is not the file that the entry names");
    require(column.shape().equals(entry.shape()), "has not the shape that the entry says");
    require(column.belongsTo(scope), "belongs to another dataset or version");
    require(
        MessageDigest.isEqual(sha256(proof), entry.proof()),
        "comes with another proof than the entry names");
    require(MessageDigest.isEqual(column.root(), entry.root()), "has not the entry's root");
    try {
      require(column.totals().equals(entry.totals()), "has not the entry's totals");
      ProofFile file = ProofFile.read(column, digest, proof);
      verify(column, file, file.mix(scope), file.challenge(scope), random);
    } catch (MalformedPointException e) {
      throw new UnprovenColumnException("the column or its proof is malformed", e);
    }
  }

  private static void require(boolean condition, String fault) {
    if (!condition) {
      throw new UnprovenColumnException("the column " + fault);
    }
  }

  /** The proof's equations alone, under these challenges. */
  static void verify(
      CommittedColumn column, ProofFile proof, Scalar mix, Scalar challenge, SecureRandom random) {
    RowEquations equations =
        new RowEquations(column, proof, new RowMix(proof.rules(), mix), challenge, random);
    int patients = column.shape().patients();
    int step = Math.max(1, BATCH / (column.shape().planes().size() + proof.rowsOfSlot()));
    for (int from = 0; from < patients; from += step) {
      int to = Math.min(patients, from + step);
      if (!equations.hold(from, to)) {
        int slot = locate(equations, from, to);
        throw new UnprovenColumnException(slot, "a row of the column is not proven well-formed");
      }
    }
  }

  /** The first slot of a range that does not hold: halves are tried. */
  private static int locate(RowEquations equations, int from, int to) {
    int low = from;
    int high = to;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (equations.hold(low, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static byte[] sha256(ByteBuffer bytes) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(bytes.duplicate());
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
