// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the client does on any network that speaks Ethereum's JSON-RPC. Nothing here is the
 * development node's: blocks come when they come, one account sends everything, and nobody else
 * needs coins.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Conformance {
  private static final int PATIENTS = 300;
  private static final Bytes32 GENE = Bytes32.keccak("a gene");

  private final Account requester = Account.generate();
  private final Account clinician = Account.generate();
  private Account sender;
  private Endpoint endpoint;
  private Deployment deployment;
  private Ledger ledger;
  private List<Account> patients;
  private Bytes32 dataset;

  /** The network under test. */
  abstract Endpoint endpoint();

  /** Who sends: where gas has a price, somebody with coins. */
  Account sender() {
    return Account.generate();
  }

  @BeforeAll
  final void deploysRegistersEnrolsAndAttests() {
    endpoint = endpoint();
    sender = sender();
    try {
      deployment = Contracts.deploy(endpoint, sender);
    } catch (LedgerException.NoCoins e) {
      throw Sender.none(e.getMessage(), e);
    }
    ledger = Ledger.connect(endpoint, deployment, List.of(sender));
    ledger.credentials().attest(sender, requester.address(), Role.RESEARCHER);
    ledger.credentials().attest(sender, clinician.address(), Role.CLINICIAN);
    patients = IntStream.range(0, PATIENTS).parallel().mapToObj(i -> Account.generate()).toList();
    DatasetAnchor anchor =
        new DatasetAnchor(hash("manifest"), Bytes32.ZERO, hash("parameters"), PATIENTS);
    ledger.datasets().register(sender, "cohort", anchor, 256, sender.address());
    dataset = DatasetRegistry.id(sender.address(), "cohort");
    ledger.datasets().enrol(sender, dataset, 0, patients.stream().map(Account::address).toList());
  }

  @AfterAll
  final void disconnects() {
    if (ledger != null) {
      ledger.close();
    }
  }

  Ledger ledger() {
    return ledger;
  }

  Deployment deployment() {
    return deployment;
  }

  Bytes32 dataset() {
    return dataset;
  }

  @Test
  void whatIsRegisteredIsRead() {
    BlockRef head = ledger.head();
    DatasetRecord record = ledger.datasets().find(dataset, head).orElseThrow();
    assertEquals(PATIENTS, record.anchor().patients());
    assertEquals(sender.address(), record.steward());
    assertEquals(
        patients.stream().map(Account::address).toList(),
        ledger.datasets().controllers(dataset, 0, PATIENTS));
    assertEquals(Set.of(Role.RESEARCHER), ledger.credentials().roles(requester.address(), head));
    assertTrue(ledger.datasets().find(hash("none"), head).isEmpty());
    ledger.requireCanonical(head);
    ledger.awaitFinal(head);
  }

  @Test
  void anotherContractOrChainIsRefused() {
    Deployment.Contract wrong =
        new Deployment.Contract(deployment.queryLog().address(), hash("other code"));
    Deployment other = deployment.replacing(deployment.queryLog().address(), wrong);
    assertThrows(
        LedgerException.WrongChain.class, () -> Ledger.connect(endpoint, other, List.of(sender)));
  }

  @Test
  void consentIsGivenScopedAndWithdrawnAndMasksArePinned() {
    grant(ConsentTerms.of(Purpose.HMB), 0, 1, 255, 256, 299);
    BlockRef given = ledger.head();
    assertEquals(Set.of(0, 1, 255, 256, 299), mask(Purpose.HMB, requester, given));
    assertEquals(Set.of(), mask(Purpose.CC, requester, given));
    grant(
        new ConsentTerms(
            Purpose.CC, Audience.requester(clinician.address()), List.of(GENE), null, null),
        7);
    BlockRef scoped = ledger.head();
    assertEquals(Set.of(7), mask(Purpose.CC, clinician, scoped, GENE));
    assertEquals(Set.of(), mask(Purpose.CC, clinician, scoped));

    long[] nonces = ledger.consents().nonces(dataset, 0, PATIENTS);
    Revocation revocation =
        new Revocation(dataset, 255, Withdrawal.EVERYTHING, nonces[255], deadline());
    ledger
        .consents()
        .submitRevocations(List.of(ledger.consents().sign(revocation, patients.get(255))));
    BlockRef after = ledger.head();
    assertEquals(Set.of(0, 1, 256, 299), mask(Purpose.HMB, requester, after));
    assertEquals(Set.of(0, 1, 255, 256, 299), mask(Purpose.HMB, requester, given), "pinned");

    JsonRpc rpc = new JsonRpc(endpoint);
    ConsentHistory history =
        new ConsentHistory(
            new Blocks(rpc), deployment, new Reads(rpc), new EventIndex(rpc, deployment, null));
    for (BlockRef at : List.of(given, scoped, after)) {
      for (int page = 0; page < 2; page++) {
        assertArrayEquals(
            ledger
                .consents()
                .consentMask(dataset, page, Purpose.HMB, requester.address(), List.of(), at),
            history.mask(dataset, page, 256, Purpose.HMB, requester.address(), List.of(), at),
            "from the events alone");
      }
    }
    assertEquals(
        "BadNonce",
        refusal(
            () ->
                ledger
                    .consents()
                    .submitRevocations(
                        List.of(ledger.consents().sign(revocation, patients.get(255))))));
  }

  @Test
  void aQueryIsLoggedClosedAndReadBack(@TempDir Path folder) {
    SignedQuery query = sign("one question");
    Mined opened = ledger.queryLog().open(query);
    LogEntry open = entry(query);
    assertEquals(opened.block(), open.block());
    assertEquals(opened.transaction(), open.transaction());
    assertTrue(open.closing().isEmpty());
    assertEquals("AlreadyOpen", refusal(() -> ledger.queryLog().open(query)));
    close(query);
    LogEntry closed = entry(query);
    assertEquals(Outcome.ANSWERED, closed.closing().orElseThrow().outcome());

    LogFilter ours = new LogFilter(dataset, requester.address(), opened.block().timestamp());
    assertTrue(ledger.queryLog().entries(ours).contains(closed));
    LogFilter later = new LogFilter(dataset, null, ledger.head().timestamp() + 1);
    assertEquals(List.of(), ledger.queryLog().entries(later));
    List<LogEntry> all = ledger.queryLog().entries(new LogFilter(dataset, null, 0));
    for (int run = 0; run < 2; run++) {
      try (Ledger again = Ledger.connect(endpoint.withIndex(folder), deployment, List.of(sender))) {
        List<LogEntry> read = again.queryLog().entries(new LogFilter(dataset, null, 0));
        assertEquals(all, read.subList(0, all.size()));
      }
    }
  }

  @Test
  void aRefusalIsOneStep() {
    QueryEntry entry = asked("refused");
    SignedRefusal refused =
        ledger.queryLog().signRefusal(entry, deadline(), Outcome.PRIVACY, requester);
    ledger.queryLog().openRefused(refused);
    LogEntry read = ledger.queryLog().entry(entry.queryHash(), requester.address()).orElseThrow();
    assertEquals(Outcome.PRIVACY, read.closing().orElseThrow().outcome());
  }

  @Test
  void contractsRefuseByName() {
    SignedQuery good = sign("signed");
    SignedQuery stolen =
        new SignedQuery(
            new QueryEntry(
                good.entry().queryHash(),
                dataset,
                Purpose.HMB,
                List.of(),
                hash("digest"),
                clinician.address()),
            good.deadline(),
            good.signature());
    assertEquals("BadSigner", refusal(() -> ledger.queryLog().open(stolen)));
    SignedQuery late =
        ledger.queryLog().sign(asked("late"), ledger.head().timestamp() - 10, requester);
    assertEquals("PastDeadline", refusal(() -> ledger.queryLog().open(late)));
    assertEquals("UnknownDataset", refusal(() -> ledger.datasets().anchor(hash("none"), 1)));
    assertEquals(
        "NotOpen",
        refusal(
            () ->
                ledger
                    .queryLog()
                    .close(
                        sender,
                        hash("never asked"),
                        requester.address(),
                        Outcome.ANSWERED,
                        Bytes32.ZERO,
                        Bytes32.ZERO)));
  }

  @Test
  void manyAreLoggedAtOnce() {
    List<SignedQuery> queries = IntStream.range(0, 20).mapToObj(i -> sign("batch " + i)).toList();
    Mined mined = ledger.queryLog().openBatch(queries);
    for (SignedQuery query : queries) {
      assertEquals(mined.block(), entry(query).block());
    }
    IntStream.range(0, queries.size()).parallel().forEach(i -> close(queries.get(i)));
    for (SignedQuery query : queries) {
      assertEquals(Outcome.ANSWERED, entry(query).closing().orElseThrow().outcome());
    }
    assertEquals("NotOpen", refusal(() -> close(queries.getFirst())));
  }

  private Mined close(SignedQuery query) {
    return ledger
        .queryLog()
        .close(
            sender,
            query.entry().queryHash(),
            requester.address(),
            Outcome.ANSWERED,
            hash("receipt"),
            Bytes32.ZERO);
  }

  @Test
  void sessionsShareTransactionsAndABadEntrySpoilsNoOther() throws Exception {
    SignedQuery good = sign("company");
    SignedQuery bad = new SignedQuery(asked("bad company"), good.deadline(), good.signature());
    List<SignedQuery> queries = new ArrayList<>(List.of(good));
    IntStream.range(0, 30).forEach(i -> queries.add(sign("company " + i)));
    queries.add(15, bad);
    Map<SignedQuery, Future<Mined>> running = new LinkedHashMap<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (SignedQuery query : queries) {
        running.put(query, threads.submit(() -> ledger.queryLog().open(query)));
      }
    }
    for (Map.Entry<SignedQuery, Future<Mined>> one : running.entrySet()) {
      if (one.getKey().equals(bad)) {
        ExecutionException refused =
            assertThrows(ExecutionException.class, () -> one.getValue().get());
        LedgerException.Reverted why = (LedgerException.Reverted) refused.getCause();
        assertEquals("BadSigner", why.reason());
      } else {
        assertEquals(one.getValue().get().block(), entry(one.getKey()).block());
      }
    }
    Bytes32 unlogged = bad.entry().queryHash();
    assertTrue(ledger.queryLog().entry(unlogged, requester.address()).isEmpty());
  }

  @Test
  void twoClientsWithOneKeyBothSucceed() throws Exception {
    try (Ledger other = Ledger.connect(endpoint, deployment, List.of(sender));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<SignedQuery> queries =
          IntStream.range(0, 12).mapToObj(i -> sign("two clients " + i)).toList();
      List<Future<Mined>> running = new ArrayList<>();
      for (int i = 0; i < queries.size(); i++) {
        SignedQuery query = queries.get(i);
        Ledger client = i % 2 == 0 ? ledger : other;
        running.add(threads.submit(() -> client.queryLog().open(query)));
      }
      Set<Bytes32> transactions = new HashSet<>();
      for (int i = 0; i < queries.size(); i++) {
        Mined mined = running.get(i).get();
        transactions.add(mined.transaction());
        assertEquals(mined.transaction(), entry(queries.get(i)).transaction());
      }
      assertFalse(transactions.isEmpty());
    }
  }

  @Test
  void tooLittleGasHasItsOwnError() {
    try (Transactions transactions =
        new Transactions(
            new JsonRpc(endpoint), deployment.chainId(), Finality.of(new JsonRpc(endpoint)))) {
      byte[] data =
          Abi.call(
              "attest(address,uint8,uint64)",
              Account.generate().address(),
              Role.RESEARCHER.code(),
              -1L);
      Transactions.Draft draft =
          new Transactions.Draft(deployment.credentials().address(), data, 30_000);
      assertThrows(
          LedgerException.OutOfGas.class, () -> transactions.sendAll(sender, List.of(draft)));
    }
    // The key goes on after it.
    ledger.credentials().attest(sender, Account.generate().address(), Role.RESEARCHER);
  }

  @Test
  void aBlockThatIsNotTheChainsIsStale() {
    BlockRef head = ledger.head();
    BlockRef other = new BlockRef(head.number(), hash("no block"), head.timestamp());
    assertThrows(LedgerException.StaleHead.class, () -> ledger.requireCanonical(other));
    assertThrows(
        LedgerException.StaleHead.class,
        () -> ledger.credentials().roles(requester.address(), other));
    assertThrows(LedgerException.StaleHead.class, () -> ledger.block(head.number() + 100_000));
  }

  @Test
  void anErasedPatientIsInNoMask() {
    grant(ConsentTerms.of(Purpose.POA), 40, 41);
    assertEquals(Set.of(40, 41), mask(Purpose.POA, requester, ledger.head()));
    ledger.datasets().erase(sender, dataset, 40);
    BlockRef head = ledger.head();
    assertEquals(Set.of(41), mask(Purpose.POA, requester, head));
    BitSet erased = ledger.datasets().erased(dataset, PATIENTS, head);
    assertTrue(erased.get(40));
    assertFalse(erased.get(41));
  }

  @Test
  void aNextVersionAndAFreezeAreSeenAtTheirBlocks() {
    DatasetAnchor anchor = new DatasetAnchor(hash("v1"), Bytes32.ZERO, hash("p"), 1);
    ledger.datasets().register(sender, "versions", anchor, 256, sender.address());
    Bytes32 id = DatasetRegistry.id(sender.address(), "versions");
    BlockRef first = ledger.head();
    DatasetAnchor next = new DatasetAnchor(hash("v2"), Bytes32.ZERO, hash("p"), 1);
    ledger.datasets().nextVersion(sender, id, next);
    ledger.datasets().freeze(sender, id, hash("why"));
    assertEquals(1, ledger.datasets().find(id, first).orElseThrow().version());
    DatasetRecord now = ledger.datasets().find(id, ledger.head()).orElseThrow();
    assertEquals(2, now.version());
    assertTrue(now.frozen());
    assertEquals(anchor, ledger.datasets().anchor(id, 1));
    ledger.datasets().unfreeze(sender, id);
    assertFalse(ledger.datasets().find(id, ledger.head()).orElseThrow().frozen());
    assertNotEquals(first, ledger.head());
  }

  SignedQuery sign(String text) {
    return ledger.queryLog().sign(asked(text), deadline(), requester);
  }

  private QueryEntry asked(String text) {
    return new QueryEntry(
        hash(text), dataset, Purpose.HMB, List.of(), hash("digest"), requester.address());
  }

  private LogEntry entry(SignedQuery query) {
    return ledger
        .queryLog()
        .entry(query.entry().queryHash(), query.entry().requester())
        .orElseThrow();
  }

  private void grant(ConsentTerms terms, int... slots) {
    long[] nonces = ledger.consents().nonces(dataset, 0, PATIENTS);
    List<Grant> grants = new ArrayList<>();
    List<Account> controllers = new ArrayList<>();
    for (int slot : slots) {
      grants.add(new Grant(dataset, slot, terms, nonces[slot], deadline()));
      controllers.add(patients.get(slot));
    }
    ledger.consents().submit(ledger.consents().signAll(grants, controllers));
  }

  private Set<Integer> mask(Purpose purpose, Account by, BlockRef at, Bytes32... scope) {
    List<byte[]> pages =
        ledger.consents().consentMasks(dataset, 2, purpose, by.address(), List.of(scope), at);
    Set<Integer> slots = new HashSet<>();
    for (int page = 0; page < 2; page++) {
      int first = 256 * page;
      BitSet.valueOf(pages.get(page)).stream().forEach(slot -> slots.add(first + slot));
    }
    return slots;
  }

  private long deadline() {
    return ledger.head().deadline(Duration.ofHours(1));
  }

  /** Of this run: a network may have seen others. */
  static Bytes32 hash(String text) {
    return Bytes32.keccak(text);
  }

  private static String refusal(Runnable action) {
    try {
      action.run();
    } catch (LedgerException.Reverted e) {
      return e.reason();
    }
    return "none";
  }
}
