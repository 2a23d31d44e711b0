// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.sealome.he.HeContext;
import org.sealome.he.Profile;
import org.sealome.he.PublicKey;
import org.sealome.ledger.Account;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.ConsentTerms;
import org.sealome.ledger.Contracts;
import org.sealome.ledger.DatasetAnchor;
import org.sealome.ledger.DatasetRegistry;
import org.sealome.ledger.Deployment;
import org.sealome.ledger.DevNode;
import org.sealome.ledger.Grant;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.LogEntry;
import org.sealome.ledger.LogFilter;
import org.sealome.ledger.Purpose;
import org.sealome.ledger.Revocation;
import org.sealome.ledger.Role;
import org.sealome.ledger.SignedGrant;
import org.sealome.ledger.SignedRevocation;
import org.sealome.ledger.Withdrawal;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.ProgressListener;
import org.sealome.query.consent.HeadFreshness;
import org.sealome.query.consent.ScopeSecret;
import org.sealome.query.consent.SubjectKeys;
import org.sealome.query.ingest.CommitScope;
import org.sealome.query.ingest.DatasetIdentity;
import org.sealome.query.ingest.Ingest;
import org.sealome.query.ingest.IngestRequest;
import org.sealome.query.sql.Planner;
import org.sealome.query.steward.PlanSketch;
import org.sealome.query.steward.PublicMaterial;
import org.sealome.query.steward.Steward;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Scope;

/**
 * Everything real around a session: a node, the contracts, an ingested cohort of 60, its patients'
 * keys. Statements are names of plans made by hand.
 */
final class Bench implements AutoCloseable {
  static final int PATIENTS = 60;

  /** 5 missing, 20 HET, 8 HOM; gene ALPHA. */
  static final String COMMON = "1-100-A-G";

  /** 1 missing, 3 HET; gene BETA. */
  static final String RARE = "1-200-C-T";

  final Path home;
  final String name;
  final DevNode node;
  final Deployment deployment;
  final Account custodian = Account.generate();
  final Account engine = Account.generate();
  final Account researcher = Account.generate();
  final Account clinician = Account.generate();
  final List<Account> patients =
      IntStream.range(0, PATIENTS).mapToObj(i -> Account.generate()).toList();
  final Ledger ledger;
  final Ledger stewardLedger;
  final Bytes32 id;
  private final Map<String, Plan> plans = new TreeMap<>();

  Bench(Path home, String name, DisclosurePolicy policy) {
    this(home, name, policy, new CommitScope.Nothing());
  }

  Bench(Path home, String name, DisclosurePolicy policy, CommitScope commit) {
    this(home, name, policy, commit, DevNode.start(null, DevNode.Options.INSTANT));
  }

  Bench(Path home, String name, DisclosurePolicy policy, CommitScope commit, DevNode node) {
    this.home = home;
    this.name = name;
    this.node = node;
    this.deployment = Contracts.deploy(node.uri(), custodian);
    this.ledger = Ledger.connect(node.uri(), deployment, engine);
    this.stewardLedger = Ledger.connect(node.uri(), deployment, engine);
    this.id = DatasetRegistry.id(custodian.address(), name);
    ledger.credentials().attest(custodian, researcher.address(), Role.RESEARCHER);
    ledger.credentials().attest(custodian, clinician.address(), Role.CLINICIAN);
    Steward.create(home);
    ScopeSecret.create(home, name);
    SubjectKeys.create(home, name);
    ingest(policy, commit);
  }

  private void ingest(DisclosurePolicy policy, CommitScope commit) {
    try (Steward steward = Steward.open(home);
        HeContext context = HeContext.of(Profile.SMALL)) {
      PublicMaterial material = steward.issueKeys(name, Profile.SMALL);
      material.handToEngine(home, name);
      try (PublicKey key = context.loadPublicKey(material.publicKey())) {
        Ingest.run(
            IngestRequest.of(home, name, List.of(vcf()))
                .withInfo(List.of("GENE"))
                .withPolicy(policy, commit)
                .withThreads(1),
            new DatasetIdentity(id.hex().substring(2), steward.receiptKey()),
            context,
            key,
            (manifest, hash) -> {
              ledger
                  .datasets()
                  .register(
                      custodian,
                      name,
                      new DatasetAnchor(
                          Bytes32.of(hash),
                          manifest.commitments() == null
                              ? Bytes32.ZERO
                              : Bytes32.fromHex(manifest.commitments().root()),
                          Bytes32.fromHex(manifest.parametersHash()),
                          manifest.patients()),
                      manifest.blockSlots(),
                      steward.address());
              ledger
                  .datasets()
                  .enrol(custodian, id, 0, patients.stream().map(Account::address).toList());
            },
            ProgressListener.NONE);
      }
    }
  }

  private Path vcf() {
    StringBuilder text =
        new StringBuilder(
            "##fileformat=VCFv4.2\n##contig=<ID=1>\n"
                + "##INFO=<ID=GENE,Number=1,Type=String,Description=\"gene\">\n"
                + "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"genotype\">\n"
                + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT");
    for (int i = 0; i < PATIENTS; i++) {
      text.append(String.format("\tP%03d", i));
    }
    row(text, "1\t100\t.\tA\tG\t.\tPASS\tGENE=ALPHA\tGT", 5, 20, 8);
    row(text, "1\t200\t.\tC\tT\t.\tPASS\tGENE=BETA\tGT", 1, 3, 0);
    Path file = home.resolve(name + ".vcf");
    try {
      Files.writeString(file, text.append('\n'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private static void row(StringBuilder text, String site, int missing, int het, int hom) {
    text.append('\n').append(site);
    for (int i = 0; i < PATIENTS; i++) {
      text.append(
          i < missing
              ? "\t./."
              : i < missing + het ? "\t0/1" : i < missing + het + hom ? "\t1/1" : "\t0/0");
    }
  }

  /** The same cohort in the clear. */
  PlanSketch sketch() {
    return new PlanSketch(PATIENTS).variant(COMMON, 5, 20, 8).variant(RARE, 1, 3, 0);
  }

  /** Makes a statement known. */
  String statement(String sql, PlanSketch sketch, String... genes) {
    Scope scope =
        genes.length == 0 ? Scope.UNSCOPED : new Scope(false, new TreeSet<>(List.of(genes)));
    return statement(sketch.plan(sql, name, scope));
  }

  String statement(Plan plan) {
    plans.put(plan.sql(), plan);
    return plan.sql();
  }

  /** COUNT of carriers of {@link #COMMON} among some patients: 28 among all. */
  String carriers(BitSet population) {
    PlanSketch sketch = sketch();
    sketch.carriers(COMMON, population);
    return statement("carriers among " + population, sketch);
  }

  String carriers() {
    return carriers(PlanSketch.range(0, PATIENTS));
  }

  Plan plan(String sql) {
    return plans.get(sql);
  }

  SessionConfig config() {
    return new SessionConfig(home, id, ledger, stewardLedger, HeadFreshness.ANY);
  }

  QuerySession session(Dataset dataset, Interference interference) {
    return QuerySession.open(config(), Target.of(dataset, id, plans::get), interference);
  }

  /** Asks in a session of its own. */
  QueryOutcome ask(String sql, Purpose purpose, Account requester) {
    return ask(sql, purpose, requester, Interference.NONE);
  }

  QueryOutcome ask(String sql, Purpose purpose, Account requester, Interference interference) {
    try (Dataset dataset = Dataset.open(home, name);
        QuerySession session = session(dataset, interference)) {
      QueryOutcome outcome = session.answer(sql, purpose, requester);
      List<String> unclosed = session.awaitClosings();
      if (!unclosed.isEmpty()) {
        throw new IllegalStateException(unclosed.toString());
      }
      return outcome;
    }
  }

  /** Asks SQL, as it is planned for users. */
  QueryOutcome askPlanned(
      String sql, Purpose purpose, Account requester, Interference interference) {
    try (Dataset dataset = Dataset.open(home, name);
        QuerySession session =
            QuerySession.open(
                config(), Target.of(dataset, id, new Planner(dataset)::plan), interference)) {
      return session.answer(sql, purpose, requester);
    }
  }

  void grant(ConsentTerms terms, int from, int to) {
    grant(ledger, terms, from, to);
  }

  void grant(Ledger by, ConsentTerms terms, int from, int to) {
    long[] nonces = ledger.consents().nonces(id, 0, PATIENTS);
    long deadline = ledger.head().timestamp() + 3600;
    List<SignedGrant> signed = new ArrayList<>();
    for (int slot = from; slot < to; slot++) {
      signed.add(
          ledger
              .consents()
              .sign(new Grant(id, slot, terms, nonces[slot], deadline), patients.get(slot)));
    }
    by.consents().submit(signed);
  }

  void grant(Purpose purpose) {
    grant(ConsentTerms.of(purpose), 0, PATIENTS);
  }

  void revoke(int from, int to) {
    long[] nonces = ledger.consents().nonces(id, 0, PATIENTS);
    long deadline = ledger.head().timestamp() + 3600;
    List<SignedRevocation> signed = new ArrayList<>();
    for (int slot = from; slot < to; slot++) {
      signed.add(
          ledger
              .consents()
              .sign(
                  new Revocation(id, slot, Withdrawal.EVERYTHING, nonces[slot], deadline),
                  patients.get(slot)));
    }
    ledger.consents().submitRevocations(signed);
  }

  /** Outcomes of all logged queries, in order; OPEN where one is not closed. */
  List<String> log() {
    return ledger.queryLog().entries(LogFilter.ALL).stream()
        .map(e -> e.closing().map(LogEntry.Closing::outcome).map(Enum::name).orElse("OPEN"))
        .toList();
  }

  /** What was logged since {@code log} was read. */
  List<String> loggedSince(List<String> log) {
    List<String> now = log();
    return now.subList(log.size(), now.size());
  }

  @Override
  public void close() {
    ledger.close();
    stewardLedger.close();
    node.close();
  }
}
