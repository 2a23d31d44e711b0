// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import org.sealome.he.HeContext;
import org.sealome.query.steward.ReleaseDesk;
import org.sealome.query.steward.Steward;

/** What a session needs beside its ledger and its planner, and what takes a while to load. */
record Parts(HeContext context, ReleaseDesk desk, EngineKeys engine) implements AutoCloseable {

  static Parts load(SessionConfig config, Target target, Steward steward) {
    try (Unwinding opened = new Unwinding()) {
      HeContext context = opened.add(HeContext.of(target.facts().profile()));
      ReleaseDesk desk =
          opened.add(
              steward.desk(target.facts(), context, config.stewardLedger(), config.freshness()));
      EngineKeys engine = EngineKeys.load(config.home(), target.facts().name(), context);
      opened.keep();
      return new Parts(context, desk, engine);
    }
  }

  @Override
  public void close() {
    engine.close();
    desk.close();
    context.close();
  }
}
