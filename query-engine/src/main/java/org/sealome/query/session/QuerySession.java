// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.sealome.ledger.Account;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.Conditions;
import org.sealome.ledger.DatasetRecord;
import org.sealome.ledger.Outcome;
import org.sealome.ledger.Purpose;
import org.sealome.ledger.QueryEntry;
import org.sealome.ledger.QueryLog;
import org.sealome.ledger.SignedQuery;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.circuit.BlindingBatch;
import org.sealome.query.circuit.EvaluationTally;
import org.sealome.query.circuit.PlanCompiler;
import org.sealome.query.circuit.SampleSink;
import org.sealome.query.consent.ConsentMask;
import org.sealome.query.consent.ConsentReader;
import org.sealome.query.consent.Duties;
import org.sealome.query.consent.ScopeSecret;
import org.sealome.query.steward.CareRule;
import org.sealome.query.steward.Release;
import org.sealome.query.steward.ReleaseDesk;
import org.sealome.query.steward.ReleaseRequest;
import org.sealome.query.steward.ReleasedAnswer;
import org.sealome.query.steward.Steward;
import org.sealome.query.steward.SupersededException;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.PlanJson;
import org.sealome.zk.plan.Provability;

/**
 * Queries on one dataset, one after the other. The life of each:
 *
 * <pre>
 * plan → consent at the head → sign → open the log entry → evaluate into the steward → release
 *                                     └ refused: opened and closed with the code      └ close
 * </pre>
 *
 * <p>Nothing is decrypted before {@code open} is mined, and nothing is handed out unless every step
 * went through. The {@code close} follows behind the rows. Where consent changed between planning
 * and logging, the query starts again, three times at most.
 */
public final class QuerySession implements AutoCloseable {
  /** Encryptions of zero that are made while a log entry is mined, at most. */
  public static final int ZEROS_AHEAD = 64;

  private static final int ATTEMPTS = 3;

  /** A signed query that nobody brought to the ledger in this time is nobody's to bring. */
  private static final Duration LOGGED_WITHIN = Duration.ofHours(1);

  private final SessionConfig config;
  private final Target target;
  private final ConsentReader consent;
  private final ScopeSecret secret;
  private final Admission admission;
  private final Steward steward;
  private final CompletableFuture<Parts> loading;
  private final Interference interference;
  private final Closings closings = new Closings();
  private final RefusalLog refusals;

  private QuerySession(SessionConfig config, Target target, Interference interference) {
    this.config = config;
    this.target = target;
    this.interference = interference;
    this.consent = new ConsentReader(config.engineLedger(), config.freshness());
    this.secret = ScopeSecret.load(config.home(), "engine", target.facts().name());
    this.admission = new Admission(config, target, consent, secret);
    this.refusals =
        new RefusalLog(config.engineLedger().queryLog(), target, secret, closings, LOGGED_WITHIN);
    this.steward = Steward.open(config.home());
    // Keys load while the first statement is planned.
    this.loading = CompletableFuture.supplyAsync(() -> Parts.load(config, target, steward));
  }

  /**
   * Opens the steward's folder and begins to load keys; no query runs yet.
   *
   * @param dataset stays open as long as the session; the caller closes it
   * @throws SealomeException USAGE where the steward's folder is missing
   */
  public static QuerySession open(SessionConfig config, Dataset dataset, SqlPlanner planner) {
    return Failures.typed(
        () ->
            new QuerySession(
                config, Target.of(dataset, config.datasetId(), planner), Interference.NONE));
  }

  /** As above, with the planner for the dataset. */
  public static QuerySession open(SessionConfig config, Dataset dataset) {
    return open(config, dataset, SqlPlanner.of(dataset));
  }

  /** With something in the way. */
  static QuerySession open(SessionConfig config, Target target, Interference interference) {
    return Failures.typed(() -> new QuerySession(config, target, interference));
  }

  /**
   * Answers a statement, or throws and answers nothing. Whatever happens to it after it was parsed
   * is logged. The receipt's proof shows nothing that the answer does not.
   *
   * @throws SealomeException with the code of the refusal
   */
  public QueryOutcome answer(String sql, Purpose purpose, Account requester) {
    return answer(sql, purpose, requester, false);
  }

  /**
   * As above.
   *
   * @param discloseParts whether the proof may show the integers that the answer was computed from
   */
  public QueryOutcome answer(
      String sql, Purpose purpose, Account requester, boolean discloseParts) {
    return Failures.typed(() -> run(sql, purpose, requester, discloseParts));
  }

  private QueryOutcome run(String sql, Purpose purpose, Account requester, boolean discloseParts) {
    Stopwatch watch = new Stopwatch();
    Plan plan = null;
    Question question;
    try {
      Plan planned = target.planner().plan(sql);
      plan = discloseParts ? planned.withDisclosedParts() : planned;
      if (plan.refusal() != null) {
        throw new SealomeException(
            ErrorCode.valueOf(plan.refusal().toUpperCase(java.util.Locale.ROOT)),
            "the statement is refused",
            null);
      }
      Provability provability = target.facts().provability(plan);
      ReleaseDesk.requireProven(target.facts(), plan, provability);
      CareRule.require(plan, purpose);
      question =
          new Question(
              plan,
              PlanJson.write(plan),
              PlanCompiler.compile(plan, target.cohort()),
              provability,
              purpose,
              requester);
    } catch (RuntimeException e) {
      SealomeException refusal = Failures.typed(e);
      parts();
      watch.lap(Stopwatch.Lap.PLAN);
      if (refusal.code() == ErrorCode.PRIVACY || refusal.code() == ErrorCode.PARAMETERS) {
        refusals.write(
            refusals.plan(sql, plan, refusal.code()),
            ConsentMask.nobody(consent.head()),
            purpose,
            requester,
            refusal,
            parts().desk());
      }
      throw refusal;
    }
    parts();
    watch.lap(Stopwatch.Lap.PLAN);
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(question, watch, attempt);
      } catch (SupersededException e) {
        // Asked again, with what consent is now.
      }
    }
  }

  /**
   * One turn.
   *
   * @throws SupersededException never in the last turn, which is refused instead
   */
  private QueryOutcome attempt(Question question, Stopwatch watch, int turn)
      throws SupersededException {
    EngineKeys engine = parts().engine();
    ReleaseDesk desk = parts().desk();
    BlockRef head = consent.head();
    DatasetRecord record = admission.record(head);
    ConsentMask mask = admission.mask(question, record, head);
    watch.lap(Stopwatch.Lap.CONSENT);
    SealomeException refusal = admission.refusal(question, record, mask, head);
    if (refusal != null) {
      refusals.write(
          question.plan(), mask, question.purpose(), question.requester(), refusal, desk);
      throw refusal;
    }
    // While the entry is mined: what is asked of the requester, and is told with the answer.
    CompletableFuture<Conditions> duties = admission.duties(question, record, head);
    Draft draft =
        Draft.of(
            target,
            secret,
            question.planBytes(),
            question.plan(),
            mask,
            question.purpose(),
            question.requester());
    QueryEntry entry = draft.entry();
    ReleaseRequest request = draft.request();
    QueryLog log = config.engineLedger().queryLog();
    SignedQuery signed = log.sign(entry, head.deadline(LOGGED_WITHIN), question.requester());
    Bytes32 queryHash = entry.queryHash();
    // While the entry is mined the engine gets ready; nothing reaches the steward before.
    CompletableFuture<Void> preparing =
        CompletableFuture.runAsync(
            () -> engine.prepare(question.plan()), Thread::startVirtualThread);
    try {
      interference.beforeOpen();
      interference.onItsWay(signed);
      LogEntries.open(log, signed);
    } catch (RuntimeException e) {
      preparing.exceptionally(ignored -> null).join();
      throw e;
    }
    watch.lap(Stopwatch.Lap.LOG);
    try {
      interference.beforeRelease();
      Release release = desk.begin(request);
      watch.lap(Stopwatch.Lap.RELEASE);
      Failures.join(preparing);
      Optional<String> terms = Duties.sentence(Failures.join(duties));
      EvaluationTally tally = evaluate(question, mask, queryHash, release);
      watch.lap(Stopwatch.Lap.EVALUATE);
      ReleasedAnswer answer = release.finish();
      watch.lap(Stopwatch.Lap.RELEASE);
      closings.later(queryHash, () -> desk.closeAnswered(answer));
      return new QueryOutcome(
          answer.answer(),
          answer.receipt(),
          watch.timings(),
          Stream.concat(answer.warnings().stream(), terms.stream()).toList(),
          new Execution(turn, mask.size(), tally));
    } catch (SupersededException e) {
      if (turn == ATTEMPTS) {
        closings.now(queryHash, () -> desk.refuse(request, Outcome.CONSENT));
        throw new SealomeException(
            ErrorCode.CONSENT,
            "consent is changing: "
                + ATTEMPTS
                + " times it was another one when the query was logged than when it was planned",
            "try again",
            e);
      }
      closings.now(queryHash, () -> desk.refuse(request, Outcome.SUPERSEDED));
      throw e;
    } catch (RuntimeException e) {
      SealomeException typed = Failures.typed(e);
      closings.now(queryHash, () -> desk.refuse(request, Failures.outcome(typed.code())));
      throw typed;
    }
  }

  /** Sends blindings to the steward, then samples: none is decrypted before all blindings. */
  private EvaluationTally evaluate(
      Question question, ConsentMask mask, Bytes32 queryHash, Release release) {
    CompletableFuture<BlindingBatch> opening =
        CompletableFuture.supplyAsync(() -> blindings(question, mask, queryHash));
    SampleSink samples = interference.between(release);
    BlindingsFirst sink =
        new BlindingsFirst(
            () -> {
              BlindingBatch blindings = Failures.join(opening);
              BlindingBatch sent = blindings == null ? null : interference.between(blindings);
              if (sent != null) {
                release.accept(sent);
              }
            },
            samples);
    try {
      EvaluationTally tally =
          question
              .compiled()
              .evaluate(parts().engine().circuits(), mask, queryHash.toBytes(), sink);
      sink.finish();
      return tally;
    } finally {
      opening.handle((batch, failure) -> null).join();
    }
  }

  /** Null where nothing is committed. */
  private BlindingBatch blindings(Question question, ConsentMask mask, Bytes32 queryHash) {
    BlindingHalf half = parts().blinding();
    return half == null
        ? null
        : new EngineOpenings(target.facts().commitments(), half)
            .of(question.plan(), question.provability(), mask, queryHash.toBytes());
  }

  private Parts parts() {
    return Failures.join(loading);
  }

  /**
   * Waits until the log entries of answered queries are closed.
   *
   * @return what could not be closed, for people; rows that were handed out stay valid
   */
  public List<String> awaitClosings() {
    return new ArrayList<>(closings.await());
  }

  /** Waits likewise, and forgets the keys. */
  @Override
  public void close() {
    closings.await();
    loading
        .handle(
            (parts, failure) -> {
              if (parts != null) {
                parts.close();
              }
              return null;
            })
        .join();
    steward.close();
  }
}
