// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sealome.he.Profile;
import org.sealome.ledger.ConsentTerms;
import org.sealome.ledger.DevNode;
import org.sealome.ledger.Purpose;
import org.sealome.ledger.Withdrawal;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.EncryptedVariable.Variant;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.ProgressListener;
import org.sealome.query.ingest.IngestRequest;
import org.sealome.query.questions.Effort;
import org.sealome.query.questions.RandomQuestions;
import org.sealome.query.sql.Answers;
import org.sealome.query.sql.PlaintextCohort;

/**
 * The whole path against plain SQL: a cohort with missing and haploid calls is ingested, consented
 * to, and asked generated questions through ciphertexts and ledger; DuckDB says on the consenting
 * patients' rows what the answer is.
 */
class EncryptedDifferentialTest {
  private static final int QUESTIONS = 240;
  private static final double[] SHARES = {.37, .999, 1};
  private static final long SEED = 20261121;

  private static Path folder;
  private static PlaintextCohort cohort;
  private static DevNode node;
  private static Workspace workspace;
  private static Dataset dataset;
  private static QueryDesk desk;
  private static Connection oracle;
  private static int answered;

  @BeforeAll
  static void open() throws IOException {
    folder = Files.createTempDirectory("sealome-differential");
    cohort = PlaintextCohort.random(41, 157, 12, 1);
    node = DevNode.start(null, DevNode.Options.INSTANT);
    workspace = new Workspace(new Home(folder.resolve("home")), node.uri().toString());
    new Foundation(workspace).lay(_ -> {});
    ingest();
    dataset = workspace.dataset("made-up");
    nobodyConsents();
  }

  @AfterAll
  static void close() throws IOException {
    dataset.close();
    workspace.close();
    node.close();
    cohort.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void everyAnswerIsPlainSqls() throws SQLException {
    long seed = Effort.seed("EncryptedDifferentialTest");
    RandomQuestions questions =
        new RandomQuestions(cohort.panel().stream().map(Variant::id).toList(), seed);
    int each = Effort.times(QUESTIONS) / SHARES.length;
    for (int share = 0; share < SHARES.length; share++) {
      BitSet consenting = consenting(SHARES[share]);
      consent(consenting);
      oracle = cohort.oracle(consenting);
      desk = new QueryDesk(workspace, dataset, "researcher", "HMB");
      for (int n = share * each; n < (share + 1) * each; n++) {
        compare(questions.sql(n), n);
      }
      closeDesk();
    }
    int asked = SHARES.length * each;
    System.out.println("EncryptedDifferentialTest: " + answered + " of " + asked + " answered");
    assertTrue(answered > asked * 3 / 5, "only " + answered + " of " + asked + " were answered");
  }

  private static void closeDesk() {
    assertEquals(List.of(), desk.session().awaitClosings());
    desk.close();
  }

  /** What is refused beside this the planner's own test judges. */
  private static void compare(String sql, int n) throws SQLException {
    List<List<Object>> actual;
    try {
      actual = desk.answer(sql).answer().rows();
    } catch (SealomeException e) {
      assertTrue(
          e.code() == ErrorCode.PARAMETERS || e.code() == ErrorCode.PRIVACY,
          () -> "number " + n + ": " + sql + ";\n" + e.getMessage());
      return;
    }
    answered++;
    assertNull(
        Answers.difference(sql, Answers.duckdb(oracle, sql), actual),
        () -> "number " + n + ": " + sql + ";");
  }

  private static void nobodyConsents() {
    try (QueryDesk early = new QueryDesk(workspace, dataset, "researcher", "HMB")) {
      SealomeException refused =
          assertThrows(SealomeException.class, () -> early.answer("SELECT COUNT(*) FROM samples"));
      assertEquals(ErrorCode.CONSENT, refused.code());
    }
  }

  private static void ingest() throws IOException {
    Path vcf = Files.writeString(folder.resolve("cohort.vcf"), cohort.vcf());
    Path samples = Files.writeString(folder.resolve("samples.tsv"), cohort.samplesTsv());
    new IngestDesk(workspace)
        .ingest(
            IngestRequest.of(workspace.home().root(), "made-up", List.of(vcf))
                .withSamples(samples, List.of("sex", "site", "batch"), List.of("status", "age"))
                .withInfo(List.of("GENE"))
                .withPolicy(DisclosurePolicy.ofMinCell(1)),
            Profile.STANDARD,
            ProgressListener.NONE);
  }

  private static BitSet consenting(double share) {
    SplittableRandom random = new SplittableRandom(SEED);
    BitSet out = new BitSet();
    for (int s = 0; s < cohort.patients(); s++) {
      out.set(s, random.nextDouble() < share);
    }
    return out;
  }

  private static void consent(BitSet consenting) {
    ConsentDesk patients = new ConsentDesk(workspace, dataset);
    patients.revoke(
        IntStream.range(0, dataset.patients()).boxed().toList(), Withdrawal.EVERYTHING, null);
    patients.grant(consenting.stream().boxed().toList(), ConsentTerms.of(Purpose.HMB), null);
  }
}
