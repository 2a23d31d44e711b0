// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.List;
import java.util.Optional;

/** Datasets, their versions and their patients' accounts. */
public final class DatasetRegistry {
  DatasetRegistry() {}

  /** keccak256(abi.encode("sealome/dataset/v1", custodian, keccak256(name))). */
  public static Bytes32 id(Address custodian, String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * Registers version 1 and names the steward.
   *
   * @param pageSlots a multiple of 256, at most 32768
   * @return the transaction; the identifier is {@link #id}
   * @throws LedgerException.Reverted {@code AlreadyRegistered}, {@code BadPageSize}, …
   */
  public Mined register(
      Account custodian, String name, DatasetAnchor anchor, int pageSlots, Address steward) {
    throw new UnsupportedOperationException();
  }

  /** Anchors the next version; slots keep their patients. */
  public Mined nextVersion(Account custodian, Bytes32 dataset, DatasetAnchor anchor) {
    throw new UnsupportedOperationException();
  }

  /**
   * Names the accounts that control slots firstSlot, firstSlot + 1, …, in as many transactions as
   * it takes. Naming the same account again changes nothing.
   *
   * @throws LedgerException.Reverted {@code AlreadyEnrolled} where a slot has another account
   */
  public void enrol(Account custodian, Bytes32 dataset, int firstSlot, List<Address> controllers) {
    throw new UnsupportedOperationException();
  }

  /** The accounts that control the slots; {@link Address#ZERO} where none does. */
  public List<Address> controllers(Bytes32 dataset, int firstSlot, int count) {
    throw new UnsupportedOperationException();
  }

  /** Stops the dataset after an integrity failure; by its steward or custodian. */
  public Mined freeze(Account by, Bytes32 dataset, Bytes32 reason) {
    throw new UnsupportedOperationException();
  }

  /** Lifts the freeze; by the custodian. */
  public Mined unfreeze(Account custodian, Bytes32 dataset) {
    throw new UnsupportedOperationException();
  }

  /** The dataset at that block, if it was registered by then. */
  public Optional<DatasetRecord> find(Bytes32 dataset, BlockRef at) {
    throw new UnsupportedOperationException();
  }
}
