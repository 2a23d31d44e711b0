// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.sealome.he.HeContext;
import org.sealome.he.LweDecryptor;
import org.sealome.ledger.Account;
import org.sealome.ledger.Address;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.Outcome;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.consent.ConsentReader;
import org.sealome.query.consent.HeadFreshness;
import org.sealome.query.consent.ScopeSecret;

/**
 * Where the steward releases answers of one dataset: query by query, each from its own reading of
 * the ledger.
 */
public final class ReleaseDesk implements AutoCloseable {
  private final StewardFolder folder;
  private final Account account;
  private final DatasetFacts dataset;
  private final Ledger ledger;
  private final ConsentReader consent;
  private final ScopeSecret secret;
  private final SigningKey signer;
  private final LweDecryptor decryptor;

  ReleaseDesk(
      Path home,
      StewardFolder folder,
      Account account,
      DatasetFacts dataset,
      HeContext context,
      Ledger ledger,
      HeadFreshness freshness) {
    this.folder = folder;
    this.account = account;
    this.dataset = dataset;
    this.ledger = ledger;
    this.consent = new ConsentReader(ledger, freshness);
    this.secret = ScopeSecret.load(home, "steward", dataset.name());
    this.signer = SigningKey.load(folder.signingKey());
    this.decryptor = SecretKeys.decryptor(folder, dataset, context);
  }

  /**
   * Begins a release: verifies that what is asked for is what was logged, and reads the mask.
   *
   * @throws SealomeException LEDGER, INTEGRITY or CONSENT: nothing may be released
   * @throws SupersededException where consent changed before the query was logged
   * @throws org.sealome.ledger.LedgerException where the steward's node does not answer
   */
  public Release begin(ReleaseRequest request) throws SupersededException {
    if (dataset.policy().requireProven()) {
      throw new SealomeException(
          ErrorCode.PRIVACY,
          "dataset " + dataset.name() + " lets only proven answers leave, and this is none",
          null);
    }
    LoggedQuery query =
        LoggedQuery.read(ledger, consent, request, dataset, secret, account.address());
    return new Release(this, query);
  }

  /** Closes an entry that is not answered; mined when this returns. */
  public void refuse(Bytes32 queryHash, Address requester, Outcome outcome) {
    ledger.queryLog().close(account, queryHash, requester, outcome, Bytes32.ZERO, Bytes32.ZERO);
  }

  /** Closes an answered entry; mined when this returns. Rows need not wait for it. */
  public void closeAnswered(ReleasedAnswer answer) {
    ledger
        .queryLog()
        .close(
            account,
            answer.receipt().queryHash(),
            new Address(answer.receipt().requester()),
            Outcome.ANSWERED,
            answer.receipt().digest(),
            Bytes32.ZERO);
  }

  /** Stops the dataset: what was found is an attack until shown otherwise. */
  void freeze(String why) {
    ledger
        .datasets()
        .freeze(
            account,
            dataset.id(),
            Bytes32.keccak(("sealome/freeze/v1/" + why).getBytes(StandardCharsets.UTF_8)));
  }

  DatasetFacts dataset() {
    return dataset;
  }

  LweDecryptor decryptor() {
    return decryptor;
  }

  SigningKey signer() {
    return signer;
  }

  long chainId() {
    return ledger.deployment().chainId();
  }

  /** What the requester was told; the caller closes it. */
  RepetitionMemory memory(String requester) {
    return RepetitionMemory.open(
        folder.answered(dataset.name(), requester), dataset.policy().minCell());
  }

  /** Forgets the key. */
  @Override
  public void close() {
    decryptor.close();
  }
}
