// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import org.sealome.he.HeContext;
import org.sealome.query.steward.ReleaseDesk;
import org.sealome.query.steward.Steward;
import org.sealome.zk.blinding.BlindingHalf;

/**
 * What a session needs beside its ledger and its planner, and what takes a while to load.
 *
 * @param blinding the engine's half of the blinding keys; null where nothing is committed
 */
record Parts(HeContext context, ReleaseDesk desk, EngineKeys engine, BlindingHalf blinding)
    implements AutoCloseable {

  static Parts load(SessionConfig config, Target target, Steward steward) {
    try (Unwinding opened = new Unwinding()) {
      HeContext context = opened.add(HeContext.of(target.facts().profile()));
      ReleaseDesk desk =
          opened.add(
              steward.desk(target.facts(), context, config.stewardLedger(), config.freshness()));
      EngineKeys engine = EngineKeys.load(config.home(), target.facts().name(), context);
      BlindingHalf blinding =
          target.facts().commitments() == null
              ? null
              : opened.add(EngineBlinding.load(config.home(), target.facts().manifest()));
      opened.keep();
      return new Parts(context, desk, engine, blinding);
    }
  }

  @Override
  public void close() {
    if (blinding != null) {
      blinding.close();
    }
    engine.close();
    desk.close();
    context.close();
  }
}
