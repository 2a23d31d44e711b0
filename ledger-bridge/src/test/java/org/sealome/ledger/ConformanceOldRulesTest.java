// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * As the genesis file of Besu's QBFT tutorial has it: Berlin's rules, blocks of 4.7 million gas.
 */
class ConformanceOldRulesTest extends Conformance {
  private static final long BLOCK = 0x47b760;
  private final DevNode node = DevNode.start(null, new DevNode.Options(0, "berlin", BLOCK, 0));
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

  @Test
  void aChainThatCannotRunTheContractsIsToldApart() {
    try (DevNode older = DevNode.start(null, new DevNode.Options(0, "petersburg", BLOCK, 0))) {
      LedgerException.TooOld refused =
          assertThrows(
              LedgerException.TooOld.class,
              () -> Contracts.deploy(older.uri(), Account.generate()));
      assertTrue(refused.getMessage().contains("Berlin"), refused.getMessage());
    }
  }
}
