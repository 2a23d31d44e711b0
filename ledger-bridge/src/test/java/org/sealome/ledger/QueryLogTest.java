// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.ledger.TestChain.CUSTODIAN;
import static org.sealome.ledger.TestChain.LEDGER;
import static org.sealome.ledger.TestChain.RESEARCHER;
import static org.sealome.ledger.TestChain.STEWARD;
import static org.sealome.ledger.TestChain.cohort;
import static org.sealome.ledger.TestChain.hash;
import static org.sealome.ledger.TestChain.query;
import static org.sealome.ledger.TestChain.refusal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sealome.ledger.TestChain.Cohort;

class QueryLogTest {
  private final Cohort cohort = cohort(1, 256);
  private final QueryLog log = LEDGER.queryLog();

  @Test
  void anEntryIsOpenedOnceAndClosedOnce() {
    SignedQuery query = query(cohort, "once", RESEARCHER);
    Bytes32 hash = query.entry().queryHash();
    assertEquals(Optional.empty(), log.entry(hash, RESEARCHER.address()));
    assertEquals("NotOpen", refusal(() -> close(STEWARD, hash, RESEARCHER, Outcome.ANSWERED)));
    log.open(query);
    assertEquals("AlreadyOpen", refusal(() -> log.open(query)));
    close(STEWARD, hash, RESEARCHER, Outcome.SUPERSEDED);
    assertEquals("NotOpen", refusal(() -> close(STEWARD, hash, RESEARCHER, Outcome.ANSWERED)));
    assertEquals("AlreadyOpen", refusal(() -> log.open(query)));
    assertEquals(
        Outcome.SUPERSEDED,
        log.entry(hash, RESEARCHER.address()).orElseThrow().closing().orElseThrow().outcome());
  }

  @Test
  void onlyTheDatasetsStewardCloses() {
    SignedQuery query = query(cohort, "whose", RESEARCHER);
    log.open(query);
    for (Account other : List.of(TestChain.RELAYER, RESEARCHER, CUSTODIAN)) {
      assertEquals(
          "NotSteward",
          refusal(() -> close(other, query.entry().queryHash(), RESEARCHER, Outcome.CONSENT)));
    }
  }

  @Test
  void nobodyAsksInAnothersName() {
    SignedQuery query = query(cohort, "name", RESEARCHER);
    QueryEntry e = query.entry();
    QueryEntry other =
        new QueryEntry(
            e.queryHash(), e.dataset(), e.purpose(), e.scope(), hash("x"), e.requester());
    assertEquals(
        "BadSigner",
        refusal(() -> log.open(new SignedQuery(other, query.deadline(), query.signature()))));
    SignedQuery stolen = log.sign(e, query.deadline(), TestChain.STRANGER);
    assertEquals("BadSigner", refusal(() -> log.open(stolen)));
  }

  @Test
  void aRefusalBeforeAnythingRanIsOneStepAndFinal() {
    QueryEntry query = TestChain.entry(cohort, "refused", TestChain.STRANGER);
    assertEquals("BadOutcome", refusal(() -> refuse(query, Outcome.ANSWERED)));
    refuse(query, Outcome.PRIVACY);
    LogEntry entry = log.entry(query.queryHash(), query.requester()).orElseThrow();
    assertEquals(Outcome.PRIVACY, entry.closing().orElseThrow().outcome());
    assertEquals(
        "NotOpen",
        refusal(() -> close(STEWARD, query.queryHash(), TestChain.STRANGER, Outcome.ANSWERED)));
  }

  @Test
  void whoSeesAQueryBeforeItIsMinedCanNeitherRefuseItNorTakeItsPlace() {
    SignedQuery query = query(cohort, "seen", RESEARCHER);
    QueryEntry e = query.entry();
    for (Outcome outcome : List.of(Outcome.PRIVACY, Outcome.CONSENT)) {
      SignedRefusal made = new SignedRefusal(e, query.deadline(), outcome, query.signature());
      assertEquals("BadSigner", refusal(() -> log.openRefused(made)));
    }
    QueryEntry squat =
        new QueryEntry(
            e.queryHash(),
            e.dataset(),
            e.purpose(),
            e.scope(),
            e.consentDigest(),
            TestChain.STRANGER.address());
    log.open(log.sign(squat, query.deadline(), TestChain.STRANGER));
    close(STEWARD, e.queryHash(), TestChain.STRANGER, Outcome.CONSENT);
    assertEquals(Optional.empty(), log.entry(e.queryHash(), RESEARCHER.address()));
    log.open(query);
    assertEquals(
        Optional.empty(), log.entry(e.queryHash(), RESEARCHER.address()).orElseThrow().closing());
    close(STEWARD, e.queryHash(), RESEARCHER, Outcome.ANSWERED);
    assertEquals(
        List.of(Outcome.CONSENT, Outcome.ANSWERED),
        log.entries(new LogFilter(cohort.id(), null, 0)).stream()
            .map(entry -> entry.closing().orElseThrow().outcome())
            .toList());
  }

  @Test
  void aRefusalIsSignedWithItsOutcomeAndOpensNothing() {
    QueryEntry e = TestChain.entry(cohort, "signed refusal", RESEARCHER);
    SignedRefusal refused = log.signRefusal(e, TestChain.deadline(), Outcome.PRIVACY, RESEARCHER);
    assertEquals(
        "BadSigner",
        refusal(() -> log.open(new SignedQuery(e, refused.deadline(), refused.signature()))));
    SignedRefusal other =
        new SignedRefusal(e, refused.deadline(), Outcome.CONSENT, refused.signature());
    assertEquals("BadSigner", refusal(() -> log.openRefused(other)));
    log.openRefused(refused);
  }

  @Test
  void whatIsNotLoggedInTimeIsNotLogged() {
    QueryEntry e = TestChain.entry(cohort, "late", RESEARCHER);
    long past = LEDGER.head().timestamp() - 1;
    assertEquals("PastDeadline", refusal(() -> log.open(log.sign(e, past, RESEARCHER))));
    assertEquals(
        "PastDeadline",
        refusal(() -> log.openRefused(log.signRefusal(e, past, Outcome.PRIVACY, RESEARCHER))));
    SignedQuery query = query(cohort, "late", RESEARCHER);
    SignedQuery longer = new SignedQuery(e, query.deadline() + 60, query.signature());
    assertEquals("BadSigner", refusal(() -> log.open(longer)));
  }

  @Test
  void unknownDatasetsAndTooManyGenesAreRefused() {
    QueryEntry e = query(cohort, "odd", RESEARCHER).entry();
    QueryEntry nowhere =
        new QueryEntry(
            e.queryHash(), hash("no"), e.purpose(), e.scope(), e.consentDigest(), e.requester());
    assertEquals(
        "UnknownDataset",
        refusal(() -> log.open(log.sign(nowhere, TestChain.deadline(), RESEARCHER))));
    QueryEntry wide =
        new QueryEntry(
            e.queryHash(),
            e.dataset(),
            e.purpose(),
            Collections.nCopies(33, hash("gene")),
            e.consentDigest(),
            e.requester());
    assertEquals(
        "ScopeTooLarge", refusal(() -> log.open(log.sign(wide, TestChain.deadline(), RESEARCHER))));
  }

  @Test
  void aBatchIsLoggedWholeOrNotAtAll() {
    List<SignedQuery> queries =
        IntStream.range(0, 5).mapToObj(i -> query(cohort, "b" + i, RESEARCHER)).toList();
    List<SignedQuery> twice = new ArrayList<>(queries);
    twice.add(queries.getFirst());
    assertEquals("AlreadyOpen", refusal(() -> log.openBatch(twice)));
    assertEquals(List.of(), log.entries(new LogFilter(cohort.id(), null, 0)));
    log.openBatch(queries);
    assertEquals(
        queries.stream().map(SignedQuery::entry).toList(),
        log.entries(new LogFilter(cohort.id(), null, 0)).stream().map(LogEntry::entry).toList());
  }

  @Test
  void entriesAreFoundByDatasetRequesterAndTime() {
    Cohort other = cohort(1, 256);
    SignedQuery first = query(cohort, "f1", RESEARCHER);
    SignedQuery second = query(cohort, "f2", TestChain.CLINICIAN);
    SignedQuery third = query(other, "f3", RESEARCHER);
    QueryEntry scoped =
        new QueryEntry(
            hash("f4" + other.id()),
            other.id(),
            Purpose.HMB,
            List.of(hash("HFE"), hash("TTR")),
            hash("d"),
            RESEARCHER.address());
    log.open(first);
    log.open(second);
    TestChain.NODE.advanceTime(java.time.Duration.ofHours(1));
    long later = LEDGER.head().timestamp();
    log.open(third);
    log.open(log.sign(scoped, TestChain.deadline(), RESEARCHER));
    assertEquals(List.of(first.entry(), second.entry()), find(cohort.id(), null, 0));
    assertEquals(List.of(second.entry()), find(cohort.id(), TestChain.CLINICIAN, 0));
    assertEquals(List.of(third.entry(), scoped), find(other.id(), RESEARCHER, later));
    assertEquals(List.of(), find(cohort.id(), null, later));
    assertEquals(List.of(third.entry(), scoped), find(null, null, later));
  }

  @Test
  void manyThreadsAndTwoClientsShareOneKey() throws Exception {
    Ledger second = Ledger.connect(TestChain.NODE.uri(), TestChain.DEPLOYMENT, TestChain.RELAYER);
    List<SignedQuery> queries =
        IntStream.range(0, 60).mapToObj(i -> query(cohort, "t" + i, RESEARCHER)).toList();
    try (var threads = java.util.concurrent.Executors.newFixedThreadPool(6)) {
      List<java.util.concurrent.Future<Mined>> mined = new ArrayList<>();
      for (int i = 0; i < queries.size(); i++) {
        Ledger ledger = i % 2 == 0 ? LEDGER : second;
        SignedQuery query = queries.get(i);
        mined.add(threads.submit(() -> ledger.queryLog().open(query)));
      }
      HashSet<Bytes32> transactions = new HashSet<>();
      for (var one : mined) {
        transactions.add(one.get().transaction());
      }
      assertTrue(transactions.size() <= 60);
    }
    assertEquals(60, log.entries(new LogFilter(cohort.id(), null, 0)).size());
  }

  private List<QueryEntry> find(Bytes32 dataset, Account requester, long since) {
    LogFilter filter =
        new LogFilter(dataset, requester == null ? null : requester.address(), since);
    return log.entries(filter).stream().map(LogEntry::entry).toList();
  }

  private Mined refuse(QueryEntry query, Outcome outcome) {
    return log.openRefused(
        log.signRefusal(query, TestChain.deadline(), outcome, TestChain.STRANGER));
  }

  private Mined close(Account by, Bytes32 hash, Account requester, Outcome outcome) {
    return log.close(by, hash, requester.address(), outcome, Bytes32.ZERO, Bytes32.ZERO);
  }

  @Test
  void aBatchKeepsARootThatEachOfItsQueriesLeadsTo() {
    Cohort cohort = TestChain.cohort(1, 256);
    for (int size : new int[] {1, 2, 5, 8}) {
      List<SignedQuery> queries =
          IntStream.range(0, size)
              .mapToObj(i -> TestChain.query(cohort, "batch" + size + "-" + i, RESEARCHER))
              .toList();
      LEDGER.queryLog().openBatch(queries);
      QueryBatch batch = QueryBatch.of(queries.stream().map(SignedQuery::entry).toList());
      for (int i = 0; i < size; i++) {
        Bytes32 hash = queries.get(i).entry().queryHash();
        Address by = RESEARCHER.address();
        assertTrue(LEDGER.queryLog().inBatch(batch.root(), batch.proof(i), hash, by));
        assertTrue(QueryBatch.verify(batch.root(), batch.proof(i), QueryBatch.leaf(hash, by)));
        Bytes32 other = TestChain.hash("other");
        assertFalse(LEDGER.queryLog().inBatch(batch.root(), batch.proof(i), other, by));
        assertFalse(LEDGER.queryLog().inBatch(other, batch.proof(i), hash, by));
      }
    }
    assertEquals("EmptyBatch", TestChain.refusal(() -> LEDGER.queryLog().openBatch(List.of())));
  }

  @Test
  void anEntryIsFoundAtItsPlaceInItsBatch() {
    Cohort cohort = TestChain.cohort(1, 256);
    SignedQuery alone = query(cohort, "alone", RESEARCHER);
    log.open(alone);
    assertEquals(Optional.empty(), log.place(logged(alone)));
    for (int size : new int[] {1, 2, 7}) {
      List<SignedQuery> queries =
          IntStream.range(0, size)
              .mapToObj(i -> query(cohort, "p" + size + i, RESEARCHER))
              .toList();
      log.openBatch(queries);
      QueryBatch batch = QueryBatch.of(queries.stream().map(SignedQuery::entry).toList());
      for (int i = 0; i < size; i++) {
        BatchPlace place = log.place(logged(queries.get(i))).orElseThrow();
        assertEquals(new BatchPlace(batch.root(), i, size, batch.proof(i)), place);
        assertTrue(
            log.inBatch(
                place.root(),
                place.siblings(),
                queries.get(i).entry().queryHash(),
                RESEARCHER.address()));
      }
    }
  }

  private LogEntry logged(SignedQuery query) {
    return log.entry(query.entry().queryHash(), query.entry().requester()).orElseThrow();
  }

  @Test
  void aPatientRecognisesHerOwnTagsAndNobodyElseDoes() {
    byte[] hers = TestChain.hash("her key").toBytes();
    byte[] another = TestChain.hash("another key").toBytes();
    Bytes32 one = TestChain.hash("question 1");
    Bytes32 two = TestChain.hash("question 2");
    assertEquals(SubjectTag.of(hers, one), SubjectTag.of(hers, one));
    assertFalse(SubjectTag.of(hers, one).equals(SubjectTag.of(hers, two)));
    assertFalse(SubjectTag.of(hers, one).equals(SubjectTag.of(another, one)));
  }
}
