// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import org.sealome.query.ErrorCode;
import org.sealome.query.PrivateFiles;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.CommittedDataset;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.wellformed.ColumnProof;
import org.sealome.zk.wellformed.UnprovenColumnException;

/**
 * Which committed columns of a dataset the steward has found well-formed. Each is verified once,
 * before anything of it is released; a file named by its entry's hash remembers it.
 */
record WellFormedColumns(Path folder) {

  /**
   * Verifies those that it has not verified before, on all cores.
   *
   * @throws SealomeException INTEGRITY where a column or its proof is damaged, or the proof does
   *     not hold
   */
  void require(CommittedDataset dataset, Collection<ColumnEntry> columns) {
    SecureRandom random = new SecureRandom();
    columns.parallelStream().forEach(c -> require(dataset, c, random));
  }

  private void require(CommittedDataset dataset, ColumnEntry column, SecureRandom random) {
    Path known = folder.resolve(HexFormat.of().formatHex(StewardFolder.sha256(column.toBytes())));
    if (Files.exists(known)) {
      return;
    }
    try {
      ColumnProof.verify(
          dataset.scope(),
          dataset.column(column),
          column,
          ByteBuffer.wrap(dataset.proof(column)),
          random);
    } catch (UnprovenColumnException e) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "the committed column "
              + column.name()
              + " is not proven to be well-formed: "
              + e.getMessage(),
          "nothing of it is released; the custodian has to ingest the dataset again",
          e);
    }
    PrivateFiles.createFolders(folder);
    PrivateFiles.write(known, new byte[0]);
  }
}
