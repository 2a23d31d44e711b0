// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.ledger.TestChain.LEDGER;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sealome.ledger.TestChain.Cohort;

/** Register, enrol, grant, mask, open, close, read back: what a query needs of the ledger. */
class WholePathTest {
  @Test
  void aCohortConsentsIsAskedWithdrawsAndIsAudited() {
    Cohort cohort = TestChain.cohort(2504, 8192);
    cohort.grant(ConsentTerms.of(Purpose.HMB), cohort.all());
    assertEquals(2504, cohort.mask(Purpose.HMB, TestChain.RESEARCHER).size());
    int[] some = IntStream.range(0, 2504).filter(i -> i % 3 == 0).toArray();
    cohort.revoke(Withdrawal.EVERYTHING, some);
    assertEquals(
        IntStream.range(0, 2504).filter(i -> i % 3 != 0).boxed().toList(),
        cohort.mask(Purpose.HMB, TestChain.RESEARCHER));

    SignedQuery query = TestChain.query(cohort, "a question", TestChain.RESEARCHER);
    Mined opened = LEDGER.queryLog().open(query);
    LogEntry open =
        LEDGER.queryLog().entry(query.entry().queryHash(), query.entry().requester()).orElseThrow();
    assertEquals(query.entry(), open.entry());
    assertEquals(opened.block(), open.block());
    assertTrue(open.closing().isEmpty());

    LEDGER
        .queryLog()
        .close(
            TestChain.STEWARD,
            query.entry().queryHash(),
            query.entry().requester(),
            Outcome.ANSWERED,
            TestChain.hash("receipt"),
            Bytes32.ZERO);
    LogEntry closed =
        LEDGER.queryLog().entry(query.entry().queryHash(), query.entry().requester()).orElseThrow();
    assertEquals(
        new LogEntry.Closing(Outcome.ANSWERED, TestChain.hash("receipt"), Bytes32.ZERO),
        closed.closing().orElseThrow());
    assertEquals(List.of(closed), LEDGER.queryLog().entries(new LogFilter(cohort.id(), null, 0)));
  }
}
