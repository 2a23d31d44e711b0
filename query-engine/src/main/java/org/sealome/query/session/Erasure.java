// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.nio.file.Path;
import org.sealome.ledger.Account;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.Ledger;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.consent.SubjectKeys;
import org.sealome.query.steward.ErasureStatement;

/**
 * Takes a patient out of a dataset: out of every mask from the next block on, then destroys both
 * halves of her blinding key and both copies of the key of her access history, then logs that they
 * are. In this order a failure in between leaves her counted nowhere, and the same again completes
 * it.
 */
public final class Erasure {
  private final Path home;
  private final Ledger ledger;
  private final Account custodian;

  public Erasure(Path home, Ledger ledger, Account custodian) {
    this.home = home;
    this.ledger = ledger;
    this.custodian = custodian;
  }

  /**
   * Erases, or completes an erasure that was begun.
   *
   * @param id on the ledger
   * @return hash of the statement that was logged
   * @throws org.sealome.query.SealomeException LEDGER where the ledger does not answer: nothing was
   *     destroyed then; INTEGRITY where a half of the key is missing
   */
  public Bytes32 run(DatasetManifest dataset, Bytes32 id, int slot) {
    return Failures.typed(
        () -> {
          ledger.datasets().erase(custodian, id, slot);
          if (dataset.commitments() != null) {
            EngineBlinding.erase(home, dataset, slot);
          }
          SubjectKeys.destroyHers(home, dataset.name(), slot, dataset.patients());
          Bytes32 proof = new ErasureStatement(home).make(dataset, slot);
          ledger.datasets().proveErasure(custodian, id, slot, proof);
          return proof;
        });
  }
}
