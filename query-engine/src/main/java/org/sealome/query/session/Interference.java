// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import org.sealome.ledger.SignedQuery;
import org.sealome.query.circuit.BlindingBatch;
import org.sealome.query.circuit.SampleSink;

/** What may happen to a query on its way that no honest part does; for tests of what follows. */
interface Interference {
  Interference NONE = new Interference() {};

  /** Between reading consent and logging the query. */
  default void beforeOpen() {}

  /** Likewise: what everybody sees who sees a transaction before it is mined. */
  default void onItsWay(SignedQuery query) {}

  /** Between logging the query and asking the steward for its release. */
  default void beforeRelease() {}

  /**
   * Between engine and steward.
   *
   * @return what the engine sends its samples to
   */
  default SampleSink between(SampleSink steward) {
    return steward;
  }

  /**
   * Likewise, for what opens the commitments.
   *
   * @return what is sent; null: nothing
   */
  default BlindingBatch between(BlindingBatch honest) {
    return honest;
  }
}
