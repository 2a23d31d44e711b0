// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.sealome.ledger.Account;
import org.sealome.ledger.Outcome;
import org.sealome.ledger.Purpose;
import org.sealome.ledger.QueryLog;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.consent.ConsentMask;
import org.sealome.query.consent.ScopeSecret;
import org.sealome.query.steward.CareRule;
import org.sealome.query.steward.ReleaseDesk;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.PlanJson;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.Scope;

/**
 * Logs questions that are refused before anything ran. A cohort's is opened and closed in one step.
 * One about a single patient is opened like any other and closed by the steward, who alone can make
 * her tag: so it is in her history as the answered ones are, and the engine learns no tag before it
 * stands in the log.
 */
record RefusalLog(
    QueryLog log, Target target, ScopeSecret secret, Closings closings, Duration within) {

  /**
   * What is logged of a statement that has no plan, or whose plan may not be carried out: it
   * releases nothing, and says whom the statement is about where that is one patient.
   *
   * @param planned null where there is none: then whom the statement names
   */
  Plan plan(String sql, Plan planned, ErrorCode code) {
    BitSet about = planned == null ? target.planner().named(sql) : CareRule.everybody(planned);
    return new Plan(
        sql,
        target.facts().name(),
        planned == null ? Scope.UNSCOPED : planned.scope(),
        List.of(),
        about.cardinality() == 1
            ? List.of(Population.of(target.facts().patients(), about))
            : List.of(),
        List.of(),
        List.of(),
        null,
        code.code());
  }

  /**
   * In the log when this returns; the refusal itself is what the caller throws.
   *
   * @throws org.sealome.ledger.LedgerException where it is not
   */
  void write(
      Plan plan,
      ConsentMask mask,
      Purpose purpose,
      Account requester,
      SealomeException refusal,
      ReleaseDesk desk) {
    Draft draft = Draft.of(target, secret, PlanJson.write(plan), plan, mask, purpose, requester);
    long deadline = mask.block().deadline(within);
    Outcome outcome = Failures.outcome(refusal.code());
    if (CareRule.everybody(plan).cardinality() == 1) {
      LogEntries.open(log, log.sign(draft.entry(), deadline, requester));
      closings.now(draft.entry().queryHash(), () -> desk.refuse(draft.request(), outcome));
    } else {
      log.openRefused(log.signRefusal(draft.entry(), deadline, outcome, requester));
    }
  }
}
