// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import org.sealome.ledger.Bytes32;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.circuit.EncryptedCohort;
import org.sealome.query.steward.DatasetFacts;

/** What a session asks: a dataset's facts, its ciphertexts, and a planner for it. */
record Target(DatasetFacts facts, EncryptedCohort cohort, SqlPlanner planner) {
  static Target of(Dataset dataset, Bytes32 id, SqlPlanner planner) {
    return new Target(DatasetFacts.of(dataset, id), EncryptedCohort.of(dataset), planner);
  }
}
