// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Random;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.column.ColumnShape;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.prove.ColumnCommitter;
import org.sealome.zk.prove.Committed;

/** Patients with blinding keys, and a variant that is committed for them. */
final class CommittedCohort {
  static final BlindingScope SCOPE = new BlindingScope(new byte[32], 1);

  final SecureRandom random = new SecureRandom();
  final BlindingHalf engine;
  final BlindingHalf steward;
  final ColumnShape shape;

  /** By plane and slot. */
  final int[][] values;

  final ColumnCommitter committer;
  final Committed committed;
  final CommittedColumn column;

  /** A variant that has all four planes, or HET and HOM alone. */
  CommittedCohort(int patients, boolean allPlanes) {
    engine = BlindingHalf.generate(patients, random);
    steward = BlindingHalf.generate(patients, random);
    shape = ColumnShape.variant("1-10-A-T", allPlanes, allPlanes, patients);
    values = new int[shape.planes().size()][patients];
    Random calls = new Random(1);
    for (int slot = 0; slot < patients; slot++) {
      int plane = calls.nextInt(6);
      if (plane < values.length) {
        values[plane][slot] = 1;
      }
    }
    committer = new ColumnCommitter(SCOPE, engine, steward, random);
    committed = committer.commit(shape, values);
    column = CommittedColumn.read(ByteBuffer.wrap(committed.file()));
  }
}
