// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.security.SecureRandom;
import org.sealome.ledger.Account;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.Purpose;
import org.sealome.ledger.QueryEntry;
import org.sealome.query.consent.ConsentMask;
import org.sealome.query.consent.ScopeSecret;
import org.sealome.query.steward.ReleaseRequest;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.QueryHash;

/** A log entry to be, under a salt of its own, with what stands behind its hash. */
record Draft(QueryEntry entry, Bytes32 salt, byte[] plan) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static Draft of(
      Target target,
      ScopeSecret secret,
      byte[] planBytes,
      Plan plan,
      ConsentMask mask,
      Purpose purpose,
      Account requester) {
    byte[] salt = new byte[32];
    RANDOM.nextBytes(salt);
    Bytes32 queryHash =
        Bytes32.of(
            QueryHash.of(
                salt,
                QueryHash.planDigest(planBytes),
                target.facts().manifestHash().toBytes(),
                purpose.code().toBytes(),
                requester.address().toBytes(),
                mask.digest().toBytes()));
    QueryEntry entry =
        new QueryEntry(
            queryHash,
            target.facts().id(),
            purpose,
            secret.scope(plan.scope()),
            mask.digest(),
            requester.address());
    return new Draft(entry, Bytes32.of(salt), planBytes);
  }

  /** What the steward is asked to release, or to refuse. */
  ReleaseRequest request() {
    return new ReleaseRequest(plan, salt, entry.queryHash(), entry.requester());
  }
}
