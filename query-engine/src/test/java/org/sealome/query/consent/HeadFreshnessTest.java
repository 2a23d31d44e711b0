// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

class HeadFreshnessTest {
  private static final BlockRef HEAD = new BlockRef(3, Bytes32.ZERO, 1000);

  private static HeadFreshness minuteAt(long second) {
    return new HeadFreshness(
        Duration.ofMinutes(1), Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC));
  }

  @Test
  void anOldHeadIsRefusedWhereTheChainHasABlockTime() {
    assertSame(HEAD, minuteAt(1060).check(HEAD));
    SealomeException e = assertThrows(SealomeException.class, () -> minuteAt(1061).check(HEAD));
    assertEquals(ErrorCode.LEDGER, e.code());
  }

  @Test
  void elsewhereAnyHeadWillDo() {
    assertSame(HEAD, HeadFreshness.ANY.check(HEAD));
  }
}
