// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.util.concurrent.CompletableFuture;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Conditions;
import org.sealome.ledger.DatasetRecord;
import org.sealome.ledger.Purpose;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.consent.ConsentMask;
import org.sealome.query.consent.ConsentReader;
import org.sealome.query.consent.ScopeSecret;
import org.sealome.query.steward.CareRule;

/** Looks at the ledger's head whether a question may be asked, and of whom. */
record Admission(SessionConfig config, Target target, ConsentReader consent, ScopeSecret secret) {

  /** The dataset as registered at the head. */
  DatasetRecord record(BlockRef head) {
    return config
        .engineLedger()
        .datasets()
        .find(config.datasetId(), head)
        .orElseThrow(
            () ->
                new SealomeException(
                    ErrorCode.LEDGER,
                    "dataset " + target.facts().name() + " is not registered on this ledger",
                    "the ledger may be another one than it was ingested with"));
  }

  /** Who may be counted. */
  ConsentMask mask(Question question, DatasetRecord record, BlockRef head) {
    if (question.plan().touchesNobody()) {
      return ConsentMask.nobody(head);
    }
    return consent.read(
        record,
        question.purpose(),
        question.requester().address(),
        secret.scope(question.plan().scope()),
        head);
  }

  /** What the requester undertakes by asking; read beside whatever else is done. */
  CompletableFuture<Conditions> duties(Question question, DatasetRecord record, BlockRef head) {
    if (question.plan().touchesNobody()) {
      return CompletableFuture.completedFuture(Conditions.NONE);
    }
    return CompletableFuture.supplyAsync(
        () ->
            config
                .engineLedger()
                .consents()
                .duties(
                    record.id(),
                    record.pages(),
                    question.purpose(),
                    question.requester().address(),
                    secret.scope(question.plan().scope()),
                    head),
        Thread::startVirtualThread);
  }

  /** Why nothing is evaluated, or null. */
  SealomeException refusal(
      Question question, DatasetRecord record, ConsentMask mask, BlockRef head) {
    if (record.frozen()) {
      return new SealomeException(
          ErrorCode.INTEGRITY,
          "dataset " + target.facts().name() + " is frozen after an integrity failure",
          "when the custodian has looked into it: sealome dataset unfreeze "
              + target.facts().name());
    }
    if (!record.anchor().manifestHash().equals(target.facts().manifestHash())) {
      return new SealomeException(
          ErrorCode.INTEGRITY,
          "dataset " + target.facts().name() + " is not the one that is anchored on the ledger",
          "restore the dataset's folder, or ingest it again");
    }
    if (question.plan().touchesNobody()) {
      return null;
    }
    if (mask.size() > 0) {
      return CareRule.isAsked(question.plan(), question.purpose(), mask.slots())
          ? null
          : CareRule.withoutHer();
    }
    boolean entitled =
        config
            .engineLedger()
            .credentials()
            .entitled(question.requester().address(), question.purpose(), head);
    return entitled
        ? new SealomeException(
            ErrorCode.CONSENT,
            "nobody in "
                + target.facts().name()
                + " consents to "
                + question.purpose()
                + " by this requester"
                + (question.plan().scope().unscoped()
                    ? ", on the whole genome"
                    : ", on " + String.join(", ", question.plan().scope().genes())),
            "sealome consent show --dataset " + target.facts().name() + " tells what stands")
        : new SealomeException(
            ErrorCode.CONSENT,
            "the requester is not entitled to ask under " + question.purpose(),
            question.purpose().equals(Purpose.CC)
                ? "clinical care is for clinicians"
                : "an institution has to attest the requester's role");
  }
}
