// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.time.LocalDate;

/**
 * What the ethics committee approves.
 *
 * @param dataset the one dataset
 * @param requester the one requester
 * @param purpose the purpose; it includes the narrower ones
 * @param from the first day (UTC) on which it holds; null: at once
 * @param until the first day (UTC) on which it no longer holds; null: no end
 * @param documentHash keccak256 of the document that was approved
 */
public record Protocol(
    Bytes32 dataset,
    Address requester,
    Purpose purpose,
    LocalDate from,
    LocalDate until,
    Bytes32 documentHash) {

  /** By what the ledger knows it. */
  public Bytes32 id() {
    return Bytes32.keccak(encoded());
  }

  byte[] encoded() {
    return Abi.tuple(
        dataset, requester, purpose.code(), Days.from(from), Days.until(until), documentHash);
  }

  /**
   * From the contract's six words.
   *
   * @param first the index of the first
   */
  static Protocol read(Abi.Reader reader, int first) {
    return new Protocol(
        reader.word(first),
        reader.address(first + 1),
        new Purpose(reader.word(first + 2)),
        Days.from(reader.number(first + 3)),
        Days.until(reader.number(first + 4)),
        reader.word(first + 5));
  }
}
