// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.sealome.he.Profile;
import org.sealome.ledger.ConsentTerms;
import org.sealome.ledger.Purpose;
import org.sealome.ledger.Withdrawal;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.PlaneId;
import org.sealome.query.ingest.IngestReport;
import org.sealome.query.ingest.IngestRequest;
import org.sealome.query.session.QueryOutcome;
import org.sealome.query.steward.Steward;
import org.sealome.zk.plan.Answer;

/** The demo's acts, in order. Everything it does, the other commands do in the same way. */
final class Demo {
  private static final String NAME = "demo";
  private static final int FIRST_WITHDRAWALS = 25;
  private static final int LATER_WITHDRAWALS = 60;
  private static final int SITES = 40;

  private final Console console;
  private final Workspace workspace;
  private final DemoStory story;
  private final long begun = System.nanoTime();
  private final Set<Integer> withdrawn = new HashSet<>();
  private int act;

  Demo(Console console, Workspace workspace, DemoStory story) {
    this.console = console;
    this.workspace = workspace;
    this.story = story;
  }

  void run() {
    say(console.bold("Sealome: SQL over genomes that the engine cannot read"));
    try (PlaintextCheck check =
        story.plaintext() == null ? null : new PlaintextCheck(story.plaintext())) {
      setUp();
      encrypt();
      try (Dataset dataset = workspace.dataset(NAME)) {
        consent(dataset, check);
        List<String> sites;
        try (QueryDesk desk = new QueryDesk(workspace, dataset, "researcher", "HMB")) {
          sites = questions(desk, dataset, check);
          refusal(desk);
          withdrawal(desk, dataset, sites, check);
        }
        engineAlone(dataset, sites);
      }
      audit();
    } catch (SQLException e) {
      throw new IllegalStateException("The plaintext that the demo compares with failed.", e);
    }
    say(String.format(Locale.ROOT, "\nDone in %.0f s.", (System.nanoTime() - begun) / 1e9));
  }

  private void setUp() {
    act("Parties and a ledger");
    new Foundation(workspace).lay(line -> {});
    say("   custodian, engine, steward, ethics committee, researcher and clinician have keys;");
    say(
        "   contracts for consent, query log and datasets stand on "
            + (workspace.development() ? "a development ledger" : "the ledger")
            + " (chain "
            + workspace.ledger().deployment().chainId()
            + ").");
  }

  private void encrypt() {
    act("Encrypt a cohort");
    say("   " + story.cohort() + ".");
    IngestRequest request =
        IngestRequest.of(workspace.home().root(), NAME, List.of(story.vcf()))
            .withSamples(story.samples(), story.publicColumns(), story.encryptColumns())
            .withInfo(story.info())
            .withPolicy(DisclosurePolicy.ofMinCell(DisclosurePolicy.DEFAULT_MIN_CELL));
    try (Progress progress = new Progress(console)) {
      IngestReport r = new IngestDesk(workspace).ingest(request, Profile.STANDARD, progress);
      progress.clear();
      say(
          String.format(
              Locale.ROOT,
              "   %,d genotypes in %.1f s (%,.0f a second, %.0f bytes each), under the steward's"
                  + " public key.",
              r.genotypes(),
              r.seconds(),
              r.genotypesPerSecond(),
              r.bytesPerGenotype()));
      say(
          "   The engine holds ciphertexts only; the ledger holds their digest "
              + r.manifestHash().substring(0, 16)
              + "….");
    }
  }

  private void consent(Dataset dataset, PlaintextCheck check) throws SQLException {
    act("Consent");
    ConsentDesk desk = new ConsentDesk(workspace, dataset);
    long start = System.nanoTime();
    List<Integer> everybody = IntStream.range(0, dataset.patients()).boxed().toList();
    desk.grant(everybody, ConsentTerms.of(Purpose.HMB), null);
    say(
        String.format(
            Locale.ROOT,
            "   %,d patients sign, each with a key of her own, for biomedical research (HMB);"
                + " %.1f s.",
            everybody.size(),
            (System.nanoTime() - start) / 1e9));
    List<Integer> some = others(dataset, 7, FIRST_WITHDRAWALS);
    withdraw(desk, dataset, some, check);
    say("   " + some.size() + " of them think better of it and withdraw.");
  }

  /** Returns the variants that were asked about. */
  private List<String> questions(QueryDesk desk, Dataset dataset, PlaintextCheck check)
      throws SQLException {
    act("Six questions, answered over those who consent and nobody else");
    List<String> sites = List.of();
    DemoStory.Question opening = story.opening(stretch(dataset));
    if (opening != null) {
      Answer answer = ask(desk, dataset, opening, check);
      sites = answer.rows().stream().map(row -> row.get(0).toString()).toList();
      say("");
    }
    boolean first = true;
    for (DemoStory.Question q : story.questions(sites)) {
      if (!first) {
        say("");
      }
      first = false;
      ask(desk, dataset, q, check);
    }
    return sites;
  }

  private void refusal(QueryDesk desk) {
    act("One that is refused");
    String sql = "SELECT sample_id, dosage FROM genotypes";
    code(sql);
    try {
      desk.answer(sql);
      throw new IllegalStateException("rows left that must not");
    } catch (SealomeException e) {
      say("   " + e.code().code() + ": " + e.getMessage());
      if (e.hint() != null) {
        say("   " + e.hint());
      }
    }
  }

  private void withdrawal(QueryDesk desk, Dataset dataset, List<String> sites, PlaintextCheck check)
      throws SQLException {
    act("A withdrawal changes the very next answer");
    DemoStory.Question q = story.beforeAndAfter(sites);
    ask(desk, dataset, q, check);
    List<Integer> more = others(dataset, 5, LATER_WITHDRAWALS);
    withdraw(new ConsentDesk(workspace, dataset), dataset, more, check);
    say("\n   " + more.size() + " more withdraw. The same question again:\n");
    show(desk, dataset, q, check);
  }

  /** Nothing of the steward's is there: neither the key, nor an answer. */
  private void engineAlone(Dataset dataset, List<String> sites) {
    act("The engine alone");
    say("   Two of the ciphertexts that it holds, their first bytes and how many bits are set:");
    for (String id : story.twoUnlike(sites)) {
      byte[] plane = dataset.planes().plane(PlaneId.het(id), 0).toArray(ValueLayout.JAVA_BYTE);
      say(
          String.format(
              Locale.ROOT,
              "     %-18s %s …  %.2f %%",
              id,
              HexFormat.ofDelimiter(" ").formatHex(plane, 0, 12),
              100 * shareOfBits(plane)));
    }
    say("   " + story.aboutThem());
    Path away = workspace.home().root().resolve("steward.away");
    try {
      Files.move(workspace.home().steward(), away);
      try (QueryDesk desk = new QueryDesk(workspace, dataset, "researcher", "HMB")) {
        desk.answer(story.beforeAndAfter(sites).sql());
        throw new IllegalStateException("answered without the steward");
      } catch (SealomeException e) {
        say("   With the steward's folder taken away, the same question is answered:");
        say("   " + e.getMessage());
      } finally {
        Files.move(away, workspace.home().steward());
      }
      Steward.open(workspace.home().root()).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void audit() {
    act("The ledger remembers every question, refused ones too");
    say(
        Listing.write(
                AuditTrail.SHORT_COLUMNS,
                new AuditTrail(workspace).of(NAME, null, 0, false),
                Format.table)
            .stripTrailing());
    say(
        "   The log shows who asked, for which purpose, and hashes: no SQL, no genotype, no"
            + " answer.");
  }

  private Answer ask(QueryDesk desk, Dataset dataset, DemoStory.Question q, PlaintextCheck check)
      throws SQLException {
    say("   " + q.title());
    code(q.sql());
    say("");
    return show(desk, dataset, q, check);
  }

  private Answer show(QueryDesk desk, Dataset dataset, DemoStory.Question q, PlaintextCheck check)
      throws SQLException {
    long start = System.nanoTime();
    QueryOutcome outcome = desk.answer(q.sql());
    double seconds = (System.nanoTime() - start) / 1e9;
    String table = Format.table.write(outcome.answer(), null, dataset.policy().minCell());
    say(table.substring(0, table.lastIndexOf('(')).indent(4).stripTrailing());
    String verdict =
        check == null
            ? ""
            : check.agrees(q.sql(), outcome.answer())
                ? "; the plaintext says the same"
                : "; THE PLAINTEXT SAYS OTHERWISE";
    say(String.format(Locale.ROOT, "   answered in %.2f s%s", seconds, verdict));
    outcome.warnings().forEach(w -> say("   note: " + w));
    return outcome.answer();
  }

  private void withdraw(
      ConsentDesk desk, Dataset dataset, List<Integer> slots, PlaintextCheck check)
      throws SQLException {
    desk.revoke(slots, Withdrawal.EVERYTHING, null);
    if (check != null) {
      check.withdraw(
          slots.stream().map(s -> dataset.publicValue("sample_id", s).toString()).toList());
    }
  }

  /** Some patients all over the cohort who have not withdrawn yet. */
  private List<Integer> others(Dataset dataset, int offset, int count) {
    int patients = dataset.patients();
    int wanted = Math.min(count, patients / 4);
    List<Integer> slots = new ArrayList<>();
    for (int i = 0; slots.size() < wanted; i++) {
      int slot = (int) (((long) i * patients / (wanted + 1) + offset + i / wanted) % patients);
      if (withdrawn.add(slot)) {
        slots.add(slot);
      }
    }
    return slots;
  }

  /** The panel's first few sites, as far as they are on one chromosome. */
  private static DemoStory.Stretch stretch(Dataset dataset) throws SQLException {
    try (var metadata = dataset.publicMetadata();
        var statement = metadata.createStatement();
        var row =
            statement.executeQuery(
                "WITH few AS (SELECT * FROM variants ORDER BY variant_index LIMIT "
                    + SITES
                    + ") SELECT chrom, min(pos), max(pos) FROM few WHERE chrom = (SELECT chrom FROM"
                    + " few ORDER BY variant_index LIMIT 1) GROUP BY chrom")) {
      row.next();
      return new DemoStory.Stretch(row.getString(1), row.getLong(2), row.getLong(3));
    }
  }

  /** Of the lower 56 bits of each word: residues of 60-bit primes leave the highest byte short. */
  private static double shareOfBits(byte[] words) {
    long set = 0;
    long all = 0;
    for (int i = 0; i < words.length; i++) {
      if (i % 8 != 7) {
        set += Integer.bitCount(words[i] & 0xff);
        all += 8;
      }
    }
    return (double) set / all;
  }

  private void act(String title) {
    say("\n" + console.bold(++act + ". " + title) + "\n");
  }

  private void code(String sql) {
    say(sql.indent(5).stripTrailing());
  }

  private void say(String line) {
    console.answer(line + "\n");
  }
}
