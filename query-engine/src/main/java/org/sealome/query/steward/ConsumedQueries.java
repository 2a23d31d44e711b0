// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.sealome.ledger.Bytes32;
import org.sealome.query.ErrorCode;
import org.sealome.query.PrivateFiles;
import org.sealome.query.SealomeException;

/**
 * Which log entries the steward has begun to answer: one entry buys one release, whatever becomes
 * of its {@code close}. An entry is a file that can be made once; making it is atomic among threads
 * and processes, and nothing of it can be torn by a crash.
 *
 * @param folder of one dataset
 */
record ConsumedQueries(Path folder) {

  /**
   * On disk before this returns.
   *
   * @throws SealomeException INTEGRITY where the entry was consumed before
   * @throws UncheckedIOException where it cannot be written down: nothing may be released then
   */
  void consume(Bytes32 queryHash) {
    String name = queryHash.hex().replaceFirst("^0x", "");
    // 256 folders, so that no folder becomes slow.
    Path file = folder.resolve(name.substring(0, 2)).resolve(name);
    try (FileChannel made = PrivateFiles.create(file)) {
      made.force(true);
    } catch (FileAlreadyExistsException e) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "the steward refuses: log entry " + queryHash.hex() + " was begun before",
          "a query is answered once; ask again");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    PrivateFiles.forceFolder(file.getParent());
    PrivateFiles.forceFolder(folder);
  }
}
