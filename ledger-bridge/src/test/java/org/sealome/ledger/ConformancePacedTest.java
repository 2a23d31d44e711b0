// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import org.junit.jupiter.api.AfterAll;

/** Through Besu's manners, with a block every second. */
class ConformancePacedTest extends Conformance {
  private final DevNode node = DevNode.start(null, new DevNode.Options(1));
  private final BesuProxy proxy = new BesuProxy(node.uri(), BesuProxy.Consensus.QBFT);

  @Override
  Endpoint endpoint() {
    return Endpoint.of(proxy.uri());
  }

  @AfterAll
  void stop() {
    proxy.close();
    node.close();
  }
}
