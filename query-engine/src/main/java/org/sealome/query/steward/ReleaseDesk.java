// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.sealome.he.HeContext;
import org.sealome.he.LweDecryptor;
import org.sealome.ledger.Account;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.LedgerException;
import org.sealome.ledger.Outcome;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.consent.ConsentReader;
import org.sealome.query.consent.HeadFreshness;
import org.sealome.query.consent.ScopeSecret;
import org.sealome.query.consent.SubjectKeys;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.plan.ColumnIntegrity;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.PlanFormatException;
import org.sealome.zk.plan.PlanJson;
import org.sealome.zk.plan.Provability;

/**
 * Where the steward releases answers of one dataset: query by query, each from its own reading of
 * the ledger.
 */
public final class ReleaseDesk implements AutoCloseable {
  private final Path home;
  private final StewardFolder folder;
  private final Account account;
  private final DatasetFacts dataset;
  private final Ledger ledger;
  private final ConsentReader consent;
  private final ScopeSecret secret;
  private final SigningKey signer;
  private final LweDecryptor decryptor;

  /** Null where nothing is committed. */
  private final BlindingHalf blinding;

  private final EntryStates entries;

  ReleaseDesk(
      Path home,
      StewardFolder folder,
      Account account,
      DatasetFacts dataset,
      HeContext context,
      Ledger ledger,
      HeadFreshness freshness) {
    this.home = home;
    this.folder = folder;
    this.account = account;
    this.dataset = dataset;
    this.ledger = ledger;
    this.consent = new ConsentReader(ledger, freshness);
    this.entries = new EntryStates(folder.consumed(dataset.name()));
    this.secret = ScopeSecret.load(home, "steward", dataset.name());
    this.signer = SigningKey.load(folder.signingKey());
    this.blinding =
        dataset.commitments() == null ? null : StewardBlinding.load(home, dataset.manifest());
    this.decryptor = SecretKeys.decryptor(folder, dataset, context);
  }

  /**
   * Begins a release: verifies that what is asked for is what was logged, and reads the mask. The
   * log entry is used up by it, whatever follows: it is on disk that it was begun before anything
   * can be decrypted.
   *
   * @throws SealomeException LEDGER, INTEGRITY or CONSENT: nothing may be released
   * @throws SupersededException where consent changed before the query was logged
   * @throws LedgerException where the steward's node does not answer
   */
  public Release begin(ReleaseRequest request) throws SupersededException {
    LoggedQuery query =
        LoggedQuery.read(ledger, consent, request, dataset, secret, account.address());
    requireThawed();
    BitSet asked = CareRule.everybody(query.plan());
    CareRule.require(query.plan(), query.entry().purpose(), asked);
    if (!CareRule.isAsked(query.plan(), query.entry().purpose(), query.mask().slots())) {
      throw CareRule.withoutHer();
    }
    asked.and(query.mask().slots());
    CareRule.require(query.plan(), query.entry().purpose(), asked);
    Provability provability = dataset.provability(query.plan());
    requireProven(dataset, query.plan(), provability);
    entries.begin(EntryStates.Key.of(query));
    return new Release(this, query, provability);
  }

  /**
   * Looks whether the dataset's policy lets such an answer leave. Nothing may be decrypted that
   * does not have to open, the sizes of cells neither: what cannot be opened could be made up, and
   * whether a cell is suppressed would tell about it.
   *
   * @throws SealomeException PRIVACY where it asks for proofs, and a column or a release cannot be
   *     proven
   */
  public static void requireProven(DatasetFacts dataset, Plan plan, Provability provability) {
    if (!dataset.policy().requireProven()) {
      return;
    }
    List<ColumnIntegrity> columns = provability.columns();
    for (int c = 0; c < columns.size(); c++) {
      if (!columns.get(c).isProven()) {
        throw new SealomeException(
            ErrorCode.PRIVACY,
            "dataset "
                + dataset.name()
                + " lets only proven answers leave, and column "
                + (c + 1)
                + " of this one would not be: "
                + columns.get(c).reason(),
            "sealome explain says before which columns are proven");
      }
    }
    for (int r = 0; r < plan.releases().size(); r++) {
      if (!provability.isProvable(r)) {
        throw new SealomeException(
            ErrorCode.PRIVACY,
            "dataset "
                + dataset.name()
                + " lets only proven answers leave, and release "
                + (r + 1)
                + " of this one cannot be opened",
            "sealome explain says before which columns are proven");
      }
    }
  }

  /**
   * Closes an entry that is not answered, unless the steward did so itself when the release failed;
   * mined when this returns. Whom the question was about is in its plan, refused or not: where the
   * plan is what was logged, the entry gets her tag.
   *
   * @throws SealomeException INTEGRITY where the entry is answered, or may have been
   */
  public void refuse(ReleaseRequest request, Outcome outcome) {
    EntryStates.Key key = new EntryStates.Key(request.queryHash(), request.requester());
    if (entries.refuse(key)) {
      close(key, outcome, subjectTag(request));
    }
  }

  private void close(EntryStates.Key key, Outcome outcome, Bytes32 tag) {
    ledger.queryLog().close(account, key.queryHash(), key.requester(), outcome, Bytes32.ZERO, tag);
    entries.closed(key);
  }

  /**
   * Before rows leave: from here on the entry can only be closed as answered.
   *
   * @throws SealomeException INTEGRITY where it was refused meanwhile
   */
  void answered(LoggedQuery query) {
    entries.answer(EntryStates.Key.of(query));
  }

  /**
   * The tag of a question that is refused. A tag is made of a logged hash only where that hash is
   * shown to be this requester's question: whoever saw another's hash could else log it in his own
   * name, and learn by the tag whom the other had asked about.
   */
  private Bytes32 subjectTag(ReleaseRequest request) {
    Plan plan;
    try {
      plan = PlanJson.read(request.plan());
    } catch (PlanFormatException e) {
      return Bytes32.ZERO;
    }
    BitSet slots = CareRule.everybody(plan);
    boolean fits = plan.populations().stream().allMatch(p -> p.patients() == dataset.patients());
    return fits
            && slots.cardinality() == 1
            && ledger
                .queryLog()
                .entry(request.queryHash(), request.requester())
                .filter(logged -> LoggedQuery.isOf(request, logged.entry(), dataset))
                .isPresent()
        ? subjectTag(slots, request.queryHash())
        : Bytes32.ZERO;
  }

  /**
   * Closes the entry of a release that failed, without waiting to be asked. Where the ledger does
   * not take it the entry stays open, and is used up all the same.
   */
  void abandon(LoggedQuery query, Outcome outcome) {
    EntryStates.Key key = EntryStates.Key.of(query);
    entries.fail(key);
    try {
      if (entries.refuse(key)) {
        close(key, outcome, subjectTag(CareRule.everybody(query.plan()), key.queryHash()));
      }
    } catch (LedgerException | SealomeException e) {
      // Whoever asked for the release is told by its own close, which fails likewise.
    }
  }

  /** Closes an answered entry; mined when this returns. Rows need not wait for it. */
  public void closeAnswered(ReleasedAnswer answer) {
    ledger
        .queryLog()
        .close(
            account,
            answer.receipt().queryHash(),
            answer.receipt().requester(),
            Outcome.ANSWERED,
            answer.receipt().digest(),
            answer.subjectTag());
    entries.closedAnswered(
        new EntryStates.Key(answer.receipt().queryHash(), answer.receipt().requester()));
  }

  /**
   * What the log says of a query over these slots: of one patient's, a tag that only she and the
   * steward recognise; of a cohort's, zero.
   */
  Bytes32 subjectTag(BitSet slots, Bytes32 queryHash) {
    return slots.cardinality() == 1
        ? SubjectKeys.ofSteward(home, dataset.name()).tag(slots.nextSetBit(0), queryHash)
        : Bytes32.ZERO;
  }

  /**
   * Stops the dataset: what was found is an attack until shown otherwise. It is stopped here even
   * where this throws.
   *
   * @throws LedgerException where the ledger could not be told
   */
  void freeze(String why) {
    marker().freeze(ledger, account, dataset.id(), why);
  }

  /**
   * Whether the dataset is frozen now, at the head and in the steward's own notes.
   *
   * @throws SealomeException INTEGRITY where it is; LEDGER where the head is stale
   * @throws LedgerException where the steward's node does not answer
   */
  void requireThawed() {
    marker().requireThawed(ledger, account, dataset.id(), consent.head());
  }

  private FreezeMarker marker() {
    return folder.freezeMarker(dataset.name());
  }

  DatasetFacts dataset() {
    return dataset;
  }

  LweDecryptor decryptor() {
    return decryptor;
  }

  ReceiptIssue receipts() {
    return new ReceiptIssue(dataset, signer, ledger.deployment().chainId());
  }

  OpeningCheck openingCheck(Plan plan, Provability provability, Populations populations) {
    return new OpeningCheck(
        dataset.commitments(),
        folder.wellFormed(dataset.name()),
        blinding,
        plan,
        provability,
        populations);
  }

  /**
   * @throws LedgerException where the block of an entry is no longer the chain's
   */
  void requireCanonical(BlockRef block) {
    ledger.requireCanonical(block);
  }

  /** What the requester was told; the caller closes it. */
  RepetitionMemory memory(String requester) {
    return RepetitionMemory.open(
        folder.answered(dataset.name(), requester), dataset.policy().minCell());
  }

  /** Forgets the keys. */
  @Override
  public void close() {
    if (blinding != null) {
      blinding.close();
    }
    decryptor.close();
  }
}
