// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.sealome.ledger.Account;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.DatasetRecord;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.LedgerException;
import org.sealome.query.ErrorCode;
import org.sealome.query.PrivateFiles;
import org.sealome.query.SealomeException;

/**
 * The steward's own note that a dataset is frozen, written before the ledger is told: a node that
 * does not answer freezes too. While the ledger has not recorded the freeze, every look retries;
 * once it has, the custodian's lifting it there takes the note away.
 *
 * @param file {@code pending: why} or {@code recorded BLOCK: why}; missing where nothing is frozen
 */
record FreezeMarker(Path file, String dataset) {
  private static final String PENDING = "pending: ";
  private static final String RECORDED = "recorded ";

  /**
   * Notes the freeze, then tells the ledger.
   *
   * @throws LedgerException where the ledger could not be told; the note stands
   */
  void freeze(Ledger ledger, Account steward, Bytes32 id, String why) {
    write(PENDING + why);
    record(ledger, steward, id, why);
  }

  /**
   * Looks at the note and at the ledger's newest block.
   *
   * @throws SealomeException INTEGRITY while the dataset is frozen here or there
   * @throws LedgerException where the ledger does not answer
   */
  void requireThawed(Ledger ledger, Account steward, Bytes32 id, BlockRef head) {
    String note = read();
    if (note != null && !note.startsWith(RECORDED)) {
      // Anything but a recorded freeze, a damaged note too, is told to the ledger first.
      String why = note.startsWith(PENDING) ? note.substring(PENDING.length()) : note;
      String told = "";
      try {
        record(ledger, steward, id, why);
      } catch (LedgerException e) {
        told = "; the ledger could not be told yet: " + e.getMessage();
      }
      throw frozen(told);
    }
    boolean frozen = ledger.datasets().find(id, head).map(DatasetRecord::frozen).orElse(true);
    if (frozen || (note != null && head.number() < block(note))) {
      throw frozen("");
    }
    if (note != null) {
      clear();
    }
  }

  /** Takes the note away, if there is one. */
  boolean clear() {
    try {
      boolean there = Files.deleteIfExists(file);
      if (there) {
        PrivateFiles.forceFolder(file.toAbsolutePath().getParent());
      }
      return there;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  private void record(Ledger ledger, Account steward, Bytes32 id, String why) {
    Bytes32 reason = Bytes32.keccak(("sealome/freeze/v1/" + why).getBytes(StandardCharsets.UTF_8));
    long block = ledger.datasets().freeze(steward, id, reason).block().number();
    write(RECORDED + block + ": " + why);
  }

  private long block(String note) {
    try {
      return Long.parseLong(note.substring(RECORDED.length(), note.indexOf(':')));
    } catch (RuntimeException e) {
      return Long.MAX_VALUE; // damaged: stands until the custodian takes it away
    }
  }

  private void write(String note) {
    PrivateFiles.write(file, note.getBytes(StandardCharsets.UTF_8));
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private SealomeException frozen(String more) {
    return new SealomeException(
        ErrorCode.INTEGRITY,
        "dataset " + dataset + " is frozen after an integrity failure" + more,
        "when the custodian has looked into it: sealome dataset unfreeze " + dataset);
  }
}
