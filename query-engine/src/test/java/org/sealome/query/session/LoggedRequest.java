// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.sealome.he.HeContext;
import org.sealome.he.Profile;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.Purpose;
import org.sealome.ledger.QueryEntry;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.consent.ConsentMask;
import org.sealome.query.consent.ConsentReader;
import org.sealome.query.consent.HeadFreshness;
import org.sealome.query.consent.ScopeSecret;
import org.sealome.query.steward.DatasetFacts;
import org.sealome.query.steward.ReleaseDesk;
import org.sealome.query.steward.ReleaseRequest;
import org.sealome.query.steward.Steward;
import org.sealome.query.steward.SupersededException;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.PlanJson;
import org.sealome.zk.plan.QueryHash;

/** What an engine asks the steward for, step by step, without a session around it. */
final class LoggedRequest {
  private LoggedRequest() {}

  /** An entry of the statement's plan, opened on the ledger as an engine would. */
  static ReleaseRequest open(Bench bench, String sql) {
    Bytes32 salt = Bytes32.keccak("some salt");
    Plan plan = bench.plan(sql);
    byte[] bytes = PlanJson.write(plan);
    BlockRef head = bench.ledger.head();
    List<Bytes32> scope = ScopeSecret.load(bench.home, "engine", bench.name).scope(plan.scope());
    ConsentMask mask =
        new ConsentReader(bench.ledger, HeadFreshness.ANY)
            .read(
                bench.ledger.datasets().find(bench.id, head).orElseThrow(),
                Purpose.HMB,
                bench.researcher.address(),
                scope,
                head);
    byte[] manifest;
    try (Dataset dataset = Dataset.open(bench.home, bench.name)) {
      manifest = dataset.manifestHash();
    }
    Bytes32 hash =
        Bytes32.of(
            QueryHash.of(
                salt.toBytes(),
                QueryHash.planDigest(bytes),
                manifest,
                Purpose.HMB.code().toBytes(),
                bench.researcher.address().toBytes(),
                mask.digest().toBytes()));
    QueryEntry entry =
        new QueryEntry(
            hash, bench.id, Purpose.HMB, scope, mask.digest(), bench.researcher.address());
    long deadline = head.deadline(Duration.ofHours(1));
    bench.ledger.queryLog().open(bench.ledger.queryLog().sign(entry, deadline, bench.researcher));
    return new ReleaseRequest(bytes, salt, hash, bench.researcher.address());
  }

  /** The steward begins the release, and goes no further. */
  static void begin(Path home, String name, Bytes32 id, Ledger ledger, ReleaseRequest request)
      throws SupersededException {
    try (Dataset dataset = Dataset.open(home, name);
        HeContext context = HeContext.of(Profile.SMALL);
        Steward steward = Steward.open(home);
        ReleaseDesk desk =
            steward.desk(DatasetFacts.of(dataset, id), context, ledger, HeadFreshness.ANY)) {
      desk.begin(request);
    }
  }
}
