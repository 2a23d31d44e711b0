// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.wellformed;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Random;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.column.ColumnShape;
import org.sealome.zk.column.Columns;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.prove.ColumnCommitter;
import org.sealome.zk.prove.Committed;

/** Keys and committed columns of a few patients, the same in every run. */
public final class ColumnFixture {
  public static final BlindingScope SCOPE = new BlindingScope(new byte[32], 3);

  public final SecureRandom random = seeded(13);
  public final BlindingHalf engine;
  public final BlindingHalf steward;
  public final ColumnCommitter committer;

  public ColumnFixture(int patients) {
    engine = BlindingHalf.generate(patients, random);
    steward = BlindingHalf.generate(patients, random);
    committer = new ColumnCommitter(SCOPE, engine, steward, random);
  }

  /** Random bits that are the same every time: for tests alone. */
  public static SecureRandom seeded(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public Committed commit(ColumnShape shape) {
    return committer.commit(shape, Columns.values(shape, new Random(13)));
  }

  public static CommittedColumn column(byte[] file) {
    return CommittedColumn.read(ByteBuffer.wrap(file));
  }

  /** The entry of this file and this proof, whatever they are. */
  public static ColumnEntry entry(byte[] file, byte[] proof) {
    CommittedColumn column = column(file);
    return new ColumnEntry(
        column.shape(), column.root(), column.totals(), column.fileDigest(), sha256(proof));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public void verify(byte[] file, byte[] proof, ColumnEntry entry) {
    ColumnProof.verify(SCOPE, column(file), entry, ByteBuffer.wrap(proof), random);
  }
}
