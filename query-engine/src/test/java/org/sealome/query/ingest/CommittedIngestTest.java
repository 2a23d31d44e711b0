// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.CommittedDataset;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.ProgressListener;
import org.sealome.query.catalog.Repetition;
import org.sealome.query.store.BlindingFile;
import org.sealome.query.store.Sha256;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.column.ColumnShape;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.Scalar;

/** What is committed to is what is encrypted, and opens with both halves of the keys alone. */
class CommittedIngestTest {
  private static final int PATIENTS = 70; // two blocks of 64

  private static final CommitScope ALL = new CommitScope.Everything();

  @TempDir Path folder;

  private IngestRequest request(CommitScope scope) throws IOException {
    return request(scope, "1 10 . A G . . . GT", 0);
  }

  /** Three variants, one with missing and one with haploid calls; two encrypted columns. */
  private IngestRequest request(CommitScope scope, String first, int shift) throws IOException {
    List<String> names = new ArrayList<>();
    StringBuilder plain = new StringBuilder(first);
    StringBuilder missing = new StringBuilder("1 20 . C T . . . GT");
    StringBuilder haploid = new StringBuilder("X 30 . G A . . . GT");
    StringBuilder samples = new StringBuilder("sample_id\tstatus\tage\n");
    for (int i = 0; i < PATIENTS; i++) {
      names.add("P" + i);
      plain.append(List.of(" 0/0", " 0/1", " 1/1").get((i + shift) % 3));
      missing.append(List.of(" ./.", " 0/1", " 0/0", " 1/1").get(i % 4));
      haploid.append(List.of(" 1", " 0", " .", " 0/1", " 1/1").get(i % 5));
      samples.append("P" + i + "\t" + (i % 3 == 0 ? "case" : i % 7 == 0 ? "NA" : "control"));
      samples.append("\t" + (i % 6 == 0 ? "NA" : "" + (40 + i % 11)) + "\n");
    }
    return IngestRequest.of(
            folder.resolve("home"),
            "c",
            List.of(ClearCohort.vcf(folder, names, plain + "", missing + "", haploid + "")))
        .withSamples(
            Files.writeString(folder.resolve("samples.tsv"), samples),
            List.of(),
            List.of("status", "age"))
        .withCommitments(scope)
        .withThreads(2);
  }

  private Path home() {
    return folder.resolve("home");
  }

  private BlindingFile engineFile() {
    return BlindingFile.engine(home(), "c", ClearCohort.IDENTITY.id(), 1);
  }

  private BlindingFile stewardFile() {
    return BlindingFile.steward(home(), "c", ClearCohort.IDENTITY.id(), 1);
  }

  private static CommittedDataset commitments(ClearCohort c) {
    return c.dataset.commitments().orElseThrow();
  }

  private static Set<String> columns(ClearCohort c) {
    return commitments(c).directory().entries().stream()
        .map(ColumnEntry::name)
        .collect(Collectors.toSet());
  }

  @Test
  void everyPlaneOpensToWhatWasEncryptedAndToNothingElse() throws Exception {
    try (ClearCohort c = ClearCohort.ingest(request(ALL), 64);
        BlindingHalf engine = engineFile().read();
        BlindingHalf steward = stewardFile().read()) {
      CommittedDataset committed = commitments(c);
      assertEquals(Set.of("1-10-A-G", "1-20-C-T", "X-30-G-A", "status", "age"), columns(c));
      assertTrue(committed.has("1-20-C-T/MISSING"));
      assertFalse(committed.has("1-10-A-G/MISSING"));
      assertTrue(committed.has("X-30-G-A/HAPLOID"));
      int opened = 0;
      for (ColumnEntry entry : committed.directory().entries()) {
        for (String plane : entry.shape().planeIds()) {
          CommittedColumn column = committed.column(plane);
          var form = column.shape().form(plane);
          var byPlane = new TreeMap<String, Long>();
          form.forEach((index, factor) -> byPlane.put(entry.shape().planes().get(index), factor));
          for (int slot = 0; slot < PATIENTS; slot++) {
            BitSet one = new BitSet();
            one.set(slot);
            Commitment sum = column.sum(form, one, null);
            Scalar half = engine.sum(committed.scope(), entry.name(), byPlane, one);
            Scalar other = steward.sum(committed.scope(), entry.name(), byPlane, one);
            int value = c.value(plane, slot);
            assertTrue(sum.opensTo(value, half.plus(other)), plane + " " + slot);
            assertFalse(sum.opensTo(value, half), "the engine's half alone opens " + plane);
            assertFalse(sum.opensTo(value, other), "the steward's half alone opens " + plane);
            opened++;
          }
        }
      }
      assertEquals(PATIENTS * (2 + 3 + 4 + 2 + 6), opened);
    }
  }

  @Test
  void theManifestNamesTheTree() throws Exception {
    try (ClearCohort c = ClearCohort.ingest(request(ALL), 64)) {
      var named = c.dataset.manifest().commitments();
      assertEquals(HexFormat.of().formatHex(commitments(c).directory().root()), named.root());
      assertEquals(5, named.columns());
      IngestReport.Committed report = c.report.committed();
      assertEquals(5, report.columns());
      assertEquals(PATIENTS * (2 + 3 + 4 + 2 + 5), report.commitments());
      assertTrue(report.bytesEach() > 64 && report.microsEach() > 0);
      c.dataset.verify(ProgressListener.NONE);
      c.dataset.verifyProofs(ProgressListener.NONE);
    }
  }

  @Test
  void aPanelIsCommittedToWithEveryEncryptedColumn() throws Exception {
    Path sites =
        Files.writeString(
            folder.resolve("sites.tsv"), "chrom\tpos\tref\talt\nchr1\t20\tC\tT\n2\t5\tA\tG\n");
    try (ClearCohort c = ClearCohort.ingest(request(new CommitScope.Sites(sites)), 64)) {
      assertEquals(Set.of("1-20-C-T", "status", "age"), columns(c));
      assertTrue(
          c.report
              .notes()
              .contains("sites of --commit that the dataset does not have: 1 (2-5-A-G)"),
          c.report.notes() + "");
    }
    Path bed = Files.writeString(folder.resolve("sites.bed"), "X\t0\t100\n");
    try (ClearCohort c =
        ClearCohort.ingest(request(new CommitScope.Sites(bed)).asNextVersion(), 64)) {
      assertEquals(Set.of("X-30-G-A", "status", "age"), columns(c));
      assertFalse(engineFile().exists(), "the keys of the version before are destroyed");
      assertFalse(stewardFile().exists());
    }
  }

  @Test
  void withoutCommitNothingIsCommittedTo() throws Exception {
    try (ClearCohort c = ClearCohort.ingest(request(new CommitScope.Nothing()), 64)) {
      assertTrue(c.dataset.commitments().isEmpty());
      assertFalse(engineFile().exists());
      c.dataset.verify(ProgressListener.NONE);
    }
  }

  @Test
  void provenAnswersNeedCommitments() throws Exception {
    IngestRequest request = request(new CommitScope.Nothing());
    DisclosurePolicy proven = new DisclosurePolicy(1, Repetition.OFF, true);
    SealomeException e = assertThrows(SealomeException.class, () -> request.withPolicy(proven));
    assertEquals(ErrorCode.USAGE, e.code());
    try (ClearCohort c = ClearCohort.ingest(request.withPolicy(proven, ALL), 64)) {
      assertTrue(c.dataset.policy().requireProven());
    }
  }

  @Test
  void aPanelWithoutAnyVariantOfTheDatasetIsRefused() throws Exception {
    Path sites = Files.writeString(folder.resolve("s.tsv"), "chrom\tpos\tref\talt\n7\t1\tA\tG\n");
    IngestRequest request =
        request(new CommitScope.Sites(sites)).withSamples(null, List.of(), List.of());
    SealomeException e =
        assertThrows(SealomeException.class, () -> ClearCohort.ingest(request, 64));
    assertEquals(ErrorCode.USAGE, e.code());
    assertTrue(e.getMessage().contains("nothing to commit to"), e.getMessage());
  }

  @Test
  void theHalvesAreTheirOwnersAloneAndTheCustodianKeepsNone() throws Exception {
    ClearCohort.ingest(request(ALL), 64).close();
    for (String role : List.of("engine", "steward")) {
      Path half = home().resolve(role + "/blinding/c/v1.half");
      assertEquals("rw-------", permissions(half));
      assertEquals("rwx------", permissions(half.getParent()));
    }
    assertFalse(Files.exists(home().resolve("custodian/committing/c")));
    try (Stream<Path> files = Files.walk(home())) {
      assertEquals(2, files.filter(f -> f.getFileName().toString().endsWith(".half")).count());
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void oneHalfIsNotTakenForTheOther() throws Exception {
    ClearCohort.ingest(request(ALL), 64).close();
    Path engine = home().resolve("engine/blinding/c/v1.half");
    Files.copy(
        engine, home().resolve("steward/blinding/c/v1.half"), StandardCopyOption.REPLACE_EXISTING);
    SealomeException e = assertThrows(SealomeException.class, () -> stewardFile().read());
    assertEquals(ErrorCode.INTEGRITY, e.code());
    Files.delete(engine);
    e = assertThrows(SealomeException.class, () -> engineFile().read());
    assertEquals(ErrorCode.INTEGRITY, e.code());
    assertTrue(e.getMessage().contains("is not there"), e.getMessage());
  }

  @Test
  void anErasedKeyIsGoneFromDisk() throws Exception {
    ClearCohort.ingest(request(ALL), 64).close();
    engineFile().erase(3);
    engineFile().erase(3);
    try (BlindingHalf half = engineFile().read()) {
      assertTrue(half.erased(3));
      assertFalse(half.erased(2));
    }
    assertEquals("rw-------", permissions(home().resolve("engine/blinding/c/v1.half")));
  }

  @Test
  void aChangedFileIsFoundAndNamed() throws Exception {
    try (ClearCohort c = ClearCohort.ingest(request(ALL), 64)) {
      Path version = home().resolve("engine/datasets/c/v1");
      ColumnEntry entry = commitments(c).entry("1-20-C-T/HET").orElseThrow();
      for (Path file : List.of(commitments(c).fileOf(entry), commitments(c).proofOf(entry))) {
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = Arrays.copyOf(whole, Math.max(1, whole.length));
        changed[changed.length - 1] ^= 1;
        Files.write(file, changed);
        SealomeException e = assertThrows(SealomeException.class, () -> reopened());
        assertEquals(ErrorCode.INTEGRITY, e.code());
        assertTrue(e.getMessage().contains("1-20-C-T"), e.getMessage());
        assertTrue(e.getMessage().contains(file.getFileName().toString()), e.getMessage());
        Files.delete(file);
        assertTrue(
            assertThrows(SealomeException.class, () -> reopened())
                .getMessage()
                .contains("1-20-C-T"));
        Files.write(file, whole);
      }
      reopened();
      Path directory = version.resolve("columns.json");
      Files.writeString(directory, Files.readString(directory).replace("1-20-C-T", "1-20-C-A"));
      SealomeException e = assertThrows(SealomeException.class, () -> reopened());
      assertEquals(ErrorCode.INTEGRITY, e.code());
      assertTrue(e.getMessage().contains("columns.json"), e.getMessage());
    }
  }

  private void reopened() {
    try (Dataset dataset = Dataset.open(home(), "c")) {
      dataset.verify(ProgressListener.NONE);
    }
  }

  /** An ingest that ends after everything was committed to, before it was anchored. */
  private void interrupted(IngestRequest request) {
    IllegalStateException lost = new IllegalStateException("the lights went out");
    DatasetAnchor anchor =
        (manifest, hash) -> {
          assertTrue(engineFile().exists() && stewardFile().exists(), "keys come first");
          throw lost;
        };
    assertEquals(
        lost,
        assertThrows(
            IllegalStateException.class,
            () ->
                Ingest.run(
                    request,
                    ClearCohort.IDENTITY,
                    ClearCohort.scheme(64),
                    anchor,
                    ProgressListener.NONE)));
  }

  @Test
  void whatAnInterruptedIngestCommittedToIsNotMadeAgain() throws Exception {
    interrupted(request(ALL));
    Path work = home().resolve("custodian/committing/c");
    assertEquals("rwx------", permissions(work));
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertEquals("rw-------", permissions(file), file + "");
      }
    }
    byte[] keys = Files.readAllBytes(work.resolve("engine.half"));
    List<Path> entries;
    try (Stream<Path> files = Files.list(work.resolve("entries"))) {
      entries = files.sorted().toList();
    }
    Files.delete(entries.get(0)); // as if it had not come to this one
    Files.write(entries.get(1), new byte[10]); // nor quite to this one
    try (ClearCohort c = ClearCohort.ingest(request(ALL), 64)) {
      assertEquals(3, c.report.committed().resumed());
      assertEquals(5, c.report.committed().columns());
      c.dataset.verify(ProgressListener.NONE);
      assertArrayEquals(keys, Files.readAllBytes(home().resolve("engine/blinding/c/v1.half")));
      assertFalse(Files.exists(work));
    }
  }

  @Test
  void whatAnotherBuildProvedIsMadeAgain() throws Exception {
    interrupted(request(ALL));
    Path work = home().resolve("custodian/committing/c");
    try (Stream<Path> files = Files.list(work.resolve("entries"))) {
      for (Path file : files.toList()) {
        ColumnEntry entry = ColumnEntry.read(Files.readAllBytes(file));
        byte[] proof = "sealome/column-proof/v0\n".getBytes(StandardCharsets.US_ASCII);
        byte[] digest = Sha256.of(proof);
        Files.write(work.resolve("proofs").resolve(HexFormat.of().formatHex(digest)), proof);
        Files.write(
            file,
            new ColumnEntry(entry.shape(), entry.root(), entry.totals(), entry.file(), digest)
                .toBytes());
      }
    }
    try (ClearCohort c = ClearCohort.ingest(request(ALL), 64)) {
      assertEquals(0, c.report.committed().resumed());
      assertTrue(c.report.notes().stream().anyMatch(n -> n.contains("thrown away")));
      c.dataset.verifyProofs(ProgressListener.NONE);
    }
  }

  @Test
  void anIngestKilledAfterItWasAnchoredIsCompletedAndItsKeysWiped() throws Exception {
    interrupted(request(ALL));
    Path work = home().resolve("custodian/committing/c");
    Path kept = folder.resolve("kept");
    Files.createDirectories(kept.resolve("entries"));
    for (String file : List.of("inputs", "engine.half", "steward.half")) {
      Files.copy(work.resolve(file), kept.resolve(file));
    }
    byte[] hash;
    try (ClearCohort c = ClearCohort.ingest(request(ALL), 64)) {
      hash = c.dataset.manifestHash();
    }
    Path dataset = home().resolve("engine/datasets/c");
    Files.move(dataset.resolve("v1"), dataset.resolve(".staging"));
    Files.move(kept, work);
    DatasetAnchor anchored =
        new DatasetAnchor() {
          @Override
          public void anchor(DatasetManifest manifest, byte[] manifestHash) {
            throw new AssertionError("it is anchored");
          }

          @Override
          public boolean anchored(DatasetManifest manifest, byte[] manifestHash) {
            return Arrays.equals(hash, manifestHash);
          }
        };
    assertThrows(
        SealomeException.class,
        () ->
            Ingest.run(
                request(ALL),
                ClearCohort.IDENTITY,
                ClearCohort.scheme(64),
                anchored,
                ProgressListener.NONE));
    assertFalse(Files.exists(work));
    assertTrue(engineFile().exists() && stewardFile().exists());
    reopened();
  }

  @Test
  void aRowThatCannotBeIsNamedToTheCustodian() throws Exception {
    List<String> patients = List.of("ANNA", "BERT", "CARL");
    DatasetIdentity identity = ClearCohort.IDENTITY;
    try (CommitmentWork work =
        CommitmentWork.open(home(), "c", identity, 1, new byte[32], patients.size())) {
      ColumnCommitments commitments =
          new ColumnCommitments(work, identity, 1, null, null, patients);
      Map<String, IntUnaryOperator> planes =
          Map.of("1-1-A-G/HET", slot -> slot == 1 ? 1 : 0, "1-1-A-G/HOM", slot -> slot / 2);
      commitments.commit(ColumnShape.variant("1-1-A-G", false, false, 3), planes);
      Map<String, IntUnaryOperator> both =
          Map.of(
              "1-2-A-G/HET", slot -> slot == 1 ? 1 : 0, "1-2-A-G/HOM", slot -> slot == 1 ? 1 : 0);
      SealomeException e =
          assertThrows(
              SealomeException.class,
              () -> commitments.commit(ColumnShape.variant("1-2-A-G", false, false, 3), both));
      assertTrue(e.getMessage().contains("BERT"), e.getMessage());
      assertTrue(e.getMessage().contains("1-2-A-G"), e.getMessage());
      assertEquals(1, commitments.done());
    }
  }

  @Test
  void otherInputsBeginAnewWithOtherKeys() throws Exception {
    interrupted(request(ALL));
    Path half = home().resolve("custodian/committing/c/engine.half");
    byte[] keys = Files.readAllBytes(half);
    try (ClearCohort c = ClearCohort.ingest(request(ALL, "1 10 . A G . . . GT", 1), 64)) {
      assertEquals(0, c.report.committed().resumed());
      assertTrue(
          c.report.notes().stream().anyMatch(n -> n.contains("thrown away")),
          c.report.notes() + "");
      assertFalse(
          Arrays.equals(keys, Files.readAllBytes(home().resolve("engine/blinding/c/v1.half"))));
      c.dataset.verify(ProgressListener.NONE);
    }
  }

  @Test
  void anIngestWithoutCommitWipesWhatIsLeft() throws Exception {
    interrupted(request(ALL));
    ClearCohort.ingest(request(new CommitScope.Nothing()), 64).close();
    assertFalse(Files.exists(home().resolve("custodian/committing/c")));
  }

  @Test
  void aSampleColumnWithAVariantsNameIsRefused() throws Exception {
    Path vcf = ClearCohort.vcf(folder, List.of("A", "B"), "1 10 . A G . . . GT 0/0 0/1");
    Path samples =
        Files.writeString(folder.resolve("s.tsv"), "sample_id\t1-10-A-G\nA\tyes\nB\tno\n");
    IngestRequest request =
        IngestRequest.of(home(), "c", List.of(vcf))
            .withSamples(samples, List.of(), List.of("1-10-A-G"))
            .withCommitments(ALL);
    SealomeException e =
        assertThrows(SealomeException.class, () -> ClearCohort.ingest(request, 64));
    assertEquals(ErrorCode.USAGE, e.code());
  }
}
