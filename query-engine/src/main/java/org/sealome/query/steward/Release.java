// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.sealome.he.CorruptInputException;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.LedgerException;
import org.sealome.ledger.Outcome;
import org.sealome.ledger.Purpose;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.Repetition;
import org.sealome.query.circuit.BlindingBatch;
import org.sealome.query.circuit.ConsentedPopulations;
import org.sealome.query.circuit.ReleaseRange;
import org.sealome.query.circuit.SampleBatch;
import org.sealome.query.circuit.SampleSink;
import org.sealome.query.receipt.Receipt;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.EvaluationException;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Provability;
import org.sealome.zk.plan.RestEvaluator;

/**
 * The release of one logged query: takes each sample that its plan calls for once and nothing else,
 * adds up the integers, and when all are there lets the answer out. After an error nothing more
 * comes of it. Not thread-safe.
 */
public final class Release implements SampleSink {
  private final ReleaseDesk desk;
  private final LoggedQuery query;
  private final Plan plan;
  private final Provability provability;
  private final ConsentedPopulations populations;
  private final Populations sizes;
  private final OpeningCheck openings;
  private final BitSet awaited = new BitSet();
  private final long[] released;
  private boolean over;

  Release(ReleaseDesk desk, LoggedQuery query, Provability provability) {
    this.desk = desk;
    this.query = query;
    this.plan = query.plan();
    this.provability = provability;
    this.released = new long[plan.releases().size()];
    this.populations =
        ConsentedPopulations.of(
            plan.populations(), query.mask().pages(), desk.dataset().blockSlots());
    this.sizes = Populations.of(plan, query.mask().slots());
    this.openings = desk.openingCheck(plan, provability, sizes);
    for (int block = 0; block < populations.blocks(); block++) {
      for (int r = 0; r < released.length; r++) {
        awaited.set(position(r, block), populations.contributes(plan.releases().get(r), block));
      }
    }
  }

  /**
   * Decrypts a batch, adds it up, and looks whether what is complete by it opens.
   *
   * @throws SealomeException INTEGRITY where the batch is of another query, comes before all
   *     blindings, holds a sample that is not awaited (again), or decrypts to what the plan cannot
   *     have made or does not open the commitments; the last two freeze the dataset
   */
  @Override
  public void accept(SampleBatch batch) {
    requireOpen();
    over = true;
    try {
      take(batch);
    } catch (RuntimeException e) {
      throw abandoned(e);
    }
    over = false;
  }

  /**
   * Takes the engine's halves of the blindings of what it proves, before the samples.
   *
   * @throws SealomeException INTEGRITY where they are of another query, or not called for (again)
   */
  public void accept(BlindingBatch batch) {
    requireOpen();
    over = true;
    try {
      openings.accept(batch, query.entry().queryHash());
    } catch (RuntimeException e) {
      throw abandoned(e);
    }
    over = false;
  }

  /** The entry is closed by the steward itself: no engine can leave it open for another try. */
  private RuntimeException abandoned(RuntimeException e) {
    ErrorCode code = e instanceof SealomeException typed ? typed.code() : ErrorCode.INTERNAL;
    if (e instanceof LedgerException) {
      code = ErrorCode.LEDGER;
    }
    desk.abandon(query, Outcome.valueOf(code.name()));
    return e;
  }

  private void take(SampleBatch batch) {
    if (!Bytes32.of(batch.queryHash()).equals(query.entry().queryHash())) {
      throw refuse("the engine sent samples of another query");
    }
    int[] releases = batch.releases();
    if (batch.block() < 0
        || batch.block() >= populations.blocks()
        || releases.length != batch.samples().count()) {
      throw refuse("the engine sent samples that the plan does not call for");
    }
    for (int r : releases) {
      if (r < 0 || r >= released.length || !awaited.get(position(r, batch.block()))) {
        throw refuse(
            "the engine sent a sample that is not awaited: release "
                + r
                + ", block "
                + batch.block());
      }
      awaited.clear(position(r, batch.block()));
    }
    requireDegrees(batch);
    openings.requireComplete();
    long[] sums;
    try {
      sums = desk.decryptor().sums(batch.samples());
    } catch (CorruptInputException e) {
      throw refuse("the engine sent a sample that is none: " + e.getMessage());
    }
    for (int i = 0; i < releases.length; i++) {
      add(releases[i], batch.block(), sums[i]);
    }
    requireOpening(IntStream.of(releases).filter(this::isComplete));
  }

  private boolean isComplete(int release) {
    return IntStream.range(0, populations.blocks())
        .noneMatch(b -> awaited.get(position(release, b)));
  }

  /** Freezes the dataset where one does not open. */
  private void requireOpening(IntStream releases) {
    OptionalInt failing = openings.failing(releases, released);
    if (failing.isPresent()) {
      throw attack(
          "release " + failing.getAsInt() + " does not open the commitments",
          "the engine did not compute what was asked over those who consent, or the ciphertexts"
              + " are not of what the custodian committed to");
    }
  }

  /** A relinearised product is of a lower degree than the plan says; none is of a higher one. */
  private void requireDegrees(SampleBatch batch) {
    int[] releases = batch.releases();
    for (int i = 0; i < releases.length; i++) {
      int degree = batch.samples().degree(i);
      if (degree > plan.releases().get(releases[i]).degree()) {
        throw refuse(
            "the engine sent a sample of degree " + degree + ", more than its release has factors");
      }
    }
  }

  private void add(int release, int block, long residue) {
    ReleaseRange range =
        ReleaseRange.of(plan.releases().get(release), p -> populations.size(p, block));
    OptionalLong value = range.integer(residue);
    if (value.isEmpty()) {
      // Not the value itself: a crafted sample would make it an oracle on the key.
      throw attack(
          "release " + release + " of block " + block + " is out of its range",
          "the engine did not compute what was asked, or the ciphertexts are not under the"
              + " steward's key");
    }
    released[release] = Math.addExact(released[release], value.getAsLong());
  }

  /** Freezes the dataset. */
  private SealomeException attack(String what, String because) {
    String frozen = "the dataset is frozen until the custodian lifts it";
    try {
      desk.freeze(what);
    } catch (LedgerException e) {
      frozen =
          "the steward answers nothing more of it, though the ledger could not be told: "
              + e.getMessage();
    }
    return new SealomeException(
        ErrorCode.INTEGRITY,
        what + "; " + frozen,
        because + ": verify the dataset, then: sealome dataset unfreeze " + desk.dataset().name());
  }

  /**
   * The answer, with what may not leave taken out. What the requester is told is on disk before
   * this returns.
   *
   * @throws SealomeException INTEGRITY where samples are missing, what they decrypt to does not
   *     open the commitments (which freezes the dataset), or the dataset was frozen meanwhile;
   *     USAGE where an expression has no value (a division by zero)
   */
  public ReleasedAnswer finish() {
    requireOpen();
    over = true;
    try {
      desk.answered(query);
      return answer();
    } catch (RuntimeException e) {
      throw abandoned(e);
    }
  }

  private ReleasedAnswer answer() {
    if (!awaited.isEmpty()) {
      throw refuse("the engine left out " + awaited.cardinality() + " samples");
    }
    openings.requireComplete();
    requireOpening(IntStream.range(0, released.length));
    desk.requireThawed();
    desk.requireCanonical(query.logged().block());
    DisclosureControl control = new DisclosureControl(policy(), desk.dataset().publicForms());
    DisclosureControl.Decision decision;
    if (control.remembers() && !plan.cells().isEmpty()) {
      try (RepetitionMemory memory = desk.memory(query.entry().requester().hex())) {
        decision = control.decide(plan, sizes, released, memory);
        memory.commit(decision.answered());
      }
    } else {
      decision = control.decide(plan, sizes, released, null);
    }
    boolean[] suppressed = decision.flags(plan.cells().size());
    Answer answer = evaluate(sizes.sizes(), suppressed);
    Receipt receipt =
        desk.receipts().of(query, answer, provability, openings, sizes, released, suppressed);
    return new ReleasedAnswer(
        answer,
        receipt,
        desk.subjectTag(CareRule.everybody(plan), query.entry().queryHash()),
        warnings(decision));
  }

  private Answer evaluate(long[] sizes, boolean[] suppressed) {
    try {
      return RestEvaluator.evaluate(plan, released, sizes, suppressed);
    } catch (EvaluationException e) {
      throw new SealomeException(
          e.kind() == EvaluationException.Kind.MALFORMED ? ErrorCode.INTERNAL : ErrorCode.USAGE,
          "the answer has no value: " + e.getMessage(),
          e.kind() == EvaluationException.Kind.DIVISION_BY_ZERO ? "divide by NULLIF(…, 0)" : null,
          e);
    }
  }

  /** One patient, under clinical care and with her own consent, is exempt. */
  private DisclosurePolicy policy() {
    DisclosurePolicy policy = desk.dataset().policy();
    if (!query.entry().purpose().equals(Purpose.CC)) {
      return policy;
    }
    return CareRule.everybody(plan).cardinality() == 1
        ? new DisclosurePolicy(1, Repetition.OFF, policy.requireProven())
        : policy;
  }

  private List<String> warnings(DisclosureControl.Decision decision) {
    List<String> warnings = new ArrayList<>();
    if (!decision.repeated().isEmpty()) {
      warnings.add(
          decision.repeated().size()
              + " of "
              + plan.cells().size()
              + " figures are over a population that differs from an earlier one by fewer than "
              + desk.dataset().policy().minCell()
              + " patients: the difference of the two answers tells about those few");
    }
    return warnings;
  }

  private int position(int release, int block) {
    return Math.addExact(Math.multiplyExact(block, released.length), release);
  }

  private void requireOpen() {
    if (over) {
      throw new IllegalStateException("this release has ended");
    }
  }

  private static SealomeException refuse(String why) {
    return new SealomeException(ErrorCode.INTEGRITY, why, "nothing was released");
  }
}
