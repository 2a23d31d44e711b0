// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sealome.ledger.TestChain.CUSTODIAN;
import static org.sealome.ledger.TestChain.LEDGER;
import static org.sealome.ledger.TestChain.RESEARCHER;
import static org.sealome.ledger.TestChain.STEWARD;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sealome.ledger.TestChain.Cohort;

/**
 * What calls cost, against gas.snapshot. Write it anew with {@code -Dsealome.gas.update=true} and
 * look at the difference.
 */
class GasTest {
  private static final Path SNAPSHOT = Path.of("gas.snapshot");

  @Test
  void callsCostWhatTheSnapshotSays() throws IOException {
    Map<String, Long> gas = new TreeMap<>();
    DatasetAnchor anchor =
        new DatasetAnchor(TestChain.hash("m"), TestChain.hash("r"), TestChain.hash("p"), 8192);
    Mined registered =
        LEDGER.datasets().register(CUSTODIAN, "gas", anchor, 8192, STEWARD.address());
    gas.put("DatasetRegistry.register", registered.gasUsed());
    Bytes32 id = DatasetRegistry.id(CUSTODIAN.address(), "gas");
    List<Account> patients =
        IntStream.range(0, 400).mapToObj(i -> TestChain.account(5000 + i)).toList();
    LEDGER.datasets().enrol(CUSTODIAN, id, 0, patients.stream().map(Account::address).toList());
    Cohort cohort = new Cohort(id, 8192, patients);

    LocalDate today = LocalDate.ofEpochDay(LEDGER.head().timestamp() / 86_400);
    // Terms of its own: the first to use any pays for their definition.
    ConsentTerms hmb =
        new ConsentTerms(Purpose.HMB, Audience.ANYONE, List.of(), null, today.plusDays(99));
    gas.put("ConsentRegistry.grant of 1", grant(cohort, hmb, 0));
    gas.put("ConsentRegistry.grant of 1, again", grant(cohort, hmb, 0));
    int[] all = cohort.all();
    gas.put("ConsentRegistry.grant of 400", grant(cohort, hmb, all));
    gas.put("ConsentRegistry.revoke of 1", revoke(cohort, 0));
    // As many sets of terms as a page can hold: the dearest page there is.
    for (int i = 1; i < 64; i++) {
      grant(
          cohort,
          new ConsentTerms(Purpose.HMB, Audience.ANYONE, List.of(), null, today.plusDays(100 + i)),
          i);
    }
    gas.put("ConsentRegistry.revoke of 400, 64 terms", revoke(cohort, all));
    for (int i = 0; i < 64; i++) {
      grant(
          cohort,
          new ConsentTerms(Purpose.HMB, Audience.ANYONE, List.of(), null, today.plusDays(200 + i)),
          i);
    }
    byte[] mask =
        Abi.call(
            "consentMask(bytes32,uint32,bytes32,address,bytes32[])",
            id,
            0,
            Purpose.HMB.code(),
            RESEARCHER.address(),
            Abi.array(List.of()));
    JsonRpc rpc = new JsonRpc(TestChain.NODE.uri());
    gas.put(
        "ConsentRegistry.consentMask of 8192, 64 terms",
        JsonRpc.number(
            rpc.call(
                "eth_estimateGas",
                Map.of(
                    "to", TestChain.DEPLOYMENT.consents().address().hex(),
                    "data", JsonRpc.hex(mask)))));

    gas.put("DatasetRegistry.erase", LEDGER.datasets().erase(CUSTODIAN, id, 7).gasUsed());
    gas.put(
        "DatasetRegistry.proveErasure",
        LEDGER.datasets().proveErasure(CUSTODIAN, id, 7, TestChain.hash("proof")).gasUsed());

    SignedQuery query = TestChain.query(cohort, "gas", RESEARCHER);
    gas.put("QueryLog.open", LEDGER.queryLog().open(query).gasUsed());
    gas.put(
        "QueryLog.close",
        LEDGER
            .queryLog()
            .close(
                STEWARD,
                query.entry().queryHash(),
                RESEARCHER.address(),
                Outcome.ANSWERED,
                TestChain.hash("receipt"),
                Bytes32.ZERO)
            .gasUsed());
    List<SignedQuery> batch =
        IntStream.range(0, 100)
            .mapToObj(i -> TestChain.query(cohort, "gas" + i, RESEARCHER))
            .toList();
    gas.put("QueryLog.openBatch of 100", LEDGER.queryLog().openBatch(batch).gasUsed());

    StringBuilder text = new StringBuilder();
    // To a thousandth: signatures differ in their zero bytes.
    gas.forEach((call, used) -> text.append("%-48s %,12d%n".formatted(call, used / 1000 * 1000)));
    if (Boolean.getBoolean("sealome.gas.update")) {
      Files.writeString(SNAPSHOT, text);
    }
    Map<String, Long> expected = new TreeMap<>();
    for (String line : Files.readAllLines(SNAPSHOT)) {
      int gap = line.lastIndexOf(' ');
      expected.put(
          line.substring(0, gap).strip(),
          Long.parseLong(line.substring(gap).strip().replace(",", "")));
    }
    assertEquals(expected.keySet(), gas.keySet());
    expected.forEach(
        (call, was) ->
            assertEquals(was, gas.get(call), Math.max(2_000.0, was * 0.01), call + "\n" + text));
  }

  private static long grant(Cohort cohort, ConsentTerms terms, int... slots) {
    return sum(LEDGER.consents().submit(cohort.grants(terms, slots)));
  }

  private static long revoke(Cohort cohort, int... slots) {
    return sum(
        LEDGER.consents().submitRevocations(cohort.revocations(Withdrawal.EVERYTHING, slots)));
  }

  private static long sum(List<Mined> transactions) {
    return transactions.stream().mapToLong(Mined::gasUsed).sum();
  }
}
